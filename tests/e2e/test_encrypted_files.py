"""Encrypted attachments, as the recipients' programs find them: from the mailbox to the file."""

import io
import os
import secrets
import smtplib
import subprocess
from collections.abc import Callable
from email import message_from_bytes, policy
from email.utils import getaddresses
from pathlib import Path

import docx
import msoffcrypto
import openpyxl
import pptx
import pypdf
import pytest
import pyzipper

from mailguard.domain.action import Means, Original
from mailguard.domain.address import Address
from mailguard.domain.consequence import Preparation
from mailguard.domain.envelope import Envelope, Forward
from mailguard.domain.received import Lock
from mailguard.domain.rule import Encrypt
from mailguard.message.header import header_end
from mailguard.preparation.prepare import prepared
from mailguard.preparation.room import FolderRoom
from mailguard.preparation.steps import steps_of
from tests.actions.changes import NOW
from tests.actions.locking import attachments_of, files_of, written
from tests.e2e.rig.account import Account
from tests.e2e.rig.dovecot import Dovecot, without_trace
from tests.e2e.rig.office import SLIDES_AS_PDF, TABLE, TEXT, TEXT_AS_PDF, converted
from tests.mails import an_eml

NAME = "御見積書（最終版）_株式会社アクメ様向け_2026年11月24日.txt"
CONTENT = "見積金額 1,234,567円\n".encode()

Arrived = tuple[dict[str, bytes], Lock, bytes]


@pytest.fixture
def arrives(
    tmp_path: Path, hanako: Account, dovecot: Dovecot, recipient: str
) -> Callable[..., Arrived]:
    """Sends files encrypted: what lies in the recipient's mailbox, the lock, the second message."""

    def send(files: dict[str, bytes], how: Encrypt) -> Arrived:
        octets = an_eml(
            sender=hanako.address, to=[recipient], subject="見積の件", attachments=files
        )
        original = Original(
            Address.parse(hanako.address),
            Envelope(Address.parse(hanako.address), (Forward(Address.parse(recipient)),)),
            octets[: header_end(octets)],
            octets=octets,
            attachments=tuple(attachments_of(octets)),
        )
        with FolderRoom(tmp_path / "results") as room:
            means = Means(secrets.token_bytes, NOW, room)
            found = prepared(original, steps_of(Preparation(encrypt=how)), means)
        assert found.lock is not None
        mails = [written(octets, found.messages[0].edits), *(f.octets for f in found.follow_ups)]
        with smtplib.SMTP(hanako.host, hanako.port) as server:
            server.login(hanako.username, hanako.password)
            for mail in mails:
                server.sendmail(hanako.address, [recipient], mail)
        there = dovecot.mailbox(recipient)
        first = without_trace(there.wait_for("Message-ID: <1@example.co.jp>"))
        second = there.wait_for("Auto-Submitted") if len(mails) > 1 else b""
        return files_of(first), found.lock, second

    return send


def ran(*command: str | Path) -> str:
    done = subprocess.run(
        command, check=True, capture_output=True, text=True, env={**os.environ, "LC_ALL": "C.UTF-8"}
    )
    return done.stdout


@pytest.mark.parametrize("cp932", [False, True])
def test_7_zip_opens_the_archive_and_the_names_are_intact(
    arrives: Callable[..., Arrived], tmp_path: Path, cp932: bool
) -> None:
    files = {NAME: CONTENT, "ソ表能.csv": b"a,b\r\n", "plain.txt": b"1"}
    found, lock, _second = arrives(files, Encrypt(cp932_names=cp932))
    archive = tmp_path / "attachments.zip"
    archive.write_bytes(found["attachments.zip"])
    listed = ran("7z", "l", "-slt", archive)
    assert listed.count("Method = AES-256 Deflate") == 3
    ran("7z", "x", f"-p{lock.password}", f"-o{tmp_path / 'out'}", archive)
    assert {p.name: p.read_bytes() for p in (tmp_path / "out").iterdir()} == files
    wrong = subprocess.run(
        ["7z", "t", "-pwrong", archive], capture_output=True, text=True, check=False
    )
    assert wrong.returncode != 0
    assert "Wrong password" in wrong.stdout + wrong.stderr


