"""RTF documents: their words, without the tables of fonts, colours and styles."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, replace

from mailguard.content.harvest import Harvest
from mailguard.content.unread import damaged, too_long
from mailguard.domain.content import Veil

DEPTH = 1_000
"""Groups within each other."""

OCTET_LIMIT = 16 * 1024 * 1024

_TOKEN = re.compile(
    rb"\\'([0-9a-fA-F]{2})|\\([a-zA-Z]{1,32})(-?\d{1,9})? ?|\\([^a-zA-Z])|([{}])|([^\\{}\r\n]+)"
)
_SILENT = re.compile(
    "fonttbl|colortbl|stylesheet|pict|object|themedata|datastore|latentstyles|listtable"
    "|listoverridetable|rsidtbl|generator|xmlnstbl|fldinst|bkmkstart|bkmkend|atnid|atndate"
    "|colorschememapping"
)
_INFO = {"title": "title", "author": "author", "operator": "last_author", "company": "company"}
_BREAKS = {"par": "\n", "line": "\n", "row": "\n", "tab": "\t", "cell": "\t"}
_VEILS = {"v": Veil.TEXT, "deleted": Veil.TRACKED_CHANGE, "annotation": Veil.COMMENT}
_TICK = 5_000
"""Tokens between two looks at the time."""


@dataclass(frozen=True)
class _Group:
    """What holds until the next closing brace."""

    place: str = ""  # "": text; a property's name; "silent"
    veil: Veil | None = None
    skip: int = 1  # characters that stand in for a Unicode one, for old programs


def read_rtf(octets: bytes, harvest: Harvest) -> None:
    """Reads the text, the properties, and what is hidden."""
    _Reader(harvest).read(octets[:OCTET_LIMIT])
    if len(octets) > OCTET_LIMIT:
        raise too_long()


class _Reader:
    """Follows braces and control words."""

    def __init__(self, harvest: Harvest) -> None:
        self._harvest = harvest
        self._groups = [_Group()]
        self._group = _Group()
        self._codec = "cp1252"
        self._octets = bytearray()  # of characters that are not complete yet
        self._skip = 0
        self._run: list[str] = []

    def read(self, octets: bytes) -> None:
        for count, match in enumerate(_TOKEN.finditer(octets)):
            if count % _TICK == 0:
                self._harvest.allowance.tick()
            octet, word, number, symbol, brace, text = match.groups()
            if octet or text:
                self._add(bytes.fromhex(octet.decode()) if octet else text)
                continue
            self._end_octets()
            if brace:
                self._turn(brace)
            elif word:
                self._word(word.decode(), int(number) if number else None)
            elif symbol in b"\\{}~":
                self._say(symbol.decode().replace("~", " "))
        self._end_octets()
        self._end_run()

    def _add(self, octets: bytes) -> None:
        skipped = min(self._skip, len(octets))
        self._skip -= skipped
        self._octets += octets[skipped:]

    def _end_octets(self) -> None:
        if self._octets:
            self._say(self._octets.decode(self._codec, "replace"))
            self._octets.clear()

    def _turn(self, brace: bytes) -> None:
        self._end_run()
        self._skip = 0
        if brace == b"{":
            self._groups.append(self._group)
            if len(self._groups) > DEPTH:
                raise damaged()
        elif self._groups:
            self._group = self._groups.pop()

    def _word(self, word: str, number: int | None) -> None:
        if word == "u" and number is not None:
            self._say(chr(number % 0x10000))
            self._skip = self._group.skip
        elif word in _BREAKS:
            self._say(_BREAKS[word])
        elif word == "ansicpg" and number is not None:
            self._codec = _codec(number)
        else:
            self._enter(word, number)

    def _enter(self, word: str, number: int | None) -> None:
        group = self._group
        if word in _VEILS:
            group = replace(group, veil=None if number == 0 else _VEILS[word])
        elif word == "plain":
            group = replace(group, veil=None)
        elif word in _INFO or _SILENT.fullmatch(word):
            group = replace(group, place=_INFO.get(word, "silent"))
        elif word == "uc" and number is not None:
            group = replace(group, skip=max(number, 0))
        if group.veil is not self._group.veil:
            self._end_run()
        self._group = group

    def _say(self, text: str) -> None:
        if self._group.place != "silent":
            self._run.append(text)

    def _end_run(self) -> None:
        text = "".join(self._run)
        self._run.clear()
        if self._group.place in _INFO.values():
            self._harvest.describe(**{self._group.place: text})
            return
        if self._group.veil is not None and text.strip():
            self._harvest.hide(self._group.veil, "", text)
        self._harvest.say(text)


def _codec(page: int) -> str:
    try:
        return codecs.lookup(f"cp{page}").name
    except LookupError:
        return "cp1252"
