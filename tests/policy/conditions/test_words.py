"""Words and patterns in the subject, the text and the header."""

from __future__ import annotations

import pytest

from mailguard.domain.condition import OfHeader, OfText, OfWords, When, Where
from tests.mails import a_mail
from tests.policy.situations import a_situation, why

MAIL = a_mail(
    subject="【社外秘】髙橋様 ＦＡＬＣＯＮ", text="See SECRET-12.\n", quoted="> an old contract\n"
)
HEADER = [("X-Mailer", "Thunderbird"), ("X-Class", "public"), ("x-class", "Internal only")]


@pytest.mark.parametrize(
    ("when", "evidence"),
    [
        (When(subject=OfWords(words=("社外秘", "極秘"))), ("“社外秘” in the subject",)),
        (When(subject=OfWords(words=("高橋",))), ("“高橋” in the subject",)),
        (When(subject=OfWords(words=("falcon",))), ("“falcon” in the subject",)),
        (When(subject=OfWords(words=("falco",))), None),
        (When(subject=OfWords(pattern=("^【.+】",))), ("“【社外秘】” in the subject",)),
        (When(subject=OfWords(words=("極秘",), pattern=("秘",))), ("“秘” in the subject",)),
        (When(text=OfText(words=("secret",))), ("“secret” in the text",)),
        (When(text=OfText(pattern=(r"SECRET-\d+",))), ("“SECRET-12” in the text",)),
        (When(text=OfText(pattern=(r"secret-\d+",))), None),
        (When(text=OfText(words=("contract",))), None),
        (
            When(text=OfText(words=("contract",), where=Where.ALL)),
            ("“contract” in the text",),
        ),
        (When(header=(OfHeader("X-MAILER"),)), ("the field X-MAILER is there",)),
        (When(header=(OfHeader("X-Spam"),)), None),
        (When(header=(OfHeader("X-Spam", absent=True),)), ("the field X-Spam is not there",)),
        (When(header=(OfHeader("x-mailer", absent=True),)), None),
        (
            When(header=(OfHeader("X-Class", words=("internal",)),)),
            ("“internal” in the field X-Class",),
        ),
        (When(header=(OfHeader("X-Class", pattern=("secret",)),)), None),
        (When(header=(OfHeader("X-Class"), OfHeader("X-Spam"))), None),
    ],
)
def test_where_it_stands_is_told(when: When, evidence: tuple[str, ...] | None) -> None:
    assert why(when, a_situation(MAIL, header=HEADER)) == evidence


def test_a_long_match_is_cut() -> None:
    when = When(text=OfText(pattern=("a+",)))
    (found,) = why(when, a_situation(a_mail(text="a" * 500))) or ()
    assert found == f"“{'a' * 59}…” in the text"
