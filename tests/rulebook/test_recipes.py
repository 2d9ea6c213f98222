"""The recipes of docs/policy.md: each is right, and fires where it says and nowhere else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from mailguard.domain.condition import Protection
from mailguard.domain.content import Content
from mailguard.domain.finding import Severity
from mailguard.domain.mail import MailKind
from mailguard.domain.rule import Layer, Placed, Rule
from mailguard.inspection.ruling import ABLE
from mailguard.policy.gate import gated
from mailguard.policy.ruleset import verdict_of
from mailguard.policy.situation import Situation
from mailguard.rulebook.reading import read_octets
from mailguard.rulebook.sheet import OrganisationSheet
from tests.mails import SENDER, TODAY, a_mail, an_acquaintance, an_attachment
from tests.policy.situations import Company, a_finding, a_situation

PAGE = (Path(__file__).parents[2] / "docs" / "policy.md").read_text("utf-8")
SECTION = PAGE.partition("\n## Recipes\n")[2].partition("\n## ")[0]
RECIPES = re.findall(
    r"\n### (\d+)\. (.+?)\n\n(.+?)\n(.+?)\n\n```toml\n(.+?)```", SECTION, re.DOTALL
)

INSIDE = ("b@example.co.jp",)
FILE = (an_attachment(),)
ZIP = an_attachment("a.zip", declared_type="application/zip", encrypted=True)
SHEET = an_attachment("a.xlsx")
NIGHT = TODAY.replace(hour=22)
PRESS = Company({"報道機関": ["hanako@acme.example"]})
SALES = Company({"営業部": [SENDER]}, manager="boss@example.co.jp")
MANY = [f"a{number}@acme.example" for number in range(30)]
THREE = ["a@a.example", "b@b.example", "c@c.example"]
BULK = [a_finding("bulk-personal-data", Severity.DANGER)]
NUMBER = [a_finding("my-number")]
OUTSIDE = a_situation(a_mail())
WITH_FILE = a_situation(a_mail(attachments=FILE))
AMONG_US = a_situation(a_mail(to=INSIDE))

EXAMPLES: dict[str, tuple[Situation, Situation]] = {
    "out-of-ppap": (
        WITH_FILE,
        a_situation(a_mail(attachments=FILE), protection={"acme.example": Protection.SECURE}),
    ),
    "no-encrypted-zip": (a_situation(a_mail(attachments=[ZIP])), WITH_FILE),
    "encrypt-files": (WITH_FILE, OUTSIDE),
    "customers-apart": (a_situation(a_mail(to=THREE)), a_situation(a_mail(to=THREE[:2]))),
    "one-mail-each": (a_situation(a_mail(to=MANY)), a_situation(a_mail(to=MANY[:29]))),
    "somebody-new": (
        OUTSIDE,
        a_situation(a_mail(known={"hanako@acme.example": an_acquaintance()})),
    ),
    "open-first": (a_situation(a_mail(attachments=[SHEET])), WITH_FILE),
    "manager-agrees": (a_situation(findings=BULK, directory=SALES), OUTSIDE),
    "my-number-reason": (a_situation(findings=NUMBER), a_situation(findings=BULK)),
    "confidential-inside": (
        a_situation(a_mail(attachments=FILE, contents=[Content("これは社外秘です")])),
        a_situation(a_mail(to=INSIDE, subject="社外秘")),
    ),
    "no-longer": (a_situation(a_mail(to=["x@sub.former.example"])), OUTSIDE),
    "private-address": (
        a_situation(a_mail(to=["x@gmail.com"], attachments=FILE)),
        a_situation(a_mail(to=["x@gmail.com"])),
    ),
    "not-at-night": (a_situation(now=NIGHT), OUTSIDE),
    "press-waits": (a_situation(directory=PRESS), OUTSIDE),
    "copy-to-manager": (a_situation(directory=SALES), OUTSIDE),
    "mark-and-footer": (OUTSIDE, AMONG_US),
    "tidy-header": (OUTSIDE, AMONG_US),
    "invitations": (a_situation(a_mail(kind=MailKind.CALENDAR)), OUTSIDE),
    "among-colleagues": (AMONG_US, a_situation(a_mail(to=INSIDE, cc=["a@b.example"]))),
    "large-files": (
        a_situation(a_mail(attachments=[an_attachment(size=15_000_000)] * 2)),
        a_situation(a_mail(attachments=[an_attachment(size=15_000_000)])),
    ),
}
"""By the id of the recipe's rule: a mail that it is for, and one that it leaves alone."""


def rule_in(toml: str) -> Rule:
    read = read_octets(Path("policy.toml"), toml.encode(), OrganisationSheet)
    assert not read.problems, list(map(str, read.problems))
    assert read.sheet is not None
    (rule,) = read.sheet.rule
    return rule


def test_there_are_twenty_each_in_two_languages() -> None:
    assert [int(number) for number, *_rest in RECIPES] == list(range(1, 21))
    for _number, title, english, japanese, _toml in RECIPES:
        assert english.isascii(), title
        assert re.search("[ぁ-ん]", japanese), title


@pytest.mark.parametrize("toml", [toml for *_words, toml in RECIPES])
def test_a_recipe_fires_where_it_is_meant_to_and_nowhere_else(toml: str) -> None:
    rule = rule_in(toml)
    fitting, other = EXAMPLES[rule.id]
    placed = [Placed(rule, Layer.ORGANISATION)]
    assert [fired.id for fired in verdict_of(placed, fitting).fired] == [rule.id]
    assert verdict_of(placed, other).fired == ()


def test_those_that_say_they_are_not_there_yet_are_refused_and_no_others() -> None:
    for _number, title, english, _japanese, toml in RECIPES:
        rule = rule_in(toml)
        fitting, _other = EXAMPLES[rule.id]
        verdict = gated(verdict_of([Placed(rule, Layer.ORGANISATION)], fitting), ABLE)
        is_refused = bool(verdict.refusals) and not rule.then.refuse
        assert is_refused is ("not there yet" in english), title
