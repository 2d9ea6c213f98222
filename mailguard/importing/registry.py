"""Exports of the Windows registry (`.reg`), as group policies are taken along in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import msgspec

from mailguard.config import place_in_words
from mailguard.importing.export import ExportFile

_VALUE = re.compile(r'"((?:[^"\\]|\\.)*)"\s*=\s*(.*)')
_ESCAPED = re.compile(r"\\(.)")
_HEX = re.compile(r"hex(?:\((\d)\))?:(.*)")
_TEXTS = {"1", "2", "7"}  # REG_SZ, REG_EXPAND_SZ, REG_MULTI_SZ


class Value(msgspec.Struct, frozen=True):
    """One value: its key, name, the line it begins in, and its text; lists as lines."""

    key: str
    name: str
    text: str
    place: str


class Oddity(msgspec.Struct, frozen=True):
    """A line that is no value."""

    place: str


def values_in(file: ExportFile) -> Iterator[Value | Oddity]:
    """The values of a file."""
    key = ""
    for number, line in _joined(file.text):
        place = place_in_words(Path(file.name), number)
        if line.startswith("[") and line.endswith("]"):
            key = line[1:-1]
            continue
        found = _VALUE.match(line)
        text = _decoded(found[2]) if found else None
        if found and text is not None:
            yield Value(key, _unescaped(found[1]), text, place)
        elif not line.startswith(("Windows Registry", "REGEDIT", ";")):
            yield Oddity(place)


def _joined(text: str) -> Iterator[tuple[int, str]]:
    """The filled lines; those that go on are put together."""
    begin, whole = 0, ""
    for number, line in enumerate(text.split("\n"), 1):
        begin = begin or number
        whole += line.strip()
        if whole.endswith("\\") and "=hex" in whole.replace(" ", ""):
            whole = whole[:-1]
            continue
        if whole:
            yield begin, whole
        begin, whole = 0, ""
    if whole:
        yield begin, whole


def _decoded(value: str) -> str | None:
    if value.startswith('"'):
        return _unescaped(value.strip('"')) if value.endswith('"') else None
    if value.startswith("dword:"):
        digits = value.removeprefix("dword:")
        return str(int(digits, 16)) if re.fullmatch("[0-9a-fA-F]{1,8}", digits) else None
    found = _HEX.fullmatch(value)
    if not found or found[1] not in _TEXTS:
        return None
    try:
        octets = bytes.fromhex(found[2].replace(",", " "))
    except ValueError:
        return None
    return octets.decode("utf-16-le", "replace").rstrip("\0").replace("\0", "\n")


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(r"\1", text)
