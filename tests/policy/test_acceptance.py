"""Recipients whose servers turn encrypted zip files away are not sent any."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from mailguard.domain.consequence import Preparation
from mailguard.domain.mail import Attachment, MailKind
from mailguard.domain.rule import Encrypt
from mailguard.domain.settings import Encryption, Settings
from mailguard.domain.verdict import Verdict
from mailguard.policy.acceptance import turned_away
from mailguard.policy.decision import Case, decide
from tests.mails import a_recipient, an_attachment

CSV = an_attachment("list.csv", real_type="text/csv")
PDF = an_attachment("plan.pdf", real_type="application/pdf")


def sentences(*files: Attachment, how: Encrypt | None, refusing: tuple[str, ...]) -> list[str]:
    people = (a_recipient("sato@mail.acme.example"), a_recipient("ito@other.example"))
    return [remark.sentence for remark in turned_away(people, files, how, refusing)]


def test_a_zip_for_somebody_who_does_not_take_it_is_named() -> None:
    (sentence,) = sentences(CSV, how=Encrypt(), refusing=("acme.example",))
    assert sentence.startswith("mail.acme.example does not take encrypted zip files")


@pytest.mark.parametrize(
    ("files", "how", "refusing"),
    [
        ((CSV,), None, ("acme.example",)),
        ((CSV,), Encrypt(), ()),
        ((CSV,), Encrypt(), ("elsewhere.example",)),
        ((PDF,), Encrypt(), ("acme.example",)),  # it keeps its format
        ((), Encrypt(), ("acme.example",)),
    ],
)
def test_everything_else_goes(
    files: tuple[Attachment, ...], how: Encrypt | None, refusing: tuple[str, ...]
) -> None:
    assert sentences(*files, how=how, refusing=refusing) == []


def test_without_own_formats_a_pdf_is_zipped_too() -> None:
    assert sentences(PDF, how=Encrypt(own_formats=False), refusing=("acme.example",))


def test_what_is_turned_away_is_reviewed_although_a_rule_wants_no_review() -> None:
    case = Case(MailKind.RECEIPT, (a_recipient("sato@acme.example"),), (CSV,), (), frozenset())
    settings = Settings(encryption=Encryption(no_zip=("acme.example",)))
    verdict = Verdict(confirm=False, preparation=Preparation(encrypt=Encrypt()))
    decision = decide(case, settings, datetime.now(UTC), verdict)
    assert decision.refusals
    assert decision.needs_answer
