"""Text that came with a mail, made safe to show: on one line, and in the order it is written."""

from __future__ import annotations

import re

# Characters that turn the order of what is shown round (UAX #9), or take no room at all.
_DECEIVERS = re.compile("[\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]+")
_SURROGATES = re.compile("[\ud800-\udfff]")


def shown(text: str, limit: int) -> str:
    """`text` of at most `limit` characters; controls become a space, deceivers a visible mark."""
    if len(text) > limit:
        text = text[: limit - 1] + "…"
    if text.isprintable():
        return text
    text = _CONTROLS.sub(" ", text)
    text = _DECEIVERS.sub(lambda match: f"[U+{ord(match[0]):04X}]", text)
    return _SURROGATES.sub("\ufffd", text).strip()
