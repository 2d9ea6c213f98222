"""Archives of all kinds: their files are listed and read, to the fourth within each other."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
from collections.abc import Callable, Mapping

import py7zr
import pytest

from mailguard.content.allowance import Allowance
from mailguard.domain.content import Content, InnerFile, Veil
from tests.content.reads import hidden, read
from tests.content.test_workbook import a_book
from tests.content.zips import a_locked_zip, a_zip_of

FILES = {"案内.txt": "お知らせ".encode(), "folder/list.csv": b"name,phone\nSato,03"}


def a_tar_of(files: Mapping[str, bytes]) -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        for name, octets in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(octets)
            archive.addfile(entry, io.BytesIO(octets))
    return file.getvalue()


def a_seven_zip_of(files: Mapping[str, bytes], password: str | None = None) -> bytes:
    file = io.BytesIO()
    with py7zr.SevenZipFile(file, "w", password=password) as archive:
        for name, octets in files.items():
            archive.writestr(octets, name)
    return file.getvalue()


ARCHIVES: dict[str, Callable[[Mapping[str, bytes]], bytes]] = {
    "zip": a_zip_of,
    "tar": a_tar_of,
    "7z": a_seven_zip_of,
    "tar.gz": lambda files: gzip.compress(a_tar_of(files)),
    "tar.bz2": lambda files: bz2.compress(a_tar_of(files)),
    "tar.xz": lambda files: lzma.compress(a_tar_of(files)),
}


@pytest.mark.parametrize("kind", ARCHIVES)
def test_the_files_are_listed_and_read(kind: str) -> None:
    found = read(ARCHIVES[kind](FILES), f"a.{kind}")
    assert found.unread == ""
    assert {(file.name, file.size) for file in found.files} == {
        ("案内.txt", 12),
        ("folder/list.csv", 18),
    }
    assert "案内.txt\nお知らせ\n" in found.text
    assert "Sato,03" in found.text
    assert "phone" in found.headings


@pytest.mark.parametrize(
    ("packed", "ending"), [(gzip.compress, "gz"), (bz2.compress, "bz2"), (lzma.compress, "xz")]
)
def test_a_single_packed_file_is_read(packed: Callable[[bytes], bytes], ending: str) -> None:
    found = read(packed(b"name,phone\n"), f"list.csv.{ending}")
    assert found.files == (InnerFile("list.csv", 11, "text/plain"),)
    assert found.headings == ("list.csv", "name", "phone")


def test_what_an_inner_file_hides_and_says_of_itself_is_told_with_its_name() -> None:
    book = a_book()
    book.create_sheet("原価").sheet_state = "hidden"
    file = io.BytesIO()
    book.save(file)
    found = read(a_zip_of({"x/b.xlsx": file.getvalue()}), "a.zip")
    assert hidden(found, Veil.SHEET) == [("x/b.xlsx: 原価", "", 1)]
    assert found.properties.author == "openpyxl"


def nested(depth: int, kind: str = "zip") -> bytes:
    octets = b"the innermost"
    name = "0.txt"
    for level in range(1, depth + 1):
        octets = ARCHIVES[kind]({name: octets})
        name = f"{level}.{kind}"
    return octets


@pytest.mark.parametrize("kind", ["zip", "tar", "7z", "tar.gz"])
def test_four_archives_within_each_other_are_read_and_five_are_not(kind: str) -> None:
    found = read(nested(4, kind), f"4.{kind}")
    assert (found.unread, "the innermost" in found.text) == ("", True)
    assert found.files[-1].name == f"3.{kind}/2.{kind}/1.{kind}/0.txt"
    found = read(nested(5, kind), f"5.{kind}")
    assert (bool(found.unread), "the innermost" in found.text) == (True, False)


def test_names_of_a_japanese_windows_are_read() -> None:
    octets = a_zip_of({"aaaaaa.txt": b"x"})
    found = read(octets.replace(b"aaaaaa", "見積書".encode("cp932")), "a.zip")
    assert found.files[0].name == "見積書.txt"


def test_names_that_are_utf_8_and_do_not_say_so_are_read() -> None:
    octets = a_zip_of({"aaaaaaaaa.txt": b"x"})
    assert read(octets.replace(b"a" * 9, "見積書".encode()), "a.zip").files[0].name == "見積書.txt"


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "../../etc/passwd"),
        ("/etc/passwd", "/etc/passwd"),
        ("a\\b.txt", "a/b.txt"),
        ("invoice\u202efdp.exe", "invoice[U+202E]fdp.exe"),
        ("a\nb", "a b"),
    ],
)
@pytest.mark.parametrize("kind", ["zip", "tar"])
def test_a_name_is_text_to_show_and_no_more(name: str, safe: str, kind: str) -> None:
    found = read(ARCHIVES[kind]({name: b"text"}), "a")
    assert [file.name for file in found.files] == [safe]
    assert "text" in found.text


def locked_zip_and_more() -> bytes:
    inner = a_locked_zip("秘密.txt", b"text")
    return a_zip_of({"inner.zip": inner, "open.txt": b"open"})


def test_a_zip_with_a_password_shows_its_names() -> None:
    found = read(a_locked_zip("秘密.txt", b"text"), "a.zip")
    assert found.is_encrypted
    assert [file.name for file in found.files] == ["秘密.txt"]
    assert "a.zip" in found.unread


def test_an_encrypted_archive_within_another_is_found_and_the_rest_read() -> None:
    found = read(locked_zip_and_more(), "a.zip")
    assert found.is_encrypted
    assert "inner.zip" in found.unread
    assert [file.name for file in found.files] == ["inner.zip", "inner.zip/秘密.txt", "open.txt"]
    assert "open" in found.text


def test_a_7z_with_a_password_is_encrypted() -> None:
    found = read(a_seven_zip_of({"a.txt": b"text"}, "secret"), "a.7z")
    assert found.is_encrypted
    assert found.unread
    assert "text" not in found.text


def a_broken_file_among_others() -> Content:
    good = a_zip_of([("bad.txt", b"broken " * 99), ("good.txt", b"good")], zipfile.ZIP_STORED)
    return read(good.replace(b"broken", b"brOken", 1), "a.zip")


def test_a_file_that_cannot_be_unpacked_does_not_hide_the_next() -> None:
    found = a_broken_file_among_others()
    assert [file.name for file in found.files] == ["bad.txt", "good.txt"]
    assert "bad.txt" in found.unread
    assert "good\n" in found.text


def test_no_more_files_are_read_than_allowed() -> None:
    files = {f"{number}.txt": b"x" for number in range(10)}
    found = read(a_zip_of(files), "a.zip", Allowance(lambda: False, entries=4))
    assert len(found.files) == 4
    assert found.unread


def test_no_more_is_unpacked_than_allowed() -> None:
    files = {f"{number}.txt": b"x" * 1000 for number in range(10)}
    found = read(a_zip_of(files), "a.zip", Allowance(lambda: False, octets=4_500))
    assert len([file for file in found.files if file.real_type]) == 4
    assert found.unread


def test_a_rar_archive_is_said_not_to_be_looked_into() -> None:
    found = read(b"Rar!\x1a\x07\x01\x00" + bytes(100), "a.rar")
    assert "a.rar" in found.unread


def test_an_archive_behind_another_file_is_found() -> None:
    found = read(b"%PDF-1.7\n" + a_zip_of({"hidden.txt": b"text"}), "a.pdf")
    assert [file.name for file in found.files] == ["hidden.txt"]


def test_a_file_that_the_directory_does_not_name_is_noticed() -> None:
    first, second = a_zip_of({"a.txt": b"seen"}), a_zip_of({"b.txt": b"not seen"})
    stray = first[: first.index(b"PK\x01\x02")]
    found = read(stray + second, "a.zip")
    assert "not seen" in found.text
    assert found.unread


def test_a_directory_that_names_nothing_is_not_called_read() -> None:
    octets = a_zip_of({"a.txt": b"text"})
    empty = a_zip_of({})
    assert read(octets[: octets.index(b"PK\x01\x02")] + empty, "a.zip").unread


def test_a_folder_with_something_in_it_is_a_file() -> None:
    octets = a_zip_of({"a.txt": b"text"}, 0).replace(b"a.txt", b"a.tx/")
    assert "text" in read(octets, "a.zip").text


def test_data_behind_the_end_of_a_tar_is_said_not_to_be_read() -> None:
    assert not read(a_tar_of(FILES) + bytes(512), "a.tar").unread
    assert read(a_tar_of(FILES) + b"x" * 512, "a.tar").unread


@pytest.mark.parametrize("kind", ["tar.gz", "tar.bz2", "tar.xz", "zip", "7z", "tar"])
def test_half_an_archive_is_never_called_read(kind: str) -> None:
    octets = ARCHIVES[kind]({"a.txt": b"text", "b.bin": bytes(range(256)) * 20})
    assert read(octets[: len(octets) // 2], f"a.{kind}").unread
