"""Octets to characters: by the charset that was declared, else by the one that fits."""

from __future__ import annotations

import codecs
import re

# What is declared, and what real programs mean by it. CP932 and Windows-1252 hold the standard's
# characters and those that are sent under its name all the same.
_MEANT = {
    "ascii": "utf_8",
    "shift_jis": "cp932",
    "iso8859-1": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "big5": "cp950",
}

# Codecs of Python that are no charsets of mail; "punycode" takes quadratic time.
_NEVER = {"punycode", "idna", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"}

_GUESS_SAMPLE = 4096
_GUESSES = ("utf-8", "cp932", "euc_jp")

_ESCAPE = re.compile(rb"\x1b(\$[@B]|\([BJI])")


def decoded(octets: bytes, declared: str = "") -> str:
    """The characters that `octets` stand for. Never raises; what fits nowhere becomes U+FFFD."""
    if octets.isascii() and b"\x1b" not in octets and not _is_wide(declared):
        return octets.decode("ascii")
    codec = _codec(declared)
    if codec is None or (codec == "utf_8" and _ESCAPE.search(octets)):
        return guessed(octets)
    text = _strict(octets, codec)
    if text is None:
        text = _cut_off(octets, codec)
    if text is None and codec.startswith("iso2022_jp"):
        return _loose_iso_2022_jp(octets)
    return guessed(octets) if text is None else text


def guessed(octets: bytes) -> str:
    """The characters of octets whose charset nobody declared."""
    if b"\x1b" in octets:
        return _strict(octets, "iso2022_jp_ext") or _loose_iso_2022_jp(octets)
    for codec in _GUESSES:
        text = _strict(octets, codec)
        if text is not None:
            return text
    return _detected(octets)


def _is_wide(declared: str) -> bool:
    """Whether plain ASCII octets mean something else in this charset."""
    return declared.lower().replace("_", "-").startswith(("utf-16", "utf-32", "utf-7", "hz"))


def _codec(declared: str) -> str | None:
    """Python's name for the charset that is meant; None: there is none."""
    if not declared or len(declared) > 40:
        return None
    try:
        name = codecs.lookup(declared.strip()).name.replace("-", "_")
    except (LookupError, ValueError):
        return None
    if name in _NEVER:
        return None
    return _MEANT.get(name.replace("iso8859_", "iso8859-"), name)


def _strict(octets: bytes, codec: str) -> str | None:
    try:
        return octets.decode(codec)
    except (UnicodeError, LookupError):  # LookupError: a codec of Python that makes no text
        return None


def _cut_off(octets: bytes, codec: str) -> str | None:
    """The text of octets that end within a character; None: something else is wrong with them."""
    try:
        octets.decode(codec)
    except UnicodeDecodeError as error:
        if error.reason in ("unexpected end of data", "incomplete multibyte sequence"):
            return octets[: error.start].decode(codec) + "\ufffd"
    except (UnicodeError, LookupError):
        pass
    return None


def _loose_iso_2022_jp(octets: bytes) -> str:
    """ISO-2022-JP with the makers' own characters (NEC row 13, IBM), as mail programs write it."""
    pieces = _ESCAPE.split(octets)
    text = [pieces[0].decode("cp932", "replace")]
    for escape, run in zip(pieces[1::2], pieces[2::2], strict=True):
        if escape.startswith(b"$"):
            text.append(_shifted(run).decode("cp932", "replace"))
        elif escape == b"(I":
            text.append(bytes(octet | 0x80 for octet in run).decode("cp932", "replace"))
        else:
            text.append(run.decode("cp932", "replace"))
    return "".join(text)


def _shifted(run: bytes) -> bytes:
    """The octet pairs of JIS X 0208 as Shift_JIS writes them."""
    pairs = bytearray()
    for high, low in zip(run[::2], run[1::2], strict=False):
        if not (0x21 <= high <= 0x7E and 0x21 <= low <= 0x7E):
            pairs += b"?"
            continue
        lead = (high + 1) // 2 + (0x70 if high < 0x5F else 0xB0)
        trail = low + (0x1F if low < 0x60 else 0x20) if high % 2 else low + 0x7E
        pairs += bytes((lead, trail))
    return bytes(pairs)


def _detected(octets: bytes) -> str:
    from charset_normalizer import from_bytes  # noqa: PLC0415  rarely needed, 40 ms to import

    best = from_bytes(octets[:_GUESS_SAMPLE]).best()
    return octets.decode(best.encoding if best else "cp1252", "replace")
