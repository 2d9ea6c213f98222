"""A new entity of plain text (RFC 2046 §4.1), in UTF-8."""

from __future__ import annotations

from mailguard.message.transfer import base64_lines
from mailguard.message.writing import parameterised


def plain_part(text: str) -> bytes:
    """Header and body of `text` (LF line ends), without a line end behind them."""
    octets = text.replace("\n", "\r\n").encode()
    header = parameterised("Content-Type", "text/plain", {"charset": "utf-8"})
    encoding = b"Content-Transfer-Encoding: base64\r\n\r\n"
    return b"".join([header, encoding, *base64_lines([octets])])
