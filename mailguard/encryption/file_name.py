"""Names of files that every system can write: without paths, tricks, or a second of the kind."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

_FORBIDDEN = re.compile(
    r'[\x00-\x1f\x7f-\x9f<>:"/\\|?*\ud800-\udfff\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]'
)
_DEVICES = r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)\Z"
_RESERVED = re.compile(_DEVICES, re.IGNORECASE)
_LONGEST = 100  # characters
_LONGEST_OCTETS = 200  # as UTF-8: Linux takes 255 with the ending
_ENDING = 10


def safe_name(name: str) -> str:
    """`name` as Windows, macOS and Linux can write it; never empty, hidden or a device's."""
    cleaned = _FORBIDDEN.sub("_", unicodedata.normalize("NFC", name)).strip(" .") or "_"
    stem, dot, ending = cleaned.rpartition(".")
    if not dot or len(ending) > _ENDING:
        stem, ending = cleaned, ""
    stem = _shortened(stem).rstrip(" .") or "_"
    if _RESERVED.match(stem.partition(".")[0].strip()):
        stem = f"_{stem}"
    return f"{stem}.{ending}" if ending else stem


def distinct(name: str, taken: Collection[str]) -> str:
    """`name`, with a number where one of `taken` is the same but for upper and lower case."""
    folded = {each.casefold() for each in taken}
    stem, dot, ending = name.rpartition(".")
    stem, ending = (stem, f".{ending}") if dot else (name, "")
    number, candidate = 1, name
    while candidate.casefold() in folded:
        number += 1
        candidate = f"{stem} ({number}){ending}"
    return candidate


def with_ending(name: str, ending: str) -> str:
    """`name` with another ending (without dot)."""
    stem, dot, old = name.rpartition(".")
    return f"{stem if dot and len(old) <= _ENDING else name}.{ending}"


def _shortened(stem: str) -> str:
    stem = stem[:_LONGEST]
    while len(stem.encode()) > _LONGEST_OCTETS:
        stem = stem[:-1]
    return stem
