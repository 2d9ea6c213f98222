"""Whole conditions, and the parts that look at the mail, the findings, the time and the way."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from msgspec.structs import replace

from mailguard.domain.condition import (
    Extent,
    Grade,
    OfFindings,
    OfMail,
    OfTime,
    OfTransport,
    OfWords,
    Protection,
    When,
)
from mailguard.domain.finding import Severity
from mailguard.domain.mail import MailKind
from tests.mails import a_mail
from tests.policy.situations import a_finding, a_situation, why

TUESDAY = datetime(2026, 11, 24, 12, 30, tzinfo=timezone(timedelta(hours=9)))
YES, NO = When(), When(mail=OfMail(kind=(MailKind.RECEIPT,)))


@pytest.mark.parametrize(
    ("when", "is_so"),
    [
        (When(), True),
        (When(any=(NO, YES)), True),
        (When(any=(NO, NO)), False),
        (When(none=(NO,)), True),
        (When(none=(NO, YES)), False),
        (When(none=(When(none=(YES,)),)), True),
        (When(subject=OfWords(words=("greetings",)), any=(NO,)), False),
        (When(subject=OfWords(words=("greetings",)), none=(NO,)), True),
        (When(subject=OfWords(words=("farewell",)), any=(YES,)), False),
    ],
)
def test_everything_that_is_given_has_to_hold(when: When, *, is_so: bool) -> None:
    assert (why(when, a_situation()) is not None) is is_so


def test_each_part_says_why() -> None:
    when = When(
        subject=OfWords(words=("greetings",)),
        any=(NO, When(time=OfTime(office_hours=True))),
        none=(NO,),
    )
    assert why(when, a_situation(now=TUESDAY)) == (
        "“greetings” in the subject",
        "sent at 2026-11-24 12:30",
    )


@pytest.mark.parametrize(
    ("condition", "is_so"),
    [
        (OfFindings(), True),
        (OfFindings(severity=Grade.WARNING), True),
        (OfFindings(severity=Grade.DANGER), False),
        (OfFindings(check=("my-number", "keyword")), True),
        (OfFindings(check=("first-contact",), severity=Grade.WARNING), False),
        (OfFindings(check=("my-number",)), False),
    ],
)
def test_findings_count_from_a_severity_on(condition: OfFindings, *, is_so: bool) -> None:
    found = [
        a_finding("first-contact", Severity.NOTICE, "New."),
        a_finding("keyword", Severity.WARNING, "A word."),
    ]
    evidence = why(When(findings=condition), a_situation(findings=found))
    assert (evidence is not None) is is_so
    assert evidence is None or evidence[-1] == "A word."


SIGNED = replace(a_mail(subject=" ", is_reply=True), is_signed=True)


@pytest.mark.parametrize(
    ("condition", "evidence"),
    [
        (OfMail(), ()),
        (OfMail(kind=(MailKind.ORDINARY,)), ("an ordinary mail",)),
        (OfMail(kind=(MailKind.CALENDAR, MailKind.AUTOMATIC)), None),
        (OfMail(reply=True, signed=True), ("a reply", "signed")),
        (OfMail(reply=False), None),
        (OfMail(signed=False), None),
        (OfMail(empty_subject=True), ("no subject",)),
        (OfMail(empty_subject=False), None),
        (OfMail(larger_than=1_999_999), ("2.0 MB",)),
        (OfMail(larger_than=2_000_000), None),
    ],
)
def test_the_mail_as_a_whole(condition: OfMail, evidence: tuple[str, ...] | None) -> None:
    mail = replace(SIGNED, source=replace(SIGNED.source, length=2_000_000))
    assert why(When(mail=condition), a_situation(mail)) == evidence


@pytest.mark.parametrize(
    ("condition", "hour", "day", "is_so"),
    [
        (OfTime(office_hours=True), 12, 24, True),
        (OfTime(office_hours=False), 12, 24, False),
        (OfTime(office_hours=False), 20, 24, True),
        (OfTime(office_hours=False), 12, 28, True),
        (OfTime(day_off=True), 12, 28, True),
        (OfTime(day_off=True), 12, 24, False),
        (OfTime(day_off=False, office_hours=False), 20, 24, True),
        (OfTime(between=("20:00-07:30",)), 6, 24, True),
        (OfTime(between=("20:00-07:30",)), 23, 24, True),
        (OfTime(between=("20:00-07:30",)), 12, 24, False),
        (OfTime(between=("09:00-12:00", "12:00-13:00")), 12, 24, True),
        (OfTime(between=("09:00-12:00",)), 12, 24, False),
        (OfTime(between=("00:00-00:00",)), 12, 24, True),
    ],
)
def test_the_time_is_that_of_the_computer(
    condition: OfTime, hour: int, day: int, *, is_so: bool
) -> None:
    now = TUESDAY.replace(hour=hour, minute=0, day=day)
    assert (why(When(time=condition), a_situation(now=now)) is not None) is is_so


def test_the_zone_counts() -> None:
    evening = datetime(2026, 11, 24, 12, 30, tzinfo=UTC).astimezone(timezone(timedelta(hours=9)))
    assert why(When(time=OfTime(office_hours=False)), a_situation(now=evening))


WAYS = {"acme.example": Protection.SECURE, "beta.example": Protection.NONE}


@pytest.mark.parametrize(
    ("condition", "evidence"),
    [
        (OfTransport((Protection.NONE,)), ("beta.example: not protected",)),
        (OfTransport((Protection.NONE,), Extent.ALL), None),
        (OfTransport((Protection.ENCRYPTED,)), None),
        (OfTransport((Protection.UNKNOWN,)), ("c.example: not known how it is protected",)),
        (OfTransport((*Protection,), Extent.ALL),
         ("acme.example: protected and authenticated", "beta.example: not protected",
          "c.example: not known how it is protected")),
    ],
)  # fmt: skip
def test_the_way_to_each_domain(condition: OfTransport, evidence: tuple[str, ...] | None) -> None:
    mail = a_mail(to=["a@acme.example", "b@beta.example", "c@c.example"])
    assert why(When(transport=condition), a_situation(mail, protection=WAYS)) == evidence
