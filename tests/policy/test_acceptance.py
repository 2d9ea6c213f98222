"""Recipients whose servers turn encrypted zip files away are not sent any."""

from __future__ import annotations

import pytest

from mailguard.domain.mail import Attachment
from mailguard.domain.rule import Encrypt
from mailguard.policy.acceptance import turned_away
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
