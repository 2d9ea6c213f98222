"""Attachments that ask for a password, and every other octet as it was."""

from __future__ import annotations

import io
import secrets
import tracemalloc
from pathlib import Path

import msoffcrypto
import pypdf
import pytest
import pyzipper

from mailguard.actions.encrypt_attachments import Encrypting
from mailguard.domain.action import ActionRefusedError, Change
from mailguard.domain.mail import Attachment
from mailguard.domain.received import Opener
from mailguard.domain.rule import Encrypt
from mailguard.message.body import body_of
from mailguard.message.parts import structure
from tests.actions.locking import (
    a_pdf,
    a_workbook,
    an_archive,
    an_original,
    attachments_of,
    change_of,
    encrypted,
    files_of,
)
from tests.mails import an_eml

NAME = "御見積書（最終）.txt"


def unpacked(archive: bytes, password: str) -> dict[str, bytes]:
    with pyzipper.AESZipFile(io.BytesIO(archive)) as opened:
        opened.setpassword(password.encode())
        assert all(info.wz_aes_strength == 3 for info in opened.infolist())
        assert {info.date_time for info in opened.infolist()} == {(2026, 11, 24, 9, 0, 0)}
        return {info.filename: opened.read(info) for info in opened.infolist()}


LOCKED = an_archive({}, {"a.txt": b"secret"})


def test_all_files_go_into_one_archive(tmp_path: Path) -> None:
    octets = an_eml(attachments={NAME: "一".encode(), "b.bin": b"\0" * 1000, "B.BIN": b"3"})
    result, change = encrypted(tmp_path, octets)
    assert change.lock is not None
    files = files_of(result)
    assert list(files) == ["attachments.zip"]
    assert unpacked(files["attachments.zip"], change.lock.password) == {
        NAME: "一".encode(), "b.bin": b"\0" * 1000, "B (2).BIN": b"3",
    }  # fmt: skip
    assert [file.name for file in change.files] == ["attachments.zip"]
    assert change.files[0].holds == (NAME, "b.bin", "B (2).BIN")
    before = octets.index(b"application/octet-stream")
    assert result[: before - 20] == octets[: before - 20]


def test_each_file_goes_into_one_of_its_own(tmp_path: Path) -> None:
    octets = an_eml(attachments={NAME: b"1", "b.bin": b"2"})
    result, change = encrypted(tmp_path, octets, Encrypt(one_archive=False), agreed="known-to-both")
    files = files_of(result)
    assert list(files) == ["御見積書（最終）.zip", "b.zip"]
    assert unpacked(files["b.zip"], "known-to-both") == {"b.bin": b"2"}
    assert unpacked(files["御見積書（最終）.zip"], "known-to-both") == {NAME: b"1"}
    assert change.lock is not None
    assert change.lock.is_agreed
    assert not change.lock.by_mail


def test_office_and_pdf_files_keep_their_format(tmp_path: Path) -> None:
    book, pdf = a_workbook(), a_pdf()
    octets = an_eml(attachments={"表.xlsx": book, "a.txt": b"1", "文書.pdf": pdf})
    result, change = encrypted(tmp_path, octets)
    files = files_of(result)
    assert [(f.name, f.opener) for f in change.files] == [
        ("表.xlsx", Opener.OFFICE),
        ("a.zip", Opener.ZIP_TOOL),
        ("文書.pdf", Opener.PDF_READER),
    ]
    assert change.lock is not None
    password = change.lock.password
    office, plain = msoffcrypto.OfficeFile(io.BytesIO(files["表.xlsx"])), io.BytesIO()
    assert office.is_encrypted()
    office.load_key(password=password)
    office.decrypt(plain)
    assert plain.getvalue() == book
    reader = pypdf.PdfReader(io.BytesIO(files["文書.pdf"]))
    assert reader.is_encrypted
    assert reader.decrypt("wrong") == pypdf.PasswordType.NOT_DECRYPTED
    assert reader.decrypt(password) != pypdf.PasswordType.NOT_DECRYPTED
    assert len(reader.pages) == 1
    assert unpacked(files["a.zip"], password) == {"a.txt": b"1"}