def test_python_opens_the_archive(arrives: Callable[..., Arrived]) -> None:
    found, lock, _second = arrives({NAME: CONTENT}, Encrypt(one_archive=False))
    with pyzipper.AESZipFile(io.BytesIO(found[NAME.replace(".txt", ".zip")])) as archive:
        archive.setpassword(lock.password.encode())
        assert archive.testzip() is None
        assert archive.read(NAME) == CONTENT


def a_document(text: str) -> bytes:
    document, target = docx.Document(), io.BytesIO()
    document.add_paragraph(text)
    document.save(target)
    return target.getvalue()


def a_table(text: str) -> bytes:
    book, target = openpyxl.Workbook(), io.BytesIO()
    book.worksheets[0]["A1"] = text
    book.save(target)
    return target.getvalue()


def a_presentation(text: str) -> bytes:
    slides, target = pptx.Presentation(), io.BytesIO()
    slide = slides.slides.add_slide(slides.slide_layouts[0])
    assert slide.shapes.title is not None
    slide.shapes.title.text = text
    slides.save(target)
    return target.getvalue()


def test_office_files_open_in_libreoffice_and_in_python(
    arrives: Callable[..., Arrived], tmp_path: Path
) -> None:
    files = {
        "契約書.docx": a_document("甲は乙に対し"),
        "見積.xlsx": a_table("見積金額"),
        "提案.pptx": a_presentation("ご提案"),
    }
    found, lock, _second = arrives(files, Encrypt())
    assert list(found) == list(files)
    for name, octets in found.items():
        office, plain = msoffcrypto.OfficeFile(io.BytesIO(octets)), io.BytesIO()
        office.load_key(password=lock.password, verify_password=True)
        office.decrypt(plain, verify_integrity=True)
        assert plain.getvalue() == files[name]
        (tmp_path / name).write_bytes(octets)
    said = {}
    forms = {
        "契約書.docx": ("txt", TEXT),
        "見積.xlsx": ("csv", TABLE),
        "提案.pptx": ("pdf", SLIDES_AS_PDF),
    }
    for name, (ending, form) in forms.items():
        result = converted(tmp_path / name, tmp_path / f"{ending}.{ending}", form, lock.password)
        said[name] = ran("pdftotext", result, "-") if ending == "pdf" else result.read_text()
    assert "甲は乙に対し" in said["契約書.docx"]
    assert "見積金額" in said["見積.xlsx"]
    assert "ご提案" in said["提案.pptx"]
    with pytest.raises(subprocess.CalledProcessError):
        converted(tmp_path / "契約書.docx", tmp_path / "w.txt", TEXT, "wrong")


def test_pdf_files_open_in_pdf_tools_and_in_python(
    arrives: Callable[..., Arrived], tmp_path: Path
) -> None:
    (tmp_path / "source.docx").write_bytes(a_document("御請求書 甲は乙に対し"))
    pdf = converted(tmp_path / "source.docx", tmp_path / "plain.pdf", TEXT_AS_PDF)
    found, lock, _second = arrives({"御請求書.pdf": pdf.read_bytes()}, Encrypt())
    locked = tmp_path / "locked.pdf"
    locked.write_bytes(found["御請求書.pdf"])
    shown = ran("qpdf", f"--password={lock.password}", "--show-encryption", locked)
    assert "file encryption method: AESv3" in shown
    assert "No syntax" in ran("qpdf", f"--password={lock.password}", "--check", locked)
    assert "甲は乙に対し" in ran("pdftotext", "-upw", lock.password, locked, "-")
    reader = pypdf.PdfReader(locked, password=lock.password)
    assert "甲は乙に対し" in reader.pages[0].extract_text()
    wrong = subprocess.run(
        ["pdftotext", "-upw", "wrong", locked, "-"], capture_output=True, check=False
    )
    assert wrong.returncode != 0


def test_the_second_message_tells_the_password_to_the_same_people(
    arrives: Callable[..., Arrived], recipient: str
) -> None:
    found, lock, second = arrives({NAME: CONTENT}, Encrypt(password_by_mail=True))
    assert list(found) == [NAME.replace(".txt", ".zip")]
    message = message_from_bytes(second, policy=policy.default)
    assert str(message["subject"]) == "パスワードのお知らせ: 見積の件"
    assert lock.password in message.get_content()
    assert getaddresses([str(message["to"])]) == [("", recipient)]
