"""Everything that is wrong in a file of the policy is one sentence, with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from mailguard.rulebook.reading import kind_of, read_file, read_octets
from mailguard.rulebook.sheet import GroupSheet, OrganisationSheet, Sheet, UserSheet

KEY = "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="


def problems(text: str) -> list[str]:
    """Each problem without the file's name."""
    read = read_octets(Path("policy.toml"), text.encode(), OrganisationSheet)
    return [str(problem).removeprefix("policy.toml, ") for problem in read.problems]


def in_rule(line: str) -> str:
    """A rule whose fourth line this is."""
    return f'[[rule]]\nid = "a"\nthen.tick = "Really?"\n{line}\n'


def test_a_good_file_counts() -> None:
    text = """\
version = 3
locked = ["delay.external", "review", "rule", "checks.keyword.danger", "hours", "checks.my-number"]
[delay]
external = 60
[permissions]
headless = false
[checks.visible-recipients]
people = 5
enabled = true
[[rule]]
id = "many-organisations"
title = "Several customers in one mail"
mode = "on"
[rule.when]
recipients = [{ class = ["external"], organisations = 3, domain = [".example.com"] }]
sender = { address = ["*@example.co.jp"], account = ["a@example.co.jp"] }
time = { between = ["20:00-07:30"] }
findings = { check = ["my-number", "inspection"] }
[rule.then]
bcc = { who = "external", visible_to = "info@example.co.jp" }
tick = "I checked that all of them may get it."
approval = ["manager", "department-head", "group:legal", "boss@example.co.jp"]
add_cc = ["manager", "sender", "a@example.co.jp"]
set_header = { X-Classification = "internal" }
remove_header = ["X-Mailer"]
"""
    assert problems(text) == []


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("colour = 1\n", 1, "MailGuard knows no setting “colour” here."),
        ("[permissions]\nheadles = true\n", 2, "no setting “permissions.headles” here"),
        ("locked = [\n 'delay',\n 'delay.externel']\n", 3, "no setting “delay.externel” that"),
        ("locked = ['checks.keyword.colour']\n", 1, "no setting “checks.keyword.colour” that"),
        ("locked = ['']\n", 1, "an empty text says nothing"),
        ("[organisation]\nown = ['a b']\n", 2, "“a b” is no domain"),
        ("[checks.colour]\na = 1\n", 1, "no check “colour”. `mailguard list-checks` names all."),
        ("[checks.visible-recipients]\n\npeople = 'x'\n", 3, "“people” has to be a whole number"),
        ("[checks.visible-recipients]\npeopel = 1\n", 2, "no setting “peopel” here"),
        ("[checks.my-number]\nenabled = 'no'\n", 2, "“enabled” has to be true or false"),
        ("[delay]\nexternal = 1\nexternal = 2\n", 3, "this was given before"),
        (in_rule("colour = 1"), 4, "no setting “colour” here"),
        (in_rule("mode = 'of'"), 4, '“mode” has to be "on" or "monitor" or "off"'),
        (in_rule("when.subject.pattern = ['(']"), 4, "“(” is no pattern of RE2"),
        (in_rule("when.text.pattern = ['[あ-ん]{1,900}']"), 4, "“[あ-ん]{1,900}” would take too"),
        (in_rule("when.header = [{name = 'X', pattern = ['x', '[']}]"), 4, "“[” is no pattern"),
        (in_rule("when.sender.account = ['a']"), 4, "“a” is no mail address"),
        (in_rule("when.recipients = [{address = ['*']}]"), 4, "For a whole domain write *@"),
        (in_rule("when.recipients = [{class = ['externl']}]"), 4, '"own" or "group" or "partner"'),
        (in_rule("when.recipients = [{domain = ['']}]"), 4, "an empty text says nothing"),
        (in_rule("when.recipients = [{people = 0}]"), 4, "at least 1, but it is 0"),
        (in_rule("when.header = [{words = ['x']}]"), 4, "“name” is missing here"),
        (in_rule("when.header = [{name = 'A B'}]"), 4, "“A B” is no name of a header field"),
        (in_rule("when.findings.check = ['colour']"), 4, "there is no check “colour”"),
        (in_rule("when.time.between = ['8-9']"), 4, "“8-9” is no time of the day"),
        (in_rule("when.any = [\n{ none = [{subjekt = 1}] }]"), 5, "“when.any.none.subjekt” here"),
        (in_rule("when.time = 2026-11-24"), 4, "a group of settings, but it is a date"),
        (in_rule("then.delay = -1"), 4, "“then.delay” has to be at least 0.0, but it is -1"),
        (in_rule("then.approval = ['boss']"), 4, "“boss” cannot approve"),
        (in_rule("then.add_cc = ['boss']"), 4, "“boss” is nobody"),
        (in_rule("then.bcc.visible_to = 'boss'"), 4, "“boss” is no mail address"),
        (in_rule("then.set_header = {'A B' = 'x'}"), 4, "“A B” is no name of a header field"),
        (in_rule("then.set_header = {A = 1}"), 4, "“then.set_header.A” has to be a text in quotes"),
        (in_rule('then.set_header = {A = "a\\nBcc: b"}'), 4, "one line without control characters"),
        (in_rule("then.hold = true\nthen.delay = 5"), 5, "both say when it leaves"),
        (in_rule("[[rule]]\nid = 'b'"), 4, "“then” is missing here"),
        (in_rule("[[rule]]\nid = ' '\nthen.hold = true"), 5, "a rule's id has to be a short name"),
        (in_rule("[[rule]]\nid = 'a'\nthen.hold = true"), 5, "the rule in line 2 has the id “a”"),
        ("rule = 1\n", 1, "“rule” has to be a list in brackets"),
        ("rule = [1]\n", 1, "“rule” has to be a group of settings"),
        (f"[policy]\nurl = 'http://x.example'\npublic_key = '{KEY}'\n", 2, "begins with https://"),
        ("[policy]\nurl = 'https://x.example'\npublic_key = 'key'\n", 3, "“key” is no public key"),
        ("[policy]\nurl = 'https://x.example'\n", 1, "“public_key” is missing here"),
        (f"[delay]\n[policy]\nurl = 'https://x.example'\npublic_key = '{KEY}'\n", 1,
         "so “delay” has to stand in that file"),
    ],
)  # fmt: skip
def test_a_mistake_is_one_sentence_with_its_line(text: str, line: int, words: str) -> None:
    (problem,) = problems(text)
    assert problem.startswith(f"line {line}: ")
    assert words in problem


