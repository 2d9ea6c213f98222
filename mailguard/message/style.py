"""How an element of HTML is seen: not at all, white on white, or on a ground of its own."""

from __future__ import annotations

import re
from collections.abc import Mapping

_HIDING = re.compile(
    r"display:none|visibility:hidden|mso-hide:all|font-size:0(?:[^.\d]|$)|opacity:0(?:[^.\d]|$)"
)
_COLOUR = re.compile(r"(?:^|;)color:([^;!]{1,40})")
_WHITE = re.compile(r"#fff(?:fff)?$|white$|rgba?\(25[45],25[45],25[45]")

# Gmail's "indent more" writes a blockquote that quotes nothing.
_INDENT = re.compile(r"margin:(?:0|0px){3}40px")
# The line that Outlook draws above the header of what it quotes.
_OUTLOOK_LINE = re.compile(r"border-top:solid#?\w{3,12}1\.0pt;padding:3\.0pt")


def style_of(attributes: Mapping[str, str]) -> str:
    """The style of an element, in lower case and without space."""
    return "".join(attributes.get("style", "").split()).lower()


def hides(style: str) -> bool:
    """Whether nothing of the element is seen."""
    return bool(_HIDING.search(style))


def is_white(style: str, attributes: Mapping[str, str]) -> bool | None:
    """Whether its text is white; None where the element does not say."""
    named = _COLOUR.search(style)
    colour = named[1] if named else attributes.get("color", "").strip().lower()
    return bool(_WHITE.match(colour)) if colour else None


def has_ground(style: str, attributes: Mapping[str, str]) -> bool:
    """Whether it has, or may have by a style sheet, another background than white."""
    named = attributes.get("class", "")
    return (
        "background" in style
        or "bgcolor" in attributes
        or "background" in attributes
        or bool(named and not named.startswith(("Mso", "moz-", "gmail_")))
    )


def indents(style: str) -> bool:
    """Whether a blockquote only indents."""
    return bool(_INDENT.search(style))


def divides(style: str) -> bool:
    """Whether Outlook quotes from here on."""
    return bool(_OUTLOOK_LINE.search(style))
