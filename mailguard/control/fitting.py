"""Fits what the engine says into the lines of the channel: pages, and texts cut where too long.

Nothing that is said is refused here: a mail with an endless subject still has to be shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import msgspec

from mailguard.control.protocol import LINE_LIMIT, Answered, Frame, ProtocolError, encode
from mailguard.domain.command import Listing
from mailguard.domain.event import Snapshot, Summary
from mailguard.domain.inspection import TEXT_LIMIT
from mailguard.i18n import _

PAGE = LINE_LIMIT // 2
"""Octets of entries in one page."""

_LONG_LINE = 64 * 1024  # octets; a longer line is worth looking for a text without end
_LONG_SUMMARY = 4 * 1024
_SUMMARY_TEXT = 400  # characters
_CUTS = ((TEXT_LIMIT, 100_000), (1000, 100_000), (200, 2000), (40, 2000), (40, 500), (40, 50))
"""Characters a text and items a list may have: the first that makes the line fit."""


def lines(frame: Frame) -> list[bytes]:
    """`frame` as one or more lines, none longer than the channel's limit. Never raises."""
    match frame:
        case Snapshot():
            return [_line(page, LINE_LIMIT) for page in _pages_of_snapshot(frame)]
        case Answered(response=Listing() as listing):
            return [_line(page, LINE_LIMIT) for page in _pages_of_listing(frame, listing.entries)]
        case _:
            return [_line(frame, _LONG_LINE)]


def _pages_of_snapshot(snapshot: Snapshot) -> Iterator[Snapshot]:
    *pages, end = _pages(snapshot.entries)
    for entries in pages:
        yield Snapshot(entries, (), (), last=False)
    yield Snapshot(end, snapshot.conditions, snapshot.accounts, snapshot.last)


def _pages_of_listing(answered: Answered, entries: tuple[Summary, ...]) -> Iterator[Answered]:
    *pages, end = _pages(entries)
    for page in pages:
        yield Answered(answered.number, Listing(page), last=False)
    yield Answered(answered.number, Listing(end), answered.last)


def _pages(entries: tuple[Summary, ...]) -> list[tuple[Summary, ...]]:
    pages: list[list[Summary]] = [[]]
    room = PAGE
    for entry in entries:
        summary, size = _short(entry)
        if size > room:
            pages.append([])
            room = PAGE
        pages[-1].append(summary)
        room -= size
    return [tuple(page) for page in pages]


def _short(summary: Summary) -> tuple[Summary, int]:
    """The summary with texts of a length to show, and its size in octets."""
    size = _size(summary)
    if size <= _LONG_SUMMARY:
        return summary, size
    short = msgspec.convert(_cut(_parts(summary), _SUMMARY_TEXT, 100), Summary)
    return short, _size(short)


def _size(summary: Summary) -> int:
    try:
        return len(msgspec.json.encode(summary))
    except UnicodeEncodeError:
        return _LONG_SUMMARY + 1


def _line(frame: Frame, usual: int) -> bytes:
    try:
        line = encode(frame)
        if len(line) <= usual:
            return line
    except ProtocolError:
        pass
    return _cut_line(frame)


def _cut_line(frame: Frame) -> bytes:
    whole = _parts(frame)
    line = b""
    for characters, items in _CUTS:
        parts = _cut(whole, characters, items)
        if items < _CUTS[0][1]:
            _own_up(parts)
        line = msgspec.json.encode(parts) + b"\n"
        if len(line) <= LINE_LIMIT:
            break
    return line


def _own_up(parts: dict[str, Any]) -> None:
    """Says in the inspection, if `parts` hold one, that it is not shown whole."""
    details = parts.get("response", {}).get("details", {})
    inspection = parts.get("inspection") or details.get("inspection")
    if inspection:
        sentence = _("This mail has more recipients, attachments or findings than can be shown.")
        inspection["unchecked"].append(sentence)


def _parts(value: Any) -> Any:
    # octets and times are no texts: cutting them would make the line invalid
    return msgspec.to_builtins(value, builtin_types=(bytes, datetime))


def _cut(value: Any, characters: int, items: int) -> Any:
    match value:
        case str():
            return _cut_text(value, characters)
        case list() | tuple():
            return [_cut(item, characters, items) for item in value[:items]]
        case dict():
            pairs = list(value.items())[:items]
            return {_cut_text(k, characters): _cut(v, characters, items) for k, v in pairs}
        case _:
            return value


def _cut_text(text: str, characters: int) -> str:
    # a text decoded leniently may hold surrogates, which UTF-8 has no octets for
    start = text[:characters].encode(errors="replace").decode()
    return start if len(text) <= characters else start + "…"
