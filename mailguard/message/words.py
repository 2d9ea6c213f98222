"""Encoded words (RFC 2047) and unencoded text in header fields, as real programs write both."""

from __future__ import annotations

import binascii
import re

from mailguard.message.charset import decoded, guessed
from mailguard.message.header import unfolded

# RFC 2231 §5 lets a language follow the charset. Spaces in the text are wrong and common.
_WORD = re.compile(r"=\?([^?*\s]{1,60})(?:\*[^?\s]{0,60})?\?([bBqQ])\?([^?\r\n]*+)\?=")


def text_of(value: bytes) -> str:
    """The characters of an unstructured field's value: unfolded and decoded. Never raises."""
    return decode_words(raw_text(value))


def raw_text(value: bytes) -> str:
    """The unfolded value with unencoded characters decoded, encoded words still as they are."""
    octets = unfolded(value)
    if octets.isascii() and b"\x1b" not in octets:
        return octets.decode("ascii")
    return guessed(octets)


def decode_words(text: str) -> str:
    """`text` with its encoded words decoded.

    Words that follow each other are decoded together: programs split them within a character.
    """
    if "=?" not in text:
        return text
    pieces: list[str] = []
    run: list[tuple[str, bytes]] = []
    position = 0
    for match in _WORD.finditer(text):
        between = text[position : match.start()]
        if not run or between.strip(" \t"):
            pieces += [_decoded_run(run), between]
            run = []
        run.append((match[1].lower(), _octets(match[2], match[3])))
        position = match.end()
    return "".join([*pieces, _decoded_run(run), text[position:]])


def _decoded_run(run: list[tuple[str, bytes]]) -> str:
    """The characters of words that follow each other; those of one charset are joined first."""
    pieces: list[str] = []
    start = 0
    for index in range(1, len(run) + 1):
        if index == len(run) or run[index][0] != run[start][0]:
            octets = b"".join(octets for _, octets in run[start:index])
            pieces.append(decoded(octets, run[start][0]))
            start = index
    return "".join(pieces)


def _octets(encoding: str, text: str) -> bytes:
    octets = text.encode("utf-8", "replace")
    if encoding in "qQ":
        return binascii.a2b_qp(octets, header=True)
    try:
        return binascii.a2b_base64(octets + b"==")  # missing padding is common, too much is ignored
    except binascii.Error:
        return octets
