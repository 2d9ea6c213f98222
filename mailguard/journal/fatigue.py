"""Fatigue: how often each check and rule spoke up, and how often anything was changed after it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

import msgspec

ENOUGH = 20
"""Times after which something that never changed a mail is proposed for a change."""

Line = dict[str, Any]
"""A line of the journal, decoded; its veils may stay on."""


class Weariness(msgspec.Struct, frozen=True):
    """What one check or rule cost, and what it brought."""

    what: str  # a check's id, or `rule:LAYER/ID`, or `monitored:LAYER/ID`
    fired: int = 0  # mails
    asked: int = 0  # mails in which it asked for something
    changed: int = 0  # of those that the user answered: mails that did not leave as they came

    @property
    def is_tiring(self) -> bool:
        """Whether it asked often, and nothing was ever changed."""
        return self.asked >= ENOUGH and self.changed == 0


def fatigue_in(lines: Iterable[Line], since: datetime) -> tuple[Weariness, ...]:
    """Of each check and rule that spoke since then, what came of it; the most tiring first.

    Mails that the engine answered by itself do not count: nobody saw what was said.
    """
    mails: dict[str, _Mail] = {}
    for line in lines:
        name = line.get("mail")
        if isinstance(name, str) and _time(line) >= since:
            mails.setdefault(name, _Mail()).see(line)
    counts: dict[str, Weariness] = {}
    for mail in mails.values():
        if mail.is_answered:
            for what, has_asked in mail.said():
                counts[what] = _one_more(counts.get(what, Weariness(what)), mail, asked=has_asked)
    return tuple(sorted(counts.values(), key=lambda w: (-w.is_tiring, -w.asked, -w.fired, w.what)))


def _one_more(before: Weariness, mail: _Mail, *, asked: bool) -> Weariness:
    return Weariness(
        before.what,
        before.fired + 1,
        before.asked + asked,
        before.changed + mail.is_changed,
    )


class _Mail:
    """What happened to one mail, line by line."""

    def __init__(self) -> None:
        self._found: dict[str, str] = {}  # what → the worst severity
        self._demands: set[str] = set()
        self.is_answered = False
        self.is_changed = False

    def see(self, line: Line) -> None:
        what = line.get("what")
        if what == "inspected":
            self._inspected(line)
        elif what == "answered" and line.get("by") != "engine":
            self.is_answered = True
            self.is_changed = line.get("choice") == "back" or bool(line.get("changed"))
        elif what == "ordered" and line.get("order") == "undo":
            self.is_changed = True
        elif what == "ordered" and line.get("order") == "sendafterall":
            self.is_changed = False

    def _inspected(self, line: Line) -> None:
        self._demands.update(map(str, line.get("demands", ())))
        for found in line.get("found", ()):
            what, severity = str(found.get("what")), str(found.get("severity", ""))
            if _RANK.get(severity, 0) >= _RANK.get(self._found.get(what, ""), 0):
                self._found[what] = severity

    def said(self) -> Iterator[tuple[str, bool]]:
        """What spoke up, and whether it asked for anything."""
        for what, severity in self._found.items():
            if what.startswith("rule:"):
                yield what, any(demand.startswith(f"{what}:") for demand in self._demands)
            else:
                yield what, severity in {"warning", "danger"}


_RANK = {"notice": 1, "warning": 2, "danger": 3}


def _time(line: Line) -> datetime:
    return datetime.fromisoformat(str(line["at"]))
