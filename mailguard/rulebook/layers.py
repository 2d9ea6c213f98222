"""The layers of a policy put together: settings override each other, rules add up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from mailguard.config import Problem
from mailguard.configuration import Configuration
from mailguard.domain.rule import Layer, Placed, Rule
from mailguard.i18n import _
from mailguard.rulebook.checking import RULES
from mailguard.rulebook.reading import Read
from mailguard.rulebook.sheet import NO_SETTINGS, GroupSheet, UserSheet
from mailguard.toml_lines import KeyPath


class Origin(msgspec.Struct, frozen=True):
    """Who said something, and where."""

    layer: Layer
    file: str = ""
    line: int = 0  # counted from 1


BUILT_IN = Origin(Layer.BUILT_IN)


class Layered:
    """What several files say together, the weakest first; each may lock keys for those after it."""

    def __init__(self, reads: Sequence[Read[Any]]) -> None:
        self.origins: dict[KeyPath, Origin] = {}
        self.locks: dict[KeyPath, Origin] = {}
        self.rules: list[tuple[Placed, Origin]] = []
        self.refused: list[Problem] = []
        self._tree: dict[str, Any] = {}
        for layer in (Layer.ORGANISATION, Layer.GROUP, Layer.USER):
            of_layer = [read for read in reads if read.layer is layer]
            for read in of_layer:
                self._add(read)
            for read in of_layer:  # a lock binds the layers below, not its own
                self._lock(read)

    @property
    def configuration(self) -> Configuration:
        """What holds."""
        return msgspec.convert(self._tree, Configuration)

    def origin(self, key: KeyPath) -> Origin:
        """Who set `key`."""
        return self.origins.get(key, BUILT_IN)

    def lock(self, key: KeyPath) -> Origin | None:
        """Who locked `key`, or a group of settings that it belongs to; None: nobody."""
        ends = range(1, len(key) + 1)
        return next((self.locks[key[:end]] for end in ends if key[:end] in self.locks), None)

    def _add(self, read: Read[Any]) -> None:
        assert read.document is not None and read.sheet is not None  # noqa: S101, PT018  it counts
        tree = {k: v for k, v in read.document.tree.items() if k not in NO_SETTINGS}
        for key, value in leaves(tree):
            if lock := self.lock(key):
                self._refuse(read, key, lock)
            else:
                _put(self._tree, key, value)
                self.origins[key] = _origin(read, key)
        for index, rule in enumerate(read.sheet.rule):
            if lock := self.lock((RULES,)):
                self._refuse(read, (RULES, index), lock)
            else:
                placed = Placed(_named(read, rule), read.layer)
                self.rules.append((placed, _origin(read, (RULES, index))))

    def _refuse(self, read: Read[Any], key: KeyPath, lock: Origin) -> None:
        assert read.document is not None  # noqa: S101  it counts
        sentence = _("“{key}” was locked by {file}, line {line}, and does not count here.")
        name = ".".join(step for step in key if isinstance(step, str))
        said = sentence.format(key=name, file=lock.file, line=lock.line)
        self.refused.append(read.document.problem(key, said))

    def _lock(self, read: Read[Any]) -> None:
        if isinstance(read.sheet, UserSheet) or read.sheet is None:
            return
        for index, key in enumerate(read.sheet.locked):
            self.locks.setdefault(tuple(key.split(".")), _origin(read, ("locked", index)))


def leaves(tree: dict[str, Any], above: KeyPath = ()) -> Iterator[tuple[KeyPath, Any]]:
    """Each single setting below `tree`; a list is one setting."""
    for key, value in tree.items():
        if isinstance(value, dict):
            yield from leaves(value, (*above, key))
        else:
            yield (*above, key), value


def _put(tree: dict[Any, Any], key: KeyPath, value: Any) -> None:
    *above, last = key
    for step in above:
        tree = tree.setdefault(step, {})
    tree[last] = value


def _origin(read: Read[Any], key: KeyPath) -> Origin:
    assert read.document is not None  # noqa: S101  it counts
    return Origin(read.layer, str(read.path), read.document.line(key))


def _named(read: Read[Any], rule: Rule) -> Rule:
    """Several files make up the layer of the groups: the file's name is part of the rule's."""
    if read.kind is not GroupSheet:
        return rule
    return msgspec.structs.replace(rule, id=f"{read.path.stem}/{rule.id}")
