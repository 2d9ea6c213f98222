"""Archives and Office files that need a password are known."""

from __future__ import annotations

import io
import zipfile

import pytest
import pyzipper
from hypothesis import given
from hypothesis import strategies as st

from mailguard.content.encryption import is_encrypted


def a_zip(*names: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(name, b"text")
    return file.getvalue()


def an_encrypted_zip() -> bytes:
    file = io.BytesIO()
    with pyzipper.AESZipFile(file, "w", encryption=pyzipper.WZ_AES) as archive:
        archive.setpassword(b"secret")
        archive.writestr("a.txt", b"text")
    return file.getvalue()


def test_a_zip_with_a_password_is_encrypted() -> None:
    assert is_encrypted(an_encrypted_zip())


def test_a_zip_without_one_is_not() -> None:
    assert not is_encrypted(a_zip("a.txt", "b.txt"))


def test_of_the_beginning_of_a_zip_the_first_entry_decides() -> None:
    assert is_encrypted(an_encrypted_zip()[:60])
    assert not is_encrypted(a_zip("a.txt")[:40])


def test_an_office_file_with_a_password_is_encrypted() -> None:
    mark = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    assert is_encrypted(mark + bytes(600) + "EncryptedPackage".encode("utf-16-le"))
    assert not is_encrypted(mark + bytes(600) + "WordDocument".encode("utf-16-le"))


@pytest.mark.parametrize("octets", [b"", b"%PDF-1.4", b"PK\x03\x04", b"PK\x03\x04" + b"\xff" * 50])
def test_other_octets_are_not_or_do_no_harm(octets: bytes) -> None:
    is_encrypted(octets)


@given(st.binary(max_size=100))
def test_no_archive_makes_it_raise(octets: bytes) -> None:
    whole = a_zip("a.txt")
    is_encrypted(whole[: len(octets)] + octets + whole[-40:])
    is_encrypted(b"PK\x03\x04" + octets + b"PK\x05\x06" + octets)
