"""What lies in a folder, and what sort of file each one is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

import msgspec


class Kind(StrEnum):
    """What a file holds."""

    MAIL = "mail"  # one message or an mbox of many
    CARDS = "vCard"
    LDIF = "LDIF"
    TABLE = "CSV"


class Found(msgspec.Struct, frozen=True):
    """A file to learn from."""

    path: Path
    kind: Kind
    size: int  # octets


_START = 4096  # octets by which a file is told
_SKIPPED = frozenset({".msf", ".dat", ".sqlite", ".json", ".html", ".js", ".db", ".log", ".pyc"})
_FIELD = re.compile(rb"(?:[\w-]{1,76}[ \t]*:[^\n]*\n(?:[ \t][^\n]*\n)*)+", re.ASCII)
_MAIL_FIELD = re.compile(
    rb"^(?:from|to|date|subject|message-id|received|return-path|mime-version|delivered-to"
    rb"|x-[\w-]+)[ \t]*:", re.IGNORECASE | re.MULTILINE,
)  # fmt: skip
_LDIF = re.compile(rb"\s*(?:#[^\n]*\n|version:[^\n]*\n|\s)*dn::? ", re.IGNORECASE)
_CARD = re.compile(rb"\s*BEGIN:VCARD", re.IGNORECASE)
_EMLX = re.compile(rb"\s*\d+\s*\n")
_BOM = b"\xef\xbb\xbf"


def files_in(path: Path) -> Iterator[Path]:
    """The file itself, or every file of a folder and the folders in it, in order.

    Of a Maildir only `cur` and `new`. Raises OSError where `path` itself cannot be read.
    """
    if not path.is_dir():
        yield path
        return
    entries = sorted(path.iterdir())
    folders = {entry.name for entry in entries if entry.is_dir()}
    is_maildir = {"cur", "new"} <= folders
    for entry in entries:
        if is_maildir and entry.name == "tmp":
            continue
        if entry.is_dir() and not entry.is_symlink():
            yield from files_in(entry)
        elif entry.is_file() and entry.suffix not in _SKIPPED and not is_maildir:
            yield entry


def kind_of(path: Path) -> Kind | None:
    """What a file holds, by its beginning; None: nothing to learn from. Raises OSError."""
    with path.open("rb") as file:
        start = file.read(_START).removeprefix(_BOM)
    if start.startswith(b"From "):
        return Kind.MAIL
    if _CARD.match(_narrow(start)):
        return Kind.CARDS
    if _LDIF.match(start):
        return Kind.LDIF
    if path.suffix.lower() in (".csv", ".tsv", ".txt"):
        return Kind.TABLE
    return Kind.MAIL if _is_message(path, start) else None


def _is_message(path: Path, start: bytes) -> bool:
    if path.suffix == ".emlx":
        start = _EMLX.sub(b"", start, count=1)
    fields = _FIELD.match(start.replace(b"\r\n", b"\n"))
    return fields is not None and bool(_MAIL_FIELD.search(fields[0]))


def _narrow(start: bytes) -> bytes:
    """UTF-16 as some telephones write it."""
    return start.replace(b"\0", b"").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")
