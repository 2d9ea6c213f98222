"""Texts with `*` for any letters and `?` for one, without case and width."""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Callable
from functools import lru_cache

from mailguard.names.wordlist import folded


def fits(wildcard: str, text: str) -> bool:
    """Whether the whole of `text` is what `wildcard` says."""
    return bool(_compiled(wildcard)(folded(text)))


@lru_cache(maxsize=8192)
def _compiled(wildcard: str) -> Callable[[str], object]:
    # `translate` gives an expression that never tries a star twice, so hostile ones cost nothing
    return re.compile(fnmatch.translate(folded(wildcard).replace("[", "[[]"))).match
