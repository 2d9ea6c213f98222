"""Romaji, folded so that all ways of writing one Japanese reading become equal."""

from __future__ import annotations

import re
import unicodedata

_LETTERS = re.compile(r"[^a-z]")

# In this order: Hepburn and its relatives become the shortest regular (Kunrei-like) spelling.
_RULES = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"tch|cch", "ch"),
        (r"(sh|ch|j)(?=[auoe])", r"\1y"),
        (r"yy+", "y"),
        (r"sh(?=[iy])", "s"),
        (r"ch(?=[iy])|c(?=y)", "t"),
        (r"ts(?=u)", "t"),
        (r"j(?=[iy])|d(?=[iy])|dj(?=[iy])", "z"),
        (r"d?z(?=u)|d(?=u)", "z"),
        (r"f(?=u)", "h"),
        (r"m(?=[bpm])", "n"),
        (r"o(?:[ou]|h(?![aiueo]))+", "o"),
        (r"u{2,}", "u"),
        (r"([bcdfghjklmnpqrstvwxyz])\1+", r"\1"),
    )
)


def fold(text: str) -> str:
    """The letters a-z of `text` in one spelling: Ōtani, Ohtani, Ootani are all `otani`.

    Two different readings may become equal (Ono, Ohno); one reading never becomes two.
    """
    plain = unicodedata.normalize("NFKD", text).casefold()
    folded = _LETTERS.sub("", plain)
    for pattern, replacement in _RULES:
        folded = pattern.sub(replacement, folded)
    return folded
