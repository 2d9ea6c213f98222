"""What the command line prints: sentences, tables that line up, and JSON."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec

from mailguard.domain.shown import shown
from mailguard.i18n import _

_MOST_NAMED = 20
"""Reasons that are told one by one."""


class CommandError(Exception):
    """The command cannot be carried out; the text says why, and what to do."""


def say(sentence: str) -> None:
    """A sentence for the user."""
    print(sentence)


def warn(sentence: str) -> None:
    """A sentence that does not belong to the result."""
    print(sentence, file=sys.stderr)


def warn_of(reasons: Sequence[str]) -> None:
    """Many such sentences: the first ones, and how many more there are."""
    for reason in reasons[:_MOST_NAMED]:
        warn(reason)
    more = len(reasons) - _MOST_NAMED
    if more > 0:
        warn(_("… and {count} more.").format(count=more))


def print_json(value: Any) -> None:
    """`value`, or its msgspec form, as JSON on lines to read."""
    print(msgspec.json.format(msgspec.json.encode(value), indent=2).decode())


def print_table(rows: Sequence[Sequence[str]], indent: str = "") -> None:
    """Rows whose columns line up, also where letters are wide (Japanese)."""
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = [text + " " * (most - width(text)) for text, most in zip(row, widths, strict=True)]
        print((indent + "  ".join(cells)).rstrip())


def width(text: str) -> int:
    """Columns of a terminal that `text` takes."""
    wide = sum(unicodedata.east_asian_width(letter) in "WF" for letter in text)
    combining = sum(unicodedata.combining(letter) > 0 for letter in text)
    return len(text) + wide - combining


def fit(text: str, columns: int) -> str:
    """`text` from outside on one line, cut to `columns`, with nothing a terminal would obey."""
    safe = shown(text, 1000)
    if width(safe) <= columns:
        return safe
    while width(safe) > columns - 1:
        safe = safe[:-1]
    return safe + "…"


def local(time: datetime | None) -> str:
    """The time here; without the day where that is today."""
    if time is None:
        return ""
    here = time.astimezone()
    today = here.date() == datetime.now(here.tzinfo).date()
    return f"{here:%H:%M:%S}" if today else f"{here:%Y-%m-%d %H:%M}"
