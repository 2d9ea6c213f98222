"""Full-width letters, digits and signs as the usual ones, each in its place."""

from __future__ import annotations

from functools import lru_cache

# One character for one, so that places in the text stay what they are (unlike NFKC).
_USUAL = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_USUAL |= {0x3000: 0x20, 0x2010: 0x2D, 0x2011: 0x2D, 0x2012: 0x2D, 0x2013: 0x2D, 0x2212: 0x2D}


@lru_cache(maxsize=8)  # every check asks about the same few texts
def narrowed(text: str) -> str:
    """`text` with ASCII in place of its full-width forms and of dashes; equally long."""
    return text if text.isascii() else text.translate(_USUAL)
