"""Messages and address books are found in files and folders, whatever they are called."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailguard.knowledge.sources.finding import Kind, files_in, kind_of
from mailguard.knowledge.sources.mailboxes import messages_in
from tests.mails import an_eml

ONE, OTHER = an_eml(subject="One"), an_eml(subject="Other", text="A line.\n\n>From here\n")


def messages(path: Path) -> list[bytes]:
    return [bytes(message) for message in messages_in(path)]


def an_mbox(*mails: bytes) -> bytes:
    return b"".join(b"From - Mon Nov 23 09:00:00 2026\r\n" + mail + b"\r\n" for mail in mails)


def test_an_mbox_holds_many(tmp_path: Path) -> None:
    path = tmp_path / "Sent"
    path.write_bytes(an_mbox(ONE, OTHER))
    assert [message.strip() for message in messages(path)] == [ONE.strip(), OTHER.strip()]


def test_what_was_deleted_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "Sent"
    gone = b"X-Mozilla-Status: 0009\r\n" + ONE
    path.write_bytes(an_mbox(gone, b"X-Mozilla-Status: 0001\r\n" + OTHER))
    (left,) = messages(path)
    assert b"Subject: Other" in left


@given(mails=st.lists(st.binary(max_size=200), min_size=1), end=st.sampled_from([b"\n", b"\r\n"]))
def test_nothing_of_an_mbox_is_lost(
    tmp_path_factory: pytest.TempPathFactory, mails: list[bytes], end: bytes
) -> None:
    path = tmp_path_factory.mktemp("mbox") / "Sent"
    lines = [b"From x" + end + mail + end + end for mail in mails]
    path.write_bytes(b"".join(lines))
    found = messages(path)
    assert len(found) >= len(mails)
    assert all(any(mail in message for message in found) for mail in mails if b"From " not in mail)


def test_any_other_file_is_one_message(tmp_path: Path) -> None:
    path = tmp_path / "one.eml"
    path.write_bytes(ONE)
    assert messages(path) == [ONE]


def test_apple_mail_puts_a_number_before_and_a_list_behind(tmp_path: Path) -> None:
    path = tmp_path / "1.emlx"
    path.write_bytes(b"%d   \n" % len(ONE) + ONE + b'<?xml version="1.0"?>')
    assert messages(path) == [ONE]
    assert kind_of(path) is Kind.MAIL


def test_an_empty_file_is_an_empty_message(tmp_path: Path) -> None:
    path = tmp_path / "empty.eml"
    path.touch()
    assert messages(path) == [b""]


@pytest.mark.parametrize(
    ("name", "octets", "kind"),
    [
        ("x", ONE, Kind.MAIL),
        ("x", an_mbox(ONE), Kind.MAIL),
        ("x.eml", ONE.replace(b"\r\n", b"\n"), Kind.MAIL),
        ("x.vcf", b"BEGIN:VCARD\r\n", Kind.CARDS),
        ("x", "\ufeffBEGIN:VCARD".encode("utf-16-le"), Kind.CARDS),
        ("x.ldif", b"version: 1\n\ndn: cn=a\n", Kind.LDIF),
        ("x.csv", b"Name,E-mail\n", Kind.TABLE),
        ("x", b"\x89PNG", None),
        ("x", b"", None),
        ("x.txt.bak", b"Just words: and more\n", None),
    ],
)
def test_files_are_told_by_how_they_begin(
    tmp_path: Path, name: str, octets: bytes, kind: Kind | None
) -> None:
    path = tmp_path / name
    path.write_bytes(octets)
    assert kind_of(path) is kind


def test_a_folder_gives_its_files_and_a_maildir_its_mails(tmp_path: Path) -> None:
    for name in ("cur/1", "new/2", "tmp/3", "index", ".Sent/cur/4", ".Sent/new/5"):
        path = tmp_path / "maildir" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    (tmp_path / "a.eml").touch()
    (tmp_path / "Sent.msf").touch()
    found = [str(path.relative_to(tmp_path)) for path in files_in(tmp_path)]
    assert found == [
        "a.eml", "maildir/.Sent/cur/4", "maildir/.Sent/new/5", "maildir/cur/1", "maildir/new/2",
    ]  # fmt: skip
