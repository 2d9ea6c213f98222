"""The characters of a text file, whose charset nobody declared."""

from __future__ import annotations

import codecs
import re

_MARKS = (  # the longer first: UTF-32's begins like UTF-16's
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_JAPANESE = ("cp932", "euc_jp")
_UNLIKELY = re.compile("[\uff61-\uff9f\ue000-\uf8ff]")  # half-width and private characters
_SAMPLE = 4096


def text_of(octets: bytes, *, is_cut: bool = False) -> str:
    """The characters of `octets`, which may end within a character if `is_cut`. Never raises."""
    for mark, codec in _MARKS:
        if octets.startswith(mark):
            return octets.decode(codec, "replace")
    if codec := _unmarked_wide(octets[:_SAMPLE]):
        return octets.decode(codec, "replace")
    for codec in ("iso2022_jp_ext", "utf-8") if b"\x1b" in octets else ("utf-8",):
        text = _strict(octets, codec, is_cut=is_cut)
        if text is not None:
            return text
    guesses = [_strict(octets, codec, is_cut=is_cut) for codec in _JAPANESE]
    likely = [text for text in guesses if text is not None]
    if likely:  # most EUC-JP is CP932 too, of half-width letters
        return min(likely, key=lambda text: len(_UNLIKELY.findall(text)))
    return octets.decode(_detected(octets), "replace")


def _unmarked_wide(start: bytes) -> str:
    """UTF-16 without its mark: every other octet of Latin text, digits and spaces is zero."""
    for first, codec in ((1, "utf-16-le"), (0, "utf-16-be")):
        half, other = start[first::2], start[1 - first :: 2]
        if 8 * half.count(0) > len(start) and 0 not in other:
            return codec
    return ""


def _strict(octets: bytes, codec: str, *, is_cut: bool) -> str | None:
    try:
        return codecs.getincrementaldecoder(codec)("strict").decode(octets, not is_cut)
    except UnicodeError:
        return None


def _detected(octets: bytes) -> str:
    from charset_normalizer import from_bytes  # noqa: PLC0415  rarely needed, 100 ms to import

    best = from_bytes(octets[:_SAMPLE]).best()
    return best.encoding if best else "cp1252"
