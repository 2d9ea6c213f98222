"""What was found in another program's settings, for a policy, and what is to be told."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from mailguard.domain.rule import Rule
from mailguard.domain.shown import shown
from mailguard.toml_lines import KeyPath

_LONG = 2000  # characters of a place or a sentence, which quote the export


class Fate(StrEnum):
    """What became of a setting or a line."""

    TAKEN = "taken"  # it does the same here
    CHANGED = "changed"  # it does nearly the same; the note says what differs
    MISSING = "missing"  # there is nothing like it; the note says what to do instead
    UNREAD = "unread"  # it could not be read


class Note(msgspec.Struct, frozen=True):
    """One thing to tell about one place of the export."""

    fate: Fate
    place: str  # file and line, or the setting's name
    sentence: str


class Drawn(msgspec.Struct, frozen=True):
    """A rule, and the places it comes from."""

    rule: Rule
    origin: str


class Setting(msgspec.Struct, frozen=True):
    """A setting that is no rule."""

    key: KeyPath
    value: object  # str, bool, float or a list of str
    origin: str


class Harvest:
    """Collects rules, settings, lists of people and notes, in the order they are come upon."""

    def __init__(self) -> None:
        self.rules: list[Drawn] = []
        self.settings: dict[KeyPath, Setting] = {}
        self.groups: dict[str, list[str]] = {}  # name → members
        self.registered: list[str] = []  # addresses and @domains
        self.notes: list[Note] = []
        self._ids: set[str] = set()

    def rule(self, rule: Rule, origin: str) -> None:
        """Take a rule over; its id gets a number where it is there already."""
        number, name = 1, rule.id
        while name in self._ids:
            number += 1
            name = f"{rule.id}-{number}"
        self._ids.add(name)
        self.rules.append(Drawn(msgspec.structs.replace(rule, id=name), shown(origin, _LONG)))

    def set(self, key: KeyPath, value: object, origin: str) -> None:
        """Take a setting over. Lists grow; of anything else the last one counts."""
        before = self.settings.get(key)
        if before is not None and isinstance(before.value, list) and isinstance(value, list):
            value = list(dict.fromkeys([*before.value, *value]))
            origin = before.origin if origin == before.origin else f"{before.origin}; {origin}"
        self.settings[key] = Setting(key, value, shown(origin, _LONG))

    def note(self, fate: Fate, place: str, sentence: str = "") -> None:
        """Tell something about a place of the export."""
        self.notes.append(Note(fate, shown(place, _LONG), shown(sentence, _LONG)))

    def of(self, fate: Fate) -> list[Note]:
        """The notes of one kind."""
        return [note for note in self.notes if note.fate is fate]
