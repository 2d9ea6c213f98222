"""Content-Transfer-Encoding undone, in chunks (RFC 2045 §6), and for what real programs write."""

from __future__ import annotations

import binascii
import re
from base64 import encodebytes
from collections.abc import Iterable, Iterator

from mailguard.message.header import Octets

CHUNK = 1024 * 1024
_LINE_OCTETS = 57  # that make a line of 76 characters

IDENTITY = frozenset({"", "7bit", "8bit", "binary"})
UUENCODE = frozenset({"x-uuencode", "uuencode", "x-uue", "uue"})
ENCODINGS = IDENTITY | UUENCODE | {"base64", "quoted-printable"}

_BASE64 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/="
_NOT_BASE64 = bytes(set(range(256)) - set(_BASE64))
_PADDED_RUN = re.compile(rb"([^=]++)(=*)")


def decoded_chunks(octets: Octets, encoding: str) -> Iterator[bytes]:
    """The decoded octets; those of an unknown encoding as they are. Never raises."""
    if encoding == "base64":
        return _base64(octets)
    if encoding == "quoted-printable":
        return _quoted_printable(octets)
    if encoding in UUENCODE:
        return _uuencoded(octets)
    return _blocks(octets)


def base64_lines(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The octets in base64, in lines of 76 characters, CRLF between these and none at the end."""
    rest = b""
    joint = b""
    for chunk in chunks:
        octets = rest + chunk
        cut = len(octets) - len(octets) % _LINE_OCTETS
        if cut:
            yield joint + _lines_of(octets[:cut])
            joint = b"\r\n"
        rest = octets[cut:]
    if rest:
        yield joint + _lines_of(rest)


def _lines_of(octets: bytes) -> bytes:
    return encodebytes(octets).replace(b"\n", b"\r\n").removesuffix(b"\r\n")


def decoded_start(octets: Octets, encoding: str, limit: int) -> bytes:
    """The first `limit` decoded octets."""
    start = bytearray()
    for chunk in decoded_chunks(octets[: limit * 4], encoding):
        start += chunk
        if len(start) >= limit:
            break
    return bytes(start[:limit])


def ends_early(octets: Octets, encoding: str) -> bool:
    """Whether base64 goes on behind padding, where some programs take it to be at its end."""
    if encoding != "base64":
        return False
    padded = False
    for block in _blocks(octets):
        place = 0 if padded else block.find(b"=")
        if place < 0:
            continue
        padded = True
        if block[place:].translate(None, _NOT_BASE64).strip(b"="):
            return True
    return False


def _blocks(octets: Octets) -> Iterator[bytes]:
    for start in range(0, len(octets), CHUNK):
        yield bytes(octets[start : start + CHUNK])


def _base64(octets: Octets) -> Iterator[bytes]:
    """Decoded base64: other characters are skipped, and padding ends no more than its own run."""
    rest = b""
    for block in _blocks(octets):
        clean = rest + block.translate(None, _NOT_BASE64)
        if b"=" in clean:
            decoded, rest = _padded_runs(clean)
            yield decoded
        else:
            cut = len(clean) & ~3
            rest = clean[cut:]
            yield binascii.a2b_base64(clean[:cut])
    if rest:
        yield _run(rest)


def _padded_runs(clean: bytes) -> tuple[bytes, bytes]:
    """The octets of all runs that end in padding, and what follows the last of them."""
    decoded = bytearray()
    end = 0
    for match in _PADDED_RUN.finditer(clean):
        if not match[2]:
            break
        decoded += _run(match[1])
        end = match.end()
    tail = clean[end:].lstrip(b"=")
    cut = len(tail) & ~3
    return bytes(decoded + binascii.a2b_base64(tail[:cut])), tail[cut:]


def _run(characters: bytes) -> bytes:
    """The octets of a run without its padding; a single character left over means nothing."""
    if len(characters) % 4 == 1:
        characters = characters[:-1]
    return binascii.a2b_base64(characters + b"=" * (-len(characters) % 4))


def _quoted_printable(octets: Octets) -> Iterator[bytes]:
    rest = b""
    for block in _blocks(octets):
        text = rest + block
        cut = text.rfind(b"\n") + 1 or _before_escape(text)
        rest = text[cut:]
        yield binascii.a2b_qp(text[:cut])
    if rest:
        yield binascii.a2b_qp(rest)


def _before_escape(text: bytes) -> int:
    """The end of `text`, or where an escape begins there that may go on in the next block."""
    place = text.rfind(b"=", -2)
    return place if place >= 0 else len(text)


def _uuencoded(octets: Octets) -> Iterator[bytes]:
    for line in bytes(octets).splitlines():
        if line.startswith((b"begin ", b"end")):
            continue
        try:
            yield binascii.a2b_uu(line)
        except binascii.Error:  # no line of data: text around it, or a checksum
            continue