@pytest.mark.parametrize(
    ("name", "octets"),
    [("broken.pdf", b"%PDF-1.7 broken"), ("no.pdf", b"text"), ("old.docx", b"\xd0\xcf\x11\xe0")],
)
def test_a_file_that_cannot_keep_its_format_is_zipped(
    tmp_path: Path, name: str, octets: bytes
) -> None:
    result, change = encrypted(tmp_path, an_eml(attachments={name: octets, "a.txt": b"1"}))
    assert change.lock is not None
    assert unpacked(files_of(result)["attachments.zip"], change.lock.password) == {
        name: octets,
        "a.txt": b"1",
    }


def test_a_signed_pdf_is_zipped(tmp_path: Path) -> None:
    writer, target = pypdf.PdfWriter(), io.BytesIO()
    writer.add_blank_page(100, 100)
    form = pypdf.generic.DictionaryObject()
    form[pypdf.generic.NameObject("/SigFlags")] = pypdf.generic.NumberObject(3)
    form[pypdf.generic.NameObject("/Fields")] = pypdf.generic.ArrayObject()
    writer.root_object[pypdf.generic.NameObject("/AcroForm")] = form
    writer.write(target)
    result, _change = encrypted(tmp_path, an_eml(attachments={"s.pdf": target.getvalue()}))
    assert list(files_of(result)) == ["s.zip"]


def test_what_is_encrypted_already_or_shown_in_the_text_stays(tmp_path: Path) -> None:
    octets = an_eml(attachments={"locked.zip": LOCKED, "a.txt": b"1", "logo.png": b"png"})
    result, change = encrypted(tmp_path, octets, locked=["locked.zip"], inline=["logo.png"])
    files = files_of(result)
    assert files["locked.zip"] == LOCKED
    assert files["logo.png"] == b"png"
    assert [file.name for file in change.files] == ["locked.zip", "a.zip"]
    assert change.lock is not None
    assert change.lock.files == ("a.zip",)


def test_a_signed_mail_whose_files_are_encrypted_already_may_leave(tmp_path: Path) -> None:
    octets = b"DKIM-Signature: v=1\r\n" + an_eml(attachments={"locked.zip": LOCKED})
    assert encrypted(tmp_path, octets, locked=["locked.zip"]) == (octets, Change())


def test_an_archive_of_which_only_a_part_is_encrypted_is_not_left_alone(tmp_path: Path) -> None:
    mixed = an_archive({"open.txt": b"plain"}, {"locked.txt": b"secret"})
    octets = an_eml(attachments={"mixed.zip": mixed})
    result, change = encrypted(tmp_path, octets, locked=["mixed.zip"])
    assert change.lock is not None
    (archive,) = files_of(result).values()
    assert unpacked(archive, change.lock.password) == {"mixed.zip": mixed}


def test_where_there_is_nothing_to_encrypt_nothing_changes(tmp_path: Path) -> None:
    octets = an_eml(attachments={"locked.zip": LOCKED})
    assert encrypted(tmp_path, octets, locked=["locked.zip"]) == (octets, Change())
    assert not (tmp_path / "results").exists()


def test_a_mail_that_is_one_file_becomes_one_archive(tmp_path: Path) -> None:
    octets = (
        b"From: a@b.example\r\nContent-Type: application/pdf; name=a.pdf\r\nSubject: x\r\n"
        b"Content-Transfer-Encoding: base64\r\nContent-Description: secret plan\r\n\r\nAAAA\r\n"
    )
    result, change = encrypted(tmp_path, octets)
    assert result.startswith(b"From: a@b.example\r\nContent-Type: application/zip;")
    assert b"\r\nSubject: x\r\n" in result
    assert b"secret" not in result
    assert change.lock is not None
    assert unpacked(files_of(result)["a.zip"], change.lock.password) == {"a.pdf": b"\0\0\0"}


