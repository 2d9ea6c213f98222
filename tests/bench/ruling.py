"""How the processor time for a mail's verdict grows with the number of rules."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence

from mailguard.domain.condition import (
    OfAttachments,
    OfFindings,
    OfHeader,
    OfMail,
    OfRecipients,
    OfSender,
    OfText,
    OfTime,
    OfWords,
    When,
)
from mailguard.domain.content import Content
from mailguard.domain.mail import Mail
from mailguard.domain.recipient import RecipientClass
from mailguard.domain.rule import Bcc, Layer, Placed, Rule, Then
from mailguard.policy.ruleset import Ruleset
from mailguard.policy.situation import Situation
from tests.bench.measure import percentile
from tests.bench.table import markdown
from tests.mails import a_mail, an_attachment
from tests.policy.situations import Company, a_finding, a_situation

SIZES = (10, 100, 1_000)
ROUNDS = 40
LIMIT = 0.020  # seconds that the most rules may take longer than the fewest

_EXTERNAL = OfRecipients(kind=(RecipientClass.EXTERNAL,))


def measure_rules(sizes: Sequence[int] = SIZES) -> str:
    """The table, and what has to hold."""
    mails = {"a plain mail": _plain(), "with three files of 100,000 characters": _with_files()}
    columns = [_measured(size, mails) for size in sizes]
    rows = [[name, *(f"{1000 * column[name]:.2f}" for column in columns)] for name in columns[0]]
    table = markdown(["p50, ms", *(f"{size:,} rules" for size in sizes)], rows)
    return "\n".join([table, "", *(_goal(name, columns, sizes) for name in mails)])


def _goal(name: str, columns: Sequence[dict[str, float]], sizes: Sequence[int]) -> str:
    more = columns[-1][name] - columns[0][name]
    verdict = "reached" if more <= LIMIT else "missed"
    return (
        f"- {verdict}: {name}: {sizes[-1]:,} rules take {1000 * more:.1f} ms more "
        f"than {sizes[0]} (at most {1000 * LIMIT:.0f})"
    )


def _measured(size: int, mails: dict[str, Mail]) -> dict[str, float]:
    begun = time.process_time()
    ruleset = Ruleset(_rules(size))
    ready = time.process_time() - begun
    found = {name: _median(ruleset, _situation(mail)) for name, mail in mails.items()}
    return {**found, "making the rules ready, once": ready}


def _median(ruleset: Ruleset, situation: Situation) -> float:
    times = []
    for _number in range(ROUNDS):
        begun = time.process_time()
        ruleset.verdict(situation)
        times.append(time.process_time() - begun)
    return percentile(times, 0.5)


def _situation(mail: Mail) -> Situation:
    return a_situation(
        mail,
        directory=Company({"Sales": ["hanako@acme.example"]}),
        findings=[a_finding(f"check-{number}") for number in range(3)],
        header=[(f"X-Field-{number}", "a value of some length") for number in range(20)],
    )


def _plain() -> Mail:
    """1.3 kB, to three people."""
    people = ["hanako@acme.example", "ken@beta.example", "jiro@example.co.jp"]
    return a_mail(to=people, subject="お見積りの件 12", text=_text(600), quoted=_text(400))


def _with_files() -> Mail:
    names = ("plan.xlsx", "quote.pdf", "contract.docx")
    return a_mail(
        to=["hanako@acme.example"],
        text=_text(600),
        attachments=[an_attachment(name) for name in names],
        contents=[Content(_text(100_000 + number)) for number in range(len(names))],
    )


_WORDS = [
    "お世話になって", "おります", "見積書を", "お送り", "します", "ご確認", "ください", "the",
    "quote", "project", "12,000", "円",
]  # fmt: skip


def _text(length: int) -> str:
    noise = random.Random(length)
    return " ".join(noise.choices(_WORDS, k=length // 5))[:length]


def _rules(size: int) -> list[Placed]:
    """Rules of all kinds; one in ten fires."""
    return [
        Placed(Rule(f"rule-{number}", _THEN[number % len(_THEN)], _when(number)), _LAYER)
        for number in range(size)
    ]


_LAYER = Layer.ORGANISATION
_THEN = (
    Then(tick="I looked."),
    Then(delay=300.0),
    Then(bcc=Bcc()),
    Then(add_bcc=("archive@example.co.jp",)),
    Then(say="Please look twice."),
    Then(set_header={"X-Class": "internal"}),
    Then(hold=True),
)


def _when(number: int) -> When:
    """What the rule of this number waits for."""
    few = (_EXTERNAL,)
    kinds = (
        When(recipients=(OfRecipients(domain=(f"customer{number}.example",)),)),
        When(recipients=few, subject=OfWords(words=(f"社外秘{number}", f"secret-{number}"))),
        When(text=OfText(pattern=(rf"案件番号[:：]?\s*{number}\d+", rf"PRJ-{number}-[A-Z]+"))),
        When(header=(OfHeader(f"X-Field-{number % 20}", words=(f"class-{number}",)),)),
        When(attachments=(OfAttachments(name=(f"*-{number}.xlsx",), type=("xlsx", "csv")),)),
        When(attachments=(OfAttachments(words=(f"部外秘{number}", f"原価{number}")),)),
        When(attachments=(OfAttachments(pattern=(rf"契約番号{number}-\d{{4}}",)),)),
        When(recipients=(OfRecipients(group=(f"Group {number}",)),), time=OfTime(day_off=False)),
        When(sender=OfSender(address=(f"user{number}@*",)), mail=OfMail(reply=False)),
        When(findings=OfFindings(check=(f"check-{number % 30}",))),
    )
    return kinds[number % len(kinds)]
