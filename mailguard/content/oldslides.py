"""PowerPoint's .ppt files: slides, notes and remarks. [MS-PPT] 2.3.1."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from mailguard.content.harvest import Harvest
from mailguard.domain.content import Veil

_HEAD = struct.Struct("<HHI")
_CONTAINER = 0x0F
_SLIDE, _NOTES, _REMARK = 0x03EE, 0x03F0, 0x2EE0
_SLIDE_INFO, _TEXT, _NARROW_TEXT, _STRING = 0x03F9, 0x0FA0, 0x0FA8, 0x0FBA
_HIDDEN = 0x04
_DEPTH = 40
_ASIDE = {_NOTES: Veil.SPEAKER_NOTES, _REMARK: Veil.COMMENT}


def read_old_slides(stream: bytes, harvest: Harvest) -> None:
    """Reads all text, in the order of the file."""
    slides = 0
    for path, kind, data in _records(stream):
        harvest.allowance.tick()
        if kind == _SLIDE:
            slides += 1
        elif kind == _SLIDE_INFO and len(data) >= 12 and data[10] & _HIDDEN:
            harvest.hide(Veil.SLIDE, f"slide {slides}")
        elif text := _text(kind, data, path):
            aside = next((_ASIDE[place] for place in path if place in _ASIDE), None)
            if aside is not None:
                harvest.hide(aside, "", text)
            harvest.say(f"{text}\n")


def _text(kind: int, data: bytes, path: tuple[int, ...]) -> str:
    if kind == _TEXT or (kind == _STRING and _REMARK in path):
        return data.decode("utf-16-le", "replace").replace("\r", "\n")
    if kind == _NARROW_TEXT:
        return data.decode("latin-1").replace("\r", "\n")
    return ""


def _records(stream: bytes) -> Iterator[tuple[tuple[int, ...], int, bytes]]:
    """All records with the containers they lie in; a container comes before what it holds."""
    ends: list[tuple[int, int]] = []  # kind of each open container, and where it ends
    place = 0
    while place + _HEAD.size <= len(stream):
        version, kind, length = _HEAD.unpack_from(stream, place)
        while ends and place >= ends[-1][1]:
            ends.pop()
        place += _HEAD.size
        path = tuple(container for container, _end in ends)
        if version & _CONTAINER == _CONTAINER and len(ends) < _DEPTH:
            yield path, kind, b""
            ends.append((kind, place + length))
            continue
        yield path, kind, stream[place : place + length]
        place += length
