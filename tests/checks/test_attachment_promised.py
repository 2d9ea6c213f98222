"""The check attachment-promised."""

from __future__ import annotations

import pytest

from mailguard.checks.attachment_promised import attachment_promised
from tests.checks.knowing import NothingKnown
from tests.mails import a_mail, an_attachment


def found(text: str, *names: str) -> list[str]:
    mail = a_mail(text=text, attachments=[an_attachment(name) for name in names])
    findings = attachment_promised.findings(mail, NothingKnown(), attachment_promised.settings)
    return [finding.sentence for finding in findings]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("「見積書_アクメ.pdf」を添付いたします。", "見積書_アクメ.pdf"),
        ("Please see the attached budget.xlsx for details.", "budget.xlsx"),
        ('I have attached "Q3 report.docx".', "Q3 report.docx"),
        ("添付：議事録.docx", "議事録.docx"),
    ],
)
def test_a_file_that_is_named_and_missing_is_told(text: str, name: str) -> None:
    assert found(text, "other.txt") == [f"The text names “{name}”, which is not attached."]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("「見積書.pdf」を添付します。", ["見積書.pdf"]),
        ("見積書.pdfを添付します。", ["20261124_見積書.pdf"]),
        ("Ｂｕｄｇｅｔ．ｘｌｓｘを添付します。", ["budget.xlsx"]),
        ("添付の budget_v1.xlsx をご覧ください。", ["budget_v2.xlsx"]),
        ("添付の見積書.pdfです。", ["files.zip"]),
        ("前回添付いただいた契約書.docxの件です。", ["回答.pdf"]),
        ("The attached list is based on https://acme.example/report.pdf today.", ["list.csv"]),
        ("設定は config.txt に書きます。", ["手順書.pdf"]),
    ],
)
def test_what_is_there_or_elsewhere_is_silent(text: str, names: list[str]) -> None:
    assert found(text, *names) == []


@pytest.mark.parametrize(
    "text",
    ["添付ファイルは3点です。", "添付資料3件をご確認ください。", "Three files are attached.",
     "Attached are the three documents.", "見積書と仕様書、図面の計3点を添付いたします。",
     "必要な書類3点を添付します。"],
)  # fmt: skip
def test_fewer_files_than_promised_are_told(text: str) -> None:
    assert found(text, "a.pdf", "b.pdf") == ["The text speaks of 3 files, but 2 are attached."]
    assert found(text, "a.pdf", "b.pdf", "c.pdf") == []


@pytest.mark.parametrize(
    "text", ["添付ファイルの2つ目のシートをご覧ください。", "添付の3点目はオプションです。"]
)
def test_a_place_in_a_file_is_no_number_of_files(text: str) -> None:
    assert found(text, "a.xlsx") == []


def test_an_archive_may_hold_them_all() -> None:
    assert found("計3点を添付いたします。", "files.zip") == []


def test_without_any_file_another_check_speaks() -> None:
    assert found("「見積書.pdf」を添付いたします。") == []
