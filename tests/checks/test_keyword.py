"""The check keyword."""

from __future__ import annotations

from mailguard.checks.keyword import Words, keyword
from mailguard.domain.content import Content
from mailguard.domain.finding import Finding, OfAttachment, OfText, Severity
from mailguard.domain.mail import Mail
from tests.checks.knowing import NothingKnown
from tests.mails import a_mail, an_attachment

WORDS = Words(notice=("Falcon",), warning=("原価",), danger=("プロジェクトX", " "))


def found(mail: Mail, words: Words = WORDS) -> tuple[Finding, ...]:
    return keyword.findings(mail, NothingKnown(), words)


def test_a_word_is_found_without_case_and_width_at_its_place() -> None:
    (finding,) = found(a_mail(text="About ＦＡＬＣＯＮ."))
    assert (finding.severity, finding.place) == (Severity.NOTICE, OfText(6, 12))
    assert finding.sentence == "“ＦＡＬＣＯＮ” is on your organisation's list of words."


def test_the_worst_word_of_a_text_is_named() -> None:
    (finding,) = found(a_mail(text="falconの原価とプロジェクトＸ"))
    assert finding.severity is Severity.DANGER


def test_part_of_a_latin_word_is_no_word() -> None:
    assert found(a_mail(text="falconry, mcfalcon")) == ()
    assert len(found(a_mail(text="falcon計画"))) == 1


def test_files_are_looked_at() -> None:
    mail = a_mail(attachments=[an_attachment()], contents=[Content("製品の原価表")])
    assert [finding.place for finding in found(mail)] == [OfAttachment(0)]


def test_their_names_are_too_once() -> None:
    named = a_mail(attachments=[an_attachment("原価表.xlsx")], contents=[Content("")])
    assert [finding.place for finding in found(named)] == [OfAttachment(0)]
    both = a_mail(attachments=[an_attachment("原価表.xlsx")], contents=[Content("原価")])
    assert len(found(both)) == 1


def test_within_the_organisation_only_where_it_is_wanted() -> None:
    mail = a_mail(text="原価", to=["jiro@example.co.jp"])
    assert found(mail) == ()
    assert len(found(mail, Words(warning=("原価",), inside=True))) == 1


def test_without_words_nothing_is_found() -> None:
    assert found(a_mail(text="原価"), Words()) == ()


def test_letters_that_grow_when_lowered_keep_the_places() -> None:
    (finding,) = found(a_mail(text="İİ falcon"))
    assert finding.place == OfText(3, 9)
