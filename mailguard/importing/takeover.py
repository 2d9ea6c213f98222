"""From the files of an export to what is taken over: whose they are, and who reads them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from enum import StrEnum
from typing import Any

import msgspec

from mailguard.i18n import _
from mailguard.importing import (
    flexconfirmmail,
    flexconfirmmail_lists,
    flexconfirmmail_thunderbird,
    outlookokan,
    thunderbird,
)
from mailguard.importing.export import ExportFile
from mailguard.importing.harvest import Fate, Harvest
from mailguard.importing.registry import Value, values_in


class Program(StrEnum):
    """Whose settings are taken over."""

    OUTLOOKOKAN = "outlookokan"
    FLEXCONFIRMMAIL = "flexconfirmmail"
    THUNDERBIRD = "thunderbird"
    AUTO = "auto"  # whatever is there


NAMES = {
    Program.OUTLOOKOKAN: outlookokan.PROGRAM,
    Program.FLEXCONFIRMMAIL: flexconfirmmail.PROGRAM,
    Program.THUNDERBIRD: thunderbird.PROGRAM,
}

_ADD_ON = "flexible-confirm-mail@clear-code.com"
_KEYS = frozenset({"internalDomains", "fixedInternalDomains", "userRules", "baseRules",
                   "overrideRules", "confirmationMode", "showCountdown",
                   "attentionDomains"})  # fmt: skip


class Taken(msgspec.Struct, frozen=True):
    """What there is, and of which programs."""

    harvest: Harvest
    programs: tuple[Program, ...]


def taken_over(files: Sequence[ExportFile], program: Program) -> Taken:
    """What the files of `program` say. Files that are nobody's are noted."""
    takeover = _Takeover(files, program)
    return Taken(takeover.harvest, takeover.run())


class _Takeover:
    def __init__(self, files: Sequence[ExportFile], program: Program) -> None:
        self.harvest = Harvest()
        self._files = list(files)
        self._program = program
        self._found: list[Program] = []

    def run(self) -> tuple[Program, ...]:
        """Ask each program for its files; those found are given back."""
        if own := self._own(Program.OUTLOOKOKAN, outlookokan.is_mine):
            outlookokan.take(own, self.harvest)
        if own := self._own(Program.FLEXCONFIRMMAIL, flexconfirmmail_lists.is_mine):
            flexconfirmmail.take(own, self.harvest)
        if own := self._own(Program.THUNDERBIRD, thunderbird.is_mine):
            for file in own:
                thunderbird.take(thunderbird.prefs_in(file, self.harvest), self.harvest)
        for file in [each for each in self._files if each.key.endswith((".json", ".reg"))]:
            if self._tree(file, _tree_in(file)):
                self._files.remove(file)
        self._nobody_s()
        return tuple(dict.fromkeys(self._found))

    def _own(self, program: Program, is_mine: Any) -> list[ExportFile]:
        if not self._wants(program):
            return []
        own = [file for file in self._files if is_mine(file)]
        self._files = [file for file in self._files if file not in own]
        self._found += [program] if own else []
        return own

    def _wants(self, program: Program) -> bool:
        return self._program in {Program.AUTO, program}

    def _tree(self, file: ExportFile, tree: dict[str, Any]) -> bool:
        """Settings in the form of JSON; whether there were any."""
        policies = _inner(tree, "policies")
        config = _inner(policies, "3rdparty", "Extensions", _ADD_ON)
        config = config or (tree if _KEYS & tree.keys() else {})
        preferences = _inner(policies, "Preferences")
        if config and self._wants(Program.FLEXCONFIRMMAIL):
            self._found.append(Program.FLEXCONFIRMMAIL)
            contents = {each.key: each.text for each in self._files}
            flexconfirmmail_thunderbird.take(config, file.name, self.harvest, contents)
            self._files = [each for each in self._files if each.key not in _named_in(config)]
        if preferences and self._wants(Program.THUNDERBIRD):
            self._found.append(Program.THUNDERBIRD)
            thunderbird.take(thunderbird.prefs_of(preferences, file.name), self.harvest)
        return bool(config or preferences) and file in self._files

    def _nobody_s(self) -> None:
        told = _("No program is known whose file this is, so nothing was taken from it.")
        for file in self._files:
            self.harvest.note(Fate.UNREAD, file.name, told)


def _tree_in(file: ExportFile) -> dict[str, Any]:
    """The tree of a file; an empty one where there is none."""
    if file.key.endswith(".reg"):
        inside = [each for each in values_in(file) if isinstance(each, Value)]
        return {each.name: _json(each.text) for each in inside if _ADD_ON in each.key}
    try:
        tree = json.loads(file.text.lstrip("\ufeff"))
    except (json.JSONDecodeError, RecursionError):
        return {}
    return tree if isinstance(tree, dict) else {}


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except (json.JSONDecodeError, RecursionError):
        return text


def _inner(tree: Any, *keys: str) -> dict[str, Any]:
    for key in keys:
        tree = tree.get(key) if isinstance(tree, dict) else None
    return tree if isinstance(tree, dict) else {}


def _named_in(config: dict[str, Any]) -> frozenset[str]:
    """The files that rules have their entries in, by their names."""
    layers = [config.get(key) for key in ("baseRules", "userRules", "overrideRules")]
    rules = [rule for layer in layers if isinstance(layer, list) for rule in layer]
    paths = [str(rule.get("itemsFile", "")) for rule in rules if isinstance(rule, dict)]
    return frozenset(path.replace("\\", "/").rpartition("/")[2].casefold() for path in paths)
