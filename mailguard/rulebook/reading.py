"""Reads one file of the policy: its values, where they stand, and everything that is wrong."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Generic, TypeVar

import msgspec

from mailguard.config import ConfigError, Document, Problem, fitted, parse
from mailguard.domain.rule import Layer, Rule, Then
from mailguard.i18n import _
from mailguard.rulebook.checking import RULES, problems_of
from mailguard.rulebook.sheet import LAYERS, GroupSheet, OrganisationSheet, Sheet, UserSheet

S = TypeVar("S", bound=Sheet)


class Read(msgspec.Struct, Generic[S], frozen=True):
    """A file that was read. It counts only where nothing is wrong in it."""

    path: Path
    octets: bytes
    kind: type[S]
    document: Document | None = None  # None: it is no TOML
    sheet: S | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def layer(self) -> Layer:
        return LAYERS[self.kind]

    @property
    def digest(self) -> str:
        """The SHA-256 of the file, hexadecimal."""
        return hashlib.sha256(self.octets).hexdigest()

    @property
    def counts(self) -> bool:
        """Whether it can be gone by."""
        return self.sheet is not None and not self.problems


def read_file(path: Path, kind: type[S]) -> Read[S]:
    """The file `path` as a `kind`. Raises FileNotFoundError; other troubles are problems."""
    try:
        octets = path.read_bytes()
    except FileNotFoundError:
        raise
    except OSError as error:
        sentence = _("{file} cannot be read: {reason}.")
        said = sentence.format(file=path, reason=error.strerror)
        return Read(path, b"", kind, problems=(Problem(str(path), 0, said),))
    return read_octets(path, octets, kind)


def read_octets(path: Path, octets: bytes, kind: type[S]) -> Read[S]:
    """The octets of the file `path` as a `kind`."""
    try:
        document = parse(path, octets)
    except ConfigError as error:
        return Read(path, octets, kind, problems=(Problem(str(path), error.line, str(error)),))
    sheet, problems, cut = _fitted(document, kind)
    if sheet is not None:
        problems += problems_of(document, sheet, cut)
    return Read(path, octets, kind, document, sheet, tuple(sorted(problems)))


def _fitted(document: Document, kind: type[S]) -> tuple[S | None, list[Problem], set[int]]:
    """What fits, what does not, and the rules that do not fit as a whole.

    Rule by rule, so that what is wrong in one does not hide the others.
    """
    listed = document.tree.get(RULES)
    if not (isinstance(listed, list) and all(isinstance(each, dict) for each in listed)):
        whole, wrong = fitted(document, document.tree, kind)
        return whole, wrong, set()
    rest = {key: value for key, value in document.tree.items() if key != RULES}
    sheet, problems = fitted(document, rest, kind)
    rules: list[Rule] = []
    cut: set[int] = set()
    for index, tree in enumerate(listed):
        rule, wrong = fitted(document, tree, Rule, (RULES, index))
        rules.append(rule or _instead_of(index))
        problems += wrong
        cut |= {index} if wrong else set()
    return (msgspec.structs.replace(sheet, rule=tuple(rules)) if sheet else None), problems, cut


def _instead_of(index: int) -> Rule:
    """Keeps the others at their numbers, in a file that does not count."""
    return Rule(f"number-{index}", Then())


def kind_of(path: Path, octets: bytes) -> type[Sheet]:
    """Which file of the policy this is, by its name and what stands in it."""
    if path.name == "config.toml":
        return UserSheet
    try:
        tree = parse(path, octets).tree
    except ConfigError:
        return OrganisationSheet
    return GroupSheet if "groups" in tree else OrganisationSheet
