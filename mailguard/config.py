"""A configuration file: TOML, read into a typed value; what is wrong in it becomes sentences."""

from __future__ import annotations

import re
import tomllib
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from mailguard.i18n import _
from mailguard.misfit import first_misfit, without
from mailguard.toml_lines import KeyPath, Lines

T = TypeVar("T", bound=msgspec.Struct)

_TWICE = re.compile(r"twice|overwrite|mutate|[Dd]uplicate")
_MOST_PROBLEMS = 100
"""Of one file; whoever has so many has taken the wrong file."""


class ConfigError(Exception):
    """The file cannot be used; the text says where it is wrong, and what to do."""

    def __init__(self, sentence: str, line: int = 0) -> None:
        super().__init__(sentence)
        self.line = line  # counted from 1; 0: the file as a whole


class Problem(msgspec.Struct, frozen=True, order=True):
    """One thing that is wrong in a file, and where."""

    file: str
    line: int  # counted from 1; 0: the file as a whole
    sentence: str  # with the place, and what to do
    key: KeyPath = ()  # what it is about; (): the file as a whole
    plain: str = ""  # the sentence without its place, where it stands beside the setting itself

    def __str__(self) -> str:
        return self.sentence


class Document:
    """A TOML file that was read: what stands in it, and where."""

    def __init__(self, path: Path, text: str, tree: dict[str, Any]) -> None:
        self.path = path
        self.text = text
        self.tree = tree

    @cached_property
    def _lines(self) -> Lines:
        return Lines(self.text)

    def line(self, key: KeyPath) -> int:
        """The line of the setting `key`; 0: nowhere."""
        return self._lines.of(key) or 0

    def place(self, key: KeyPath) -> str:
        """The file and the line of the setting `key`, in words."""
        return place_in_words(self.path, self.line(key))

    def problem(self, at: KeyPath, sentence: str) -> Problem:
        """What `sentence` says about the setting `at`."""
        said = _("{place}: {problem}").format(place=self.place(at), problem=sentence)
        return Problem(str(self.path), self.line(at), said, at, sentence)


def load(path: Path, kind: type[T]) -> T:
    """The settings in the file `path`; without a file, `kind`'s defaults.

    Raises ConfigError where the file cannot be read, is no TOML, or holds what `kind` does not.
    """
    try:
        document = read(path)
    except FileNotFoundError:
        return kind()
    value, problems = fitted(document, document.tree, kind)
    if value is None or problems:
        raise ConfigError(str(problems[0]), problems[0].line)
    return value


def read(path: Path) -> Document:
    """The file `path`, read as TOML. Raises FileNotFoundError, ConfigError."""
    try:
        octets = path.read_bytes()
    except FileNotFoundError:
        raise
    except OSError as error:
        sentence = _("{file} cannot be read: {reason}.")
        raise ConfigError(sentence.format(file=path, reason=error.strerror)) from error
    return parse(path, octets)


def parse(path: Path, octets: bytes) -> Document:
    """The octets of the file `path`, read as TOML. Raises ConfigError."""
    try:
        text = octets.decode("utf-8-sig")  # editors of Windows begin with a mark
    except UnicodeDecodeError as error:
        raise ConfigError(_("{file}: please save this file as UTF-8.").format(file=path)) from error
    try:
        return Document(path, text, tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        line = _line_in(str(error), text)
        raise ConfigError(_not_toml(str(error), path, line), line) from error
    except RecursionError as error:
        raise ConfigError(_too_deep(path)) from error


def fitted(
    document: Document, tree: dict[str, Any], kind: type[T], at: KeyPath = ()
) -> tuple[T | None, list[Problem]]:
    """As much of `tree`, which stands at `at` in the document, as fits into a `kind`, and what
    does not. None: nothing fits.
    """
    problems: list[Problem] = []
    try:
        while misfit := first_misfit(tree, kind):
            key = (*at, *misfit.path)
            said = misfit.said(document.place(key))
            problems.append(Problem(str(document.path), document.line(key), said, key))
            if not misfit.holder or len(problems) == _MOST_PROBLEMS:
                return None, problems
            tree = without(tree, misfit.holder)
        return msgspec.convert(tree, kind), problems
    except RecursionError:
        return None, [Problem(str(document.path), 0, _too_deep(document.path))]


def place_in_words(path: Path, line: int) -> str:
    """A file, and a line in it where one is known, as sentences begin with it."""
    if not line:
        return str(path)
    return _("{file}, line {line}").format(file=path, line=line)


def _line_in(message: str, text: str) -> int:
    found = re.search(r"at line (\d+)", message)  # otherwise it says "at end of document"
    return int(found[1]) if found else len(text.splitlines())


def _not_toml(message: str, path: Path, line: int) -> str:
    place = place_in_words(path, line)
    if _TWICE.search(message):
        return _("{place}: this was given before. Please keep one of the two.").format(place=place)
    return _("{place}: this line is not complete. Is a quote, an = or a bracket missing?").format(
        place=place
    )


def _too_deep(path: Path) -> str:
    return _("{file} is nested too deeply.").format(file=path)
