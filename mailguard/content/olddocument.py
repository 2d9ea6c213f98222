"""Word's .doc files: the text, by its table of pieces. [MS-DOC] 2.4.1."""

from __future__ import annotations

import re
import struct
from typing import TYPE_CHECKING

from mailguard.content.harvest import Harvest
from mailguard.content.unread import damaged, strange
from mailguard.domain.content import Veil

if TYPE_CHECKING:
    from olefile import OleFileIO

_MAGIC, _OLDEST = 0xA5EC, 0x00C1  # Word 97
_FLAGS, _SECOND_TABLE = 0x0A, 0x0200
_COUNTS = struct.Struct("<iii")  # characters of the body, of footnotes, of headers
_COUNTS_AT, _REMARKS_AT = 0x4C, 0x5C
_PIECES_AT = 0x01A2
_PIECE = struct.Struct("<HIH")
_NARROW = 0x4000_0000  # one octet a character
_FIELD = re.compile("\x13[^\x13\x14\x15]*\x14|[\x13\x15]")
_MARKS = str.maketrans({"\r": "\n", "\x07": "\t", "\x0b": "\n", "\x0c": "\n"})
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f]")


def read_old_document(ole: OleFileIO, harvest: Harvest) -> None:
    """Reads body, footnotes, headers and remarks."""
    stream = ole.openstream("WordDocument").read()
    if len(stream) < _PIECES_AT + 8 or struct.unpack_from("<H", stream)[0] != _MAGIC:
        raise damaged()
    if struct.unpack_from("<H", stream, 2)[0] < _OLDEST:
        raise strange()
    second = struct.unpack_from("<H", stream, _FLAGS)[0] & _SECOND_TABLE
    table = ole.openstream("1Table" if second else "0Table").read()
    start, length = struct.unpack_from("<II", stream, _PIECES_AT)
    text = "".join(_pieces(stream, _piece_table(table[start : start + length]), harvest))
    before = sum(_COUNTS.unpack_from(stream, _COUNTS_AT))
    remarks = struct.unpack_from("<i", stream, _REMARKS_AT)[0]
    if remarks > 0:
        harvest.hide(Veil.COMMENT, "", _clean(text[before : before + remarks]))
    harvest.say(_clean(text))


def _piece_table(clx: bytes) -> bytes:
    """The table of pieces, which follows lists of changes to formats."""
    place = 0
    while clx[place : place + 1] == b"\x01":
        place += 3 + int.from_bytes(clx[place + 1 : place + 3], "little")
    if clx[place : place + 1] != b"\x02":
        raise damaged()
    length = int.from_bytes(clx[place + 1 : place + 5], "little")
    return clx[place + 5 : place + 5 + length]


def _pieces(stream: bytes, table: bytes, harvest: Harvest) -> list[str]:
    count = (len(table) - 4) // 12
    bounds = struct.unpack_from(f"<{count + 1}I", table)
    room = 2 * len(stream)  # pieces that overlap would make more text than there is
    pieces = []
    for index in range(count):
        harvest.allowance.tick()
        place = _PIECE.unpack_from(table, 4 * (count + 1) + 8 * index)[1]
        length = bounds[index + 1] - bounds[index]
        room -= length
        if length < 0 or room < 0:
            raise damaged()
        if place & _NARROW:
            start = (place & ~_NARROW) // 2
            pieces.append(stream[start : start + length].decode("cp1252", "replace"))
        else:
            octets = stream[place : place + 2 * length]
            pieces.append(octets.decode("utf-16-le", "replace"))
    return pieces


def _clean(text: str) -> str:
    return _CONTROLS.sub("", _FIELD.sub("", text).translate(_MARKS))
