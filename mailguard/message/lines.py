"""A line of a mail's text, and whether the sender wrote or quoted it."""

from __future__ import annotations

import msgspec


class Line(msgspec.Struct, frozen=True):
    """One line, without its line end."""

    text: str
    quoted: bool = False
