"""FlexConfirmMail for Outlook: its lists and options, from text files or the registry.

`Common.txt` holds `Name = value`; the others one entry a line, in the Office add-in in sections
such as `[BLOCK]`; `#` begins a comment. A group policy holds the same under the same names.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from mailguard.config import place_in_words
from mailguard.i18n import _
from mailguard.importing.export import ExportFile
from mailguard.importing.harvest import Fate, Harvest
from mailguard.importing.registry import Oddity, Value, values_in

LISTS = ("TrustedDomains", "UnsafeDomains", "UnsafeFiles", "UnsafeBodies")
_LISTS = {name.casefold(): name for name in LISTS}
_KEY = "\\flexconfirmmail"


class Entry(msgspec.Struct, frozen=True):
    """One entry of a list."""

    text: str
    place: str
    section: str = ""


class Option(msgspec.Struct, frozen=True):
    """One option, as it stands there."""

    name: str
    text: str
    place: str


class Given:
    """All that the files say."""

    def __init__(self) -> None:
        self.options: list[Option] = []
        self.lists: dict[str, list[Entry]] = {name: [] for name in LISTS}

    def add_list(self, name: str, text: str, place: str, first: int = 0) -> None:
        """The lines of a list. `first`: the number of its first line; 0: they have none."""
        section = ""
        for number, line in _filled(text):
            if line.startswith("[") and line.endswith("]"):
                section = line[1:-1].strip()
                continue
            where = place_in_words(Path(place), first + number - 1) if first else place
            self.lists[name].append(Entry(line, where, section))


def is_mine(file: ExportFile) -> bool:
    """Whether FlexConfirmMail for Outlook has files of this name, or it stands in this one."""
    if file.key.endswith(".reg"):
        return _KEY in file.text.casefold()
    return file.key == "common.txt" or _list_of(file) is not None


def given_in(file: ExportFile, given: Given, harvest: Harvest) -> None:
    """Read one file."""
    name = _list_of(file)
    if name is not None:
        given.add_list(name, file.text, file.name, 1)
    elif file.key.endswith(".reg"):
        _registry(file, given, harvest)
    else:
        _options(file, given, harvest)


def _list_of(file: ExportFile) -> str | None:
    return _LISTS.get(file.key.removesuffix(".txt")) if file.key.endswith(".txt") else None


def _options(file: ExportFile, given: Given, harvest: Harvest) -> None:
    for number, line in _filled(file.text):
        place = place_in_words(Path(file.name), number)
        name, equals, value = line.partition("=")
        if equals:
            given.options.append(Option(name.strip(), value.strip(), place))
        else:
            harvest.note(Fate.UNREAD, place, _("this line is not Name = value."))


def _registry(file: ExportFile, given: Given, harvest: Harvest) -> None:
    for value in values_in(file):
        if isinstance(value, Oddity):
            harvest.note(Fate.UNREAD, value.place, _("this line cannot be read."))
        elif _KEY in value.key.casefold():
            _registry_value(value, given)
        else:
            harvest.note(Fate.UNREAD, value.place, _("this key is not FlexConfirmMail's."))


def _registry_value(value: Value, given: Given) -> None:
    name = _LISTS.get(value.name.casefold())
    if name is not None:
        given.add_list(name, value.text, value.place)
    else:
        given.options.append(Option(value.name, value.text, value.place))


def _filled(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.split("\n"), 1):
        stripped = line.strip().strip("\0\ufeff")
        if stripped and not stripped.startswith("#"):
            yield number, stripped
