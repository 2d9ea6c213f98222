"""A line of a mail's text: who wrote it, and what lies behind it in HTML."""

from __future__ import annotations

import msgspec

from mailguard.domain.mail import Link


class Line(msgspec.Struct, frozen=True):
    """One line, without its line end."""

    text: str
    quoted: bool = False
    signature: bool = False  # where the mail program puts the sender's signature
    links: tuple[Link, ...] = ()  # that begin in it
    hidden: tuple[str, ...] = ()  # texts before it that its reader does not see
