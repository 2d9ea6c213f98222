"""Small words of SQL that several look-ups share."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

Rows = Callable[..., list[tuple[Any, ...]]]
"""Answers a statement with its values; nothing where the file cannot be read."""


def listed(values: Iterable[int | str]) -> str:
    """A list of numbers or words as one value, for `in (select value from json_each(?))`."""
    return json.dumps([*values])
