"""Text files: plain, tables with commas or tabs, JSON, logs, address cards, calendars, HTML."""

from __future__ import annotations

import re
from typing import Any

from mailguard.content.charset import text_of
from mailguard.content.harvest import Harvest
from mailguard.content.unread import UnreadError, strange, too_long
from mailguard.domain.content import TEXT_LIMIT
from mailguard.i18n import _

OCTET_LIMIT = 4 * TEXT_LIMIT
"""No charset needs more octets for the text that is kept."""

_TABLES = (".csv", ".tsv")
_SEPARATORS = re.compile("[,\t;]")
_CHUNK = 64 * 1024
_SAMPLE = 4096
_SILENT = frozenset({"script", "style", "template"})
_HEADINGS = frozenset({"title", "h1", "h2", "h3", "th"})
_INLINE = frozenset({"a", "b", "i", "u", "em", "strong", "span", "font", "small", "sub", "sup"})


def read_text(octets: bytes, harvest: Harvest) -> None:
    """Reads a text file."""
    is_cut = len(octets) > OCTET_LIMIT
    text = text_of(octets[:OCTET_LIMIT], is_cut=is_cut)
    if harvest.name.lower().endswith(_TABLES):
        for cell in _SEPARATORS.split(text[:2000].partition("\n")[0]):
            harvest.head(cell.strip('" \r'))
    harvest.say(text)
    if is_cut:
        raise too_long()
    if "\0" in text:  # no text, whatever it began like
        raise strange()


def read_html(octets: bytes, harvest: Harvest) -> None:
    """Reads what an HTML file shows, and its comments, which whoever looks at it does not see."""
    from lxml import etree  # noqa: PLC0415  most mails have no such file

    text = text_of(octets[:OCTET_LIMIT], is_cut=len(octets) > OCTET_LIMIT)
    page: Any = _Page(harvest)  # the stubs want octets taken too, of which none come
    parser = etree.HTMLParser(target=page, no_network=True, huge_tree=False)
    for start in range(0, len(text), _CHUNK):
        harvest.allowance.tick()
        parser.feed(text[start : start + _CHUNK])
    if text.strip():
        parser.close()
    if len(octets) > OCTET_LIMIT:
        raise too_long()


class _Page:
    """Takes the words of a page from the parser."""

    def __init__(self, harvest: Harvest) -> None:
        self._harvest = harvest
        self._silent = 0
        self._heading: list[str] | None = None
        self._is_fresh = True  # a new line has begun

    def start(self, tag: str, _attributes: object) -> None:
        self._silent += tag in _SILENT
        if tag in _HEADINGS:
            self._heading = []
        if tag not in _INLINE and not self._is_fresh:
            self._harvest.say("\n")
            self._is_fresh = True

    def end(self, tag: str) -> None:
        self._silent -= tag in _SILENT
        if tag in _HEADINGS and self._heading is not None:
            self._harvest.head("".join(self._heading))
            self._heading = None

    def data(self, text: str) -> None:
        if self._silent > 0:
            return
        self._harvest.say(text)
        self._is_fresh = False
        if self._heading is not None:
            self._heading.append(text)

    def close(self) -> None:
        """The parser asks for it."""


def read_mail(octets: bytes, harvest: Harvest) -> None:
    """Reads a mail within a file as it is written; what is packed in it is not unpacked."""
    read_text(octets, harvest)
    raise UnreadError(_("“{name}” is a mail; what is attached to it was not checked."))


def looks_like_text(octets: bytes) -> bool:
    """Whether a file of no known type holds characters."""
    start = octets[:_SAMPLE]
    text = text_of(start, is_cut=True)
    if "\0" in text:
        return False
    strange = sum(not (letter.isprintable() or letter.isspace()) for letter in text)
    return strange * 50 <= len(text)