def test_attached_mails_and_parts_all_over_go_into_the_archive(tmp_path: Path) -> None:
    inner = an_eml(attachments={"deep.bin": b"x"}).replace(b"=-boundary", b"=-inner")
    octets = (
        b"MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=o\r\n\r\n"
        b"--o\r\nContent-Type: message/rfc822\r\n"
        b"Content-Disposition: attachment; filename=m.eml\r\n\r\n"
        + inner
        + b"\r\n--o\r\nContent-Type: multipart/mixed; boundary=i\r\n\r\n"
        b"--i\r\nContent-Type: image/png; name=1.png\r\n\r\none\r\n"
        b"--i\r\nContent-Type: image/png; name=2.png\r\n\r\ntwo\r\n--i--\r\n"
        b"--o\r\nContent-Type: text/plain\r\n\r\ntext\r\n--o--\r\n"
    )
    result, change = encrypted(tmp_path, octets)
    assert change.lock is not None
    assert unpacked(files_of(result)["attachments.zip"], change.lock.password) == {
        "m.eml": inner, "1.png": b"one", "2.png": b"two",
    }  # fmt: skip
    assert b"\r\n\r\ntext\r\n--o--\r\n" in result
    kinds = [part.media_type for part in structure(result).root.walk()]
    assert kinds == [
        "multipart/mixed", "application/zip", "multipart/mixed", "text/plain", "text/plain",
    ]  # fmt: skip


def test_names_can_be_written_for_old_windows_programs(tmp_path: Path) -> None:
    octets = an_eml(attachments={NAME: b"1", "한국어.txt": b"2"})
    result, change = encrypted(tmp_path, octets, Encrypt(cp932_names=True))
    assert change.lock is not None
    archive = files_of(result)["attachments.zip"]
    assert archive.count(NAME.encode("cp932")) == 2
    assert archive.count(NAME.encode()) == 2  # beside it, for programs that look for UTF-8
    assert archive.count("한국어.txt".encode()) == 2
    names = list(unpacked(archive, change.lock.password))
    assert names == [NAME.encode("cp932").decode("cp437"), "한국어.txt"]


def test_no_name_leads_out_of_the_archive(tmp_path: Path) -> None:
    octets = an_eml(attachments={"../../x/evil.txt": b"1", "C:\\autoexec.bat": b"2", "nul": b"3"})
    result, change = encrypted(tmp_path, octets)
    assert change.lock is not None
    names = unpacked(files_of(result)["attachments.zip"], change.lock.password)
    assert not [name for name in names if set("/\\:") & set(name) or name.startswith(".")]


SIGNED = (
    b"Content-Type: multipart/signed; boundary=b\r\n\r\n--b\r\n"
    b"Content-Type: application/pdf; name=a.pdf\r\n\r\nx\r\n--b--\r\n"
)
AMBIGUOUS = (
    b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: image/png\r\n"
    b"Content-Type: text/html\r\n\r\nx\r\n--b--\r\n"
)
DKIM = b"DKIM-Signature: v=1\r\nContent-Type: application/pdf; name=a.pdf\r\n\r\nx"


@pytest.mark.parametrize("octets", [SIGNED, AMBIGUOUS, DKIM])
def test_what_cannot_be_done_safely_is_refused(tmp_path: Path, octets: bytes) -> None:
    with pytest.raises(ActionRefusedError):
        encrypted(tmp_path, octets)


def test_other_files_than_those_inspected_are_refused(tmp_path: Path) -> None:
    octets = an_eml(attachments={"a.txt": b"1", "b.txt": b"2"})
    original = an_original(octets, list(attachments_of(octets))[:1])
    with pytest.raises(ActionRefusedError):
        change_of(tmp_path, original, Encrypting())
    assert not (tmp_path / "results").exists()


def test_a_large_file_is_never_held_as_a_whole(tmp_path: Path) -> None:
    octets = an_eml(attachments={"a.bin": secrets.token_bytes(25_000_000)})
    (part,) = body_of(structure(octets).root).files
    found = Attachment("a.bin", 25_000_000, part.media_type, "", part.body, part.facts.encoding)
    tracemalloc.start()
    change = change_of(tmp_path, an_original(octets, [found]), Encrypting())
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 25_000_000
    assert change.files[0].name == "a.zip"
