"""The check draft-attachment."""

from __future__ import annotations

import pytest

from mailguard.checks.draft_attachment import draft_attachment
from mailguard.domain.finding import Severity
from tests.checks.knowing import NothingKnown
from tests.mails import a_mail, an_attachment


def found(name: str, text: str = "Hello.\n", to: str = "hanako@acme.example") -> list[str]:
    mail = a_mail(to=[to], text=text, attachments=[an_attachment(name)])
    findings = draft_attachment.findings(mail, NothingKnown(), draft_attachment.settings)
    return [evidence for finding in findings for evidence in finding.evidence]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("見積書_案.pdf", "案"),
        ("contract_draft.docx", "draft"),
        ("plan_old.xlsx", "old"),
        ("コピー ～ 見積書.xlsx", "コピー"),
        ("見積書 (1).pdf", "1"),
        ("spec v0.9.docx", "v0.9"),
        ("契約書（要修正）.docx", "要修正"),
    ],
)
def test_a_name_of_no_final_state_is_noticed(name: str, said: str) -> None:
    assert found(name) == [said]


@pytest.mark.parametrize(
    "name",
    ["提案書.pdf", "案内図.pdf", "ご案内.pdf", "Oldenburg.pdf", "threshold.xlsx", "設計図.dwg",
     "コピー機_見積書.docx", "作業中止届.docx", "未完了一覧.xlsx", "水没車両.pdf",
     "見積書 v1.2.pdf", "golden.csv", "製品案内.pdf"],
)  # fmt: skip
def test_other_names_are_silent(name: str) -> None:
    assert found(name) == []


def test_a_mail_that_speaks_of_a_draft_and_one_inside_are_silent() -> None:
    assert found("契約書_案.docx", "契約書の案をお送りします。") == []
    assert found("contract_draft.docx", "Here is the draft.") == []
    assert found("見積書_案.pdf", to="jiro@example.co.jp") == []


def test_a_name_that_says_that_work_goes_on_is_warned_of() -> None:
    mail = a_mail(attachments=[an_attachment("契約書_要修正.docx"), an_attachment("案_draft.pdf")])
    first, second = draft_attachment.findings(mail, NothingKnown(), draft_attachment.settings)
    assert (first.severity, second.severity) == (Severity.WARNING, Severity.NOTICE)
