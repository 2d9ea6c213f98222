"""Reports that a mail did not arrive (RFC 3464, or as qmail writes them): whom it did not reach."""

from __future__ import annotations

import re

from mailguard.domain.address import Address, AddressError

_REPORT = re.compile(rb"report-type\s*=\s*\"?delivery-status", re.IGNORECASE)
_RECIPIENT = re.compile(
    rb"^(?:Original|Final)-Recipient:\s*[\w-]{1,20}\s*;\s*<?([^\s<>]{3,320})>?",
    re.IGNORECASE | re.MULTILINE,
)
_FAILED = re.compile(rb"^Action:\s*failed\b", re.IGNORECASE | re.MULTILINE)
_HEADER = 16 * 1024  # octets in which a report says what it is
_LENGTH = 256 * 1024  # octets of a report that are read
_GROUP = re.compile(rb"\r?\n\r?\n")
# https://cr.yp.to/proto/qsbmf.txt: a text that begins so, then a paragraph for each recipient,
# until one begins with a hyphen.
_QMAIL = re.compile(rb"\r?\n\r?\nHi\. This is (?:the|a) ")
_QMAIL_RECIPIENT = re.compile(rb"<([^\s<>]{3,320})>:")


def failed_recipients(octets: bytes | memoryview) -> tuple[str, ...]:
    """Address.key of everybody whom a report says a mail did not reach for good."""
    if not _REPORT.search(octets[:_HEADER]):
        return _failed_with_qmail(bytes(octets[:_LENGTH]))
    found: dict[str, None] = {}
    for group in _GROUP.split(bytes(octets[:_LENGTH])):
        if _FAILED.search(group):
            for match in _RECIPIENT.finditer(group):
                if key := _key(match[1]):
                    found[key] = None
    return tuple(found)


def _failed_with_qmail(octets: bytes) -> tuple[str, ...]:
    begin = _QMAIL.search(octets, 0, _HEADER)
    found: dict[str, None] = {}
    for group in _GROUP.split(octets[begin.end() :])[1:] if begin else ():
        if group.startswith(b"-"):
            break
        match = _QMAIL_RECIPIENT.match(group)
        if match and (key := _key(match[1])):
            found[key] = None
    return tuple(found)


def _key(text: bytes) -> str:
    try:
        return Address.parse(text.decode("utf-8", "replace")).key
    except AddressError:
        return ""
