"""HTML with a text put in: at the beginning or the end of what is shown."""

from __future__ import annotations

import re
from html import escape

# What is no markup, though it may look like it; octets beyond ASCII are never those of a tag,
# but in ISO-2022-JP, where letters are written with the octets of ASCII.
_NOT_MARKUP = re.compile(
    rb"<!--.*?(?:-->|\Z)|<(script|style|title|textarea)\b.*?(?:</\1\b|\Z)"
    rb"|\x1b\$[@B].*?(?=\x1b\(|\Z)",
    re.DOTALL | re.IGNORECASE,
)
_ATTRIBUTES = rb"""(?:\s(?:[^>"']|"[^"]*"|'[^']*')*+)?"""
_BEGINS = [re.compile(rb"<%s%s>" % (tag, _ATTRIBUTES), re.IGNORECASE) for tag in
           (b"body", b"/head", b"html")]  # fmt: skip
_ENDS = [re.compile(rb"</%s\b" % tag, re.IGNORECASE) for tag in (b"body", b"html")]


def marked_up(text: str, *, at_top: bool) -> str:
    """The text (LF line ends) as a block, with a blank line between it and what is there."""
    lines = "<br>\r\n".join(escape(line) for line in text.strip("\n").split("\n"))
    return f"\r\n<div>{lines}<br><br></div>\r\n" if at_top else f"\r\n<div><br>{lines}</div>\r\n"


def places_of(page: bytes) -> tuple[int, int]:
    """Where the first and the last thing shown can stand, in octets."""
    seen = _NOT_MARKUP.sub(lambda match: b"x" * len(match[0]), page)
    begins = (found.end() for tag in _BEGINS if (found := tag.search(seen)))
    first = next(begins, 0)
    ends = (every[-1].start() for tag in _ENDS if (every := list(tag.finditer(seen, first))))
    return first, next(ends, len(page))
