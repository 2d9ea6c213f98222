"""Reports that a mail did not arrive (RFC 3464): whom it did not reach."""

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


def failed_recipients(octets: bytes | memoryview) -> tuple[str, ...]:
    """Address.key of everybody whom a report says a mail did not reach for good."""
    if not _REPORT.search(octets[:_HEADER]):
        return ()
    found: dict[str, None] = {}
    for group in _GROUP.split(bytes(octets[:_LENGTH])):
        if _FAILED.search(group):
            for match in _RECIPIENT.finditer(group):
                if key := _key(match[1]):
                    found[key] = None
    return tuple(found)


def _key(text: bytes) -> str:
    try:
        return Address.parse(text.decode("utf-8", "replace")).key
    except AddressError:
        return ""
