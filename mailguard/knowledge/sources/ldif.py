"""LDIF (RFC 2849), as Thunderbird and directories export people."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from pathlib import Path

from mailguard.knowledge.sources.people import BookEntry, entry_of, whole_name

_FOLD = re.compile(rb"\r?\n ")
_BLANK = re.compile(rb"\n\s*\n")
_LINE = re.compile(rb"([\w;-]{1,100}):(:?) *([^\r\n]*)")
_ADDRESSES = ("mail", "mozillasecondemail", "rfc822mailbox", "emailaddress")


def people_in_ldif(path: Path) -> Iterator[BookEntry]:
    """Everybody with an address. Raises OSError."""
    octets = _FOLD.sub(b"", path.read_bytes()).replace(b"\r\n", b"\n")
    for block in _BLANK.split(octets):
        values = _values(block)
        family, given = (next(iter(values.get(key, [])), "") for key in ("sn", "givenname"))
        names = [*values.get("cn", []), *values.get("displayname", []), whole_name(family, given)]
        company = next(iter(values.get("o", values.get("company", []))), "")
        addresses = [value for key in _ADDRESSES for value in values.get(key, [])]
        yield from entry_of(addresses, names, company)


def _values(block: bytes) -> dict[str, list[str]]:
    """Attribute, without its options (`;lang-ja`), and its values."""
    found: dict[str, list[str]] = {}
    for match in _LINE.finditer(block):
        name = match[1].partition(b";")[0].decode("ascii", "replace").lower()
        found.setdefault(name, []).append(_text(match[3], is_base64=bool(match[2])))
    return found


def _text(value: bytes, *, is_base64: bool) -> str:
    if is_base64:
        try:
            value = base64.b64decode(value, validate=True)
        except binascii.Error:
            return ""
    return value.decode("utf-8", "replace").strip()