def test_every_mistake_of_a_file_is_named_in_the_order_of_its_lines() -> None:
    text = in_rule("when.sender.account = ['a']") + "[[rule]]\n" + in_rule("mode = 1")
    text += "[delay]\nexternl = 1\ninternal = 'x'\n"
    lines = [int(problem.split(":")[0].removeprefix("line ")) for problem in problems(text)]
    assert lines == [4, 5, 7, 9, 11, 12]


def test_a_mistake_in_one_rule_does_not_shift_the_lines_of_the_others() -> None:
    text = "[[rule]]\ntitle = 'no id'\n" + in_rule("when.subject.pattern = ['(']")
    assert [problem.partition(":")[0] for problem in problems(text)] == ["line 1", "line 6"]


def test_a_rule_that_lost_its_only_wish_to_a_mistake_is_not_scolded_for_having_none() -> None:
    (problem,) = problems("[[rule]]\nid = 'a'\nthen.tick = 1\n")
    assert "“then.tick” has to be a text in quotes" in problem


def test_a_group_has_no_language_and_no_permissions(tmp_path: Path) -> None:
    path = tmp_path / "sales.toml"
    path.write_text("groups = ['sales']\nlanguage = 'ja'\npermissions = {}\n")
    read = read_file(path, GroupSheet)
    assert [problem.line for problem in read.problems] == [2, 3]


def test_a_user_locks_nothing() -> None:
    read = read_octets(Path("config.toml"), b"locked = ['delay']\n", UserSheet)
    assert "no setting “locked” here" in str(read.problems[0])


def test_a_file_that_cannot_be_read_has_one_problem(tmp_path: Path) -> None:
    read = read_file(tmp_path, OrganisationSheet)
    assert [problem.line for problem in read.problems] == [0]
    assert not read.counts


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        ("config.toml", "", UserSheet),
        ("policy.toml", "version = 1", OrganisationSheet),
        ("sales.toml", "groups = []", GroupSheet),
        ("broken.toml", "=", OrganisationSheet),
    ],
)
def test_a_file_is_recognised(name: str, text: str, kind: type[Sheet]) -> None:
    assert kind_of(Path(name), text.encode()) is kind
