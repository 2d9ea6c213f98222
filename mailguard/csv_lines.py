"""CSV as people save it, line by line: what is wrong with one line spoils no other."""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Iterator, Sequence

import msgspec

from mailguard.i18n import _

_LINE_END = re.compile("\r\n|\r|\n")
_UNREADABLE = re.compile("[\ufffd\x80\uf8f0-\uf8f3]")  # the latter stand for octets in cp932
_LINES = 20  # of one cell: where its quotation mark never ends, it is missing


class Line(msgspec.Struct, frozen=True):
    """A line that is not empty."""

    number: int  # counted from 1
    cells: tuple[str, ...] = ()
    problem: str = ""  # why it cannot be read, and what to do


def lines_in(octets: bytes) -> Iterator[Line]:
    """The filled lines of a file in UTF-8 or UTF-16, or as Excel writes it in Japan (cp932).

    A cell in quotation marks may go on over several.
    """
    texts = _LINE_END.split(text_of(octets))
    begin = 0
    while begin < len(texts):
        cells, end = _cells(texts, begin)
        if cells is None:
            yield Line(
                begin + 1, problem=_("this line cannot be read. Is a quotation mark missing?")
            )
        elif any(map(_UNREADABLE.search, cells)):
            told = _("some letters cannot be read. Please save this file as CSV in UTF-8.")
            yield Line(begin + 1, problem=told)
        elif any(cells):
            yield Line(begin + 1, cells)
        begin = end


def text_of(octets: bytes) -> str:
    """The text of a file in UTF-8, UTF-16 or cp932; what cannot be read is U+FFFD."""
    if octets.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return octets.decode("utf-16", "replace")
    try:
        return octets.decode("utf-8-sig")
    except UnicodeDecodeError:
        return octets.decode("cp932", "replace")


def _cells(texts: Sequence[str], begin: int) -> tuple[tuple[str, ...] | None, int]:
    """The cells that begin in a line, and where the next ones do; None: it cannot be read."""
    for end in range(begin + 1, min(begin + _LINES, len(texts)) + 1):
        try:
            cells = next(csv.reader(["\n".join(texts[begin:end])], strict=True), [])
        except csv.Error:
            if '"' not in texts[begin]:
                break
        else:
            return tuple(cell.strip() for cell in cells), end
    return None, begin + 1
