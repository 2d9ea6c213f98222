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

# Names that programs use and Python does not know.
_ALIASES = {
    "x-sjis": "cp932",
    "x-ms-cp932": "cp932",
    "cp51932": "euc_jp",
    "x-euc-jp": "euc_jp",
    "eucjp-ms": "euc_jp",
    "eucjp-win": "euc_jp",
    "cp50220": "iso2022_jp_ext",
    "cp50221": "iso2022_jp_ext",
    "cp50222": "iso2022_jp_ext",
    "iso-2022-jp-ms": "iso2022_jp_ext",
    "x-windows-949": "cp949",
    "x-gbk": "gb18030",
    "x-big5": "cp950",
}

# Codecs of Python that are no charsets of mail; "punycode" takes quadratic time.
_NEVER = {"punycode", "idna", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"}

_GUESS_SAMPLE = 4096
_DETECTABLE = 200  # octets that a charset can be detected by; names are shorter
_JAPANESE = ("cp932", "euc_jp")  # the same octets often mean something in both
_ESCAPED = ("iso2022_jp_ext", "iso2022_jp_2004", "iso2022_jp_2", "iso2022_kr")

_ESCAPE = re.compile(rb"\x1b(\$[@B]|\([BJI])")
# Half-width kana, and characters that a company made for itself: seldom where there are others.
_SELDOM = re.compile("[\uff61-\uff9f\ue000-\uf8ff\ufffd]")
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_FOREIGN = re.compile(r"[^\x00-\x7f]")
_EUC_UNIT = re.compile(
    rb"[\x00-\x7f]++|\x8e[\xa1-\xdf]|\x8f[\xa1-\xfe]{2}|[\xa1-\xfe]{2}|.", re.DOTALL
)
_EUC = re.compile(rb"(?:[\x00-\x7f]++|\x8e[\xa1-\xdf]|\x8f[\xa1-\xfe]{2}|[\xa1-\xfe]{2})++")


def decoded(octets: bytes, declared: str = "") -> str:
    """The characters that `octets` stand for. Never raises; what fits nowhere becomes U+FFFD."""
    if octets.isascii() and b"\x1b" not in octets and not is_wide(declared):
        return octets.decode("ascii")
    codec = codec_of(declared)
    if codec is None or (codec == "utf_8" and _ESCAPE.search(octets)):
        return guessed(octets)
    text = _strict(octets, codec)
    if text is None:
        text = _cut_off(octets, codec)
    if text is None:
        text = _loose(octets, codec)
    return guessed(octets) if text is None else text


def guessed(octets: bytes) -> str:
    """The characters of octets whose charset nobody declared."""
    if b"\x1b" in octets:
        found = (_strict(octets, codec) for codec in _ESCAPED)
        return next(filter(None, found), None) or _loose_iso_2022_jp(octets)
    text = _strict(octets, "utf-8")
    if text is None:
        text = _japanese(octets)
    return _detected(octets) if text is None else text


def _japanese(octets: bytes) -> str | None:
    """The text by the Japanese charset that makes the most sense of it; None: none does."""
    readings = [text for codec in _JAPANESE if (text := _strict(octets, codec)) is not None]
    if _EUC.fullmatch(octets):
        readings.append(_loose_euc_jp(octets))
    best = min(readings, key=lambda text: len(_SELDOM.findall(text)), default=None)
    if best is None or len(_PRIVATE.findall(best)) * 2 > len(_FOREIGN.findall(best)):
        return None
    return best


def is_wide(declared: str) -> bool:
    """Whether plain ASCII octets mean something else in this charset."""
    return declared.lower().replace("_", "-").startswith(("utf-16", "utf-32", "utf-7", "hz"))


def codec_of(declared: str) -> str | None:
    """Python's name for the charset that is meant; None: there is none."""
    if not declared or len(declared) > 40:
        return None
    try:
        spelled = declared.strip().lower()
        name = codecs.lookup(_ALIASES.get(spelled, spelled)).name.replace("-", "_")
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


def _loose(octets: bytes, codec: str) -> str | None:
    """The text in a charset with the makers' own characters; None: there are none for it."""
    if codec.startswith("iso2022_jp"):
        return _loose_iso_2022_jp(octets)
    return _loose_euc_jp(octets) if codec == "euc_jp" and _EUC.fullmatch(octets) else None


def _loose_euc_jp(octets: bytes) -> str:
    """EUC-JP with the makers' own characters, as CP51932 has them."""
    return "".join(_euc_text(match[0]) for match in _EUC_UNIT.finditer(octets))


def _euc_text(unit: bytes) -> str:
    if len(unit) == 2 and unit[0] != 0x8E:
        return _shifted(bytes(octet & 0x7F for octet in unit)).decode("cp932", "replace")
    return unit.decode("euc_jp", "replace")


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
    if len(octets) < _DETECTABLE:
        return octets.decode("cp1252", "replace")
    from charset_normalizer import from_bytes  # noqa: PLC0415  rarely needed, 40 ms to import

    best = from_bytes(octets[:_GUESS_SAMPLE]).best()
    return octets.decode(best.encoding if best else "cp1252", "replace")
