"""The check hidden-content."""

from __future__ import annotations

import pytest

from mailguard.checks.hidden_content import hidden_content
from mailguard.domain.content import Content, Hidden, Veil
from mailguard.domain.finding import Finding, Severity
from tests.checks.knowing import NothingKnown
from tests.mails import a_mail, an_attachment


def found(*hidden: Hidden, to: str = "hanako@acme.example") -> tuple[Finding, ...]:
    mail = a_mail(to=[to], attachments=[an_attachment("a.xlsx")], contents=[Content(hidden=hidden)])
    return hidden_content.findings(mail, NothingKnown(), hidden_content.settings)


def test_what_is_hidden_is_told_with_its_place_and_beginning() -> None:
    (finding,) = found(Hidden(Veil.SHEET, "原価", "仕入 100"), Hidden(Veil.COMMENT, "佐藤"))
    assert finding.severity is Severity.WARNING
    assert finding.sentence == "“a.xlsx” holds more than it shows: hidden sheet, comments."
    assert finding.evidence == ("hidden sheet: 原価: 仕入 100", "comments: 佐藤")


@pytest.mark.parametrize("veil", [Veil.SPEAKER_NOTES, Veil.SLIDE, Veil.LINKED_FILE])
def test_notes_and_the_like_are_only_noticed(veil: Veil) -> None:
    assert [finding.severity for finding in found(Hidden(veil))] == [Severity.NOTICE]


@pytest.mark.parametrize("veil", list(Veil))
def test_every_kind_has_its_words(veil: Veil) -> None:
    assert len(found(Hidden(veil))) == 1


def test_nothing_hidden_and_mail_within_the_organisation_are_silent() -> None:
    assert found() == ()
    assert found(Hidden(Veil.SHEET), to="jiro@example.co.jp") == ()


@pytest.mark.parametrize(
    "text", ["変更履歴を残して修正しました。", "Here it is with our changes tracked."]
)
def test_changes_that_the_text_speaks_of_are_noticed(text: str) -> None:
    def severities(veil: Veil) -> list[Severity]:
        mail = a_mail(
            text=text,
            attachments=[an_attachment("契約書.docx")],
            contents=[Content(hidden=(Hidden(veil),))],
        )
        findings = hidden_content.findings(mail, NothingKnown(), hidden_content.settings)
        return [finding.severity for finding in findings]

    assert severities(Veil.TRACKED_CHANGE) == severities(Veil.COMMENT) == [Severity.NOTICE]
    assert severities(Veil.SHEET) == [Severity.WARNING]
