"""A number that must not leave is told, and not given away."""

from __future__ import annotations

import pytest

from mailguard.domain.finding import OfSubject, OfText, Severity
from mailguard.identifiers.masked import masked_facts
from mailguard.identifiers.numbers import Number
from tests.mails import OWN_DOMAIN, a_mail


def numbers_in(text: str) -> list[Number]:
    return [Number(0, 3, f"{n}12345678") for n in text.split() if n.isdigit()]


@pytest.mark.parametrize(
    ("to", "severity"),
    [("a@acme.example", Severity.DANGER), (f"a@{OWN_DOMAIN}", Severity.WARNING)],
)
def test_each_text_is_told_of_once_with_the_last_digits(to: str, severity: Severity) -> None:
    mail = a_mail(subject="1", text="1 2 2\n", to=[to])
    in_subject, in_text = masked_facts(mail, numbers_in, lambda count: f"{count} numbers")
    assert (in_subject.sentence, in_subject.place) == ("1 numbers", OfSubject())
    assert (in_text.sentence, in_text.place) == ("2 numbers", OfText(0, 3))
    assert {in_subject.severity, in_text.severity} == {severity}
    assert in_text.evidence == ("•••• •••• 5678",)


def test_without_one_there_is_nothing() -> None:
    assert list(masked_facts(a_mail(text="none\n"), numbers_in, str)) == []
