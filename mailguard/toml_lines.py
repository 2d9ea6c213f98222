"""Where in a TOML text each of its values stands: the line of every key and of every list item."""

from __future__ import annotations

import contextlib
import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

KeyPath = tuple[str | int, ...]
"""Keys from the outermost on, and numbers of list items, counted from 0."""


class Statement(NamedTuple):
    """A header of a table, or a key with its value: where in the text it begins and ends."""

    start: int
    end: int
    header: tuple[str, ...] = ()  # the keys of the table; (): it is no header
    is_array: bool = False  # whether the header stands in double brackets


def statements(text: str) -> list[Statement]:
    """Those of a text that `tomllib` can read, in their order."""
    walk = _Walk(text)
    walk.lines()
    return walk.statements


class Lines:
    """The lines of one text that `tomllib` can read; of another, as far as it can be read."""

    def __init__(self, text: str) -> None:
        self._lines = _Walk(text).lines()

    def of(self, path: KeyPath) -> int | None:
        """The line, counted from 1, where `path` begins, or the nearest thing around it."""
        for end in range(len(path), 0, -1):
            if line := self._lines.get(path[:end]):
                return line
        return None


_SKIPPED = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_BLANK = re.compile(r"[ \t]*")
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_STRING = re.compile(
    r'"""(?:[^\\]|\\.)*?"{3,5}|' r"'''.*?'{3,5}|" r'"(?:[^"\\\n]|\\.)*"|' r"'[^'\n]*'", re.DOTALL
)
_SCALAR = re.compile(r"[^\n,\]}#]+")


class _OddTextError(Exception):
    """What stands here is no TOML."""


class _Walk:
    """Goes through a text once, from its beginning to its end."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._ends = [match.start() for match in re.finditer("\n", text)]
        self._found: dict[KeyPath, int] = {}
        self._counts: dict[KeyPath, int] = {}  # arrays of tables: how many there are so far
        self.statements: list[Statement] = []

    def lines(self) -> dict[KeyPath, int]:
        odd = (_OddTextError, RecursionError, tomllib.TOMLDecodeError)
        with contextlib.suppress(*odd):  # what came before is known
            self._document()
        return self._found

    def _document(self) -> None:
        table: KeyPath = ()
        while self._skip():
            start = self._at
            header: tuple[str, ...] = ()
            if is_array := self._taken("[["):
                header = self._keys()
                table = self._header(header, is_array=True)
                self._take("]]")
            elif self._taken("["):
                header = self._keys()
                table = self._header(header, is_array=False)
                self._take("]")
            else:
                self._pair(table)
            self.statements.append(Statement(start, self._at, header, is_array))

    def _header(self, keys: tuple[str, ...], *, is_array: bool) -> KeyPath:
        """The table that a header opens: the last of an array, where there is one."""
        path: KeyPath = ()
        for key in keys[:-1]:
            self._note((*path, key))
            path = self._last((*path, key))
        path = (*path, keys[-1])
        self._note(path)
        if is_array:
            self._counts[path] = self._counts.get(path, -1) + 1
        path = self._last(path)
        self._note(path)
        return path

    def _last(self, path: KeyPath) -> KeyPath:
        return (*path, self._counts[path]) if path in self._counts else path

    def _pair(self, table: KeyPath) -> None:
        path: KeyPath = table
        for key in self._keys():
            path = (*path, key)
            self._note(path)
        self._take("=")
        self._value(path)

    def _value(self, path: KeyPath) -> None:
        self._at = self._after(_BLANK)
        if self._taken("["):
            self._array(path)
        elif self._taken("{"):
            self._inline(path)
        else:
            self._at = self._after(_STRING) if self._is_at("\"'") else self._after(_SCALAR)

    def _array(self, path: KeyPath) -> None:
        number = 0
        while self._skip() and not self._taken("]"):
            self._note((*path, number))
            self._value((*path, number))
            self._skip()
            self._taken(",")
            number += 1

    def _inline(self, path: KeyPath) -> None:
        while self._skip() and not self._taken("}"):
            self._pair(path)
            self._skip()
            self._taken(",")

    def _keys(self) -> tuple[str, ...]:
        return tuple(self._dotted())

    def _dotted(self) -> Iterator[str]:
        while True:
            self._at = self._after(_BLANK)
            start = self._at
            if self._is_at("\"'"):
                self._at = self._after(_STRING)
                yield str(tomllib.loads(f"k = {self._text[start : self._at]}")["k"])
            else:
                self._at = self._after(_BARE)
                yield self._text[start : self._at]
            self._at = self._after(_BLANK)
            if not self._taken("."):
                return

    def _note(self, path: KeyPath) -> None:
        self._found.setdefault(path, bisect_right(self._ends, self._at - 1) + 1)

    def _skip(self) -> bool:
        """Go to what comes next; whether anything comes."""
        self._at = self._after(_SKIPPED)
        return self._at < len(self._text)

    def _is_at(self, letters: str) -> bool:
        return self._at < len(self._text) and self._text[self._at] in letters

    def _taken(self, mark: str) -> bool:
        if not self._text.startswith(mark, self._at):
            return False
        self._at += len(mark)
        return True

    def _take(self, mark: str) -> None:
        if not self._taken(mark):
            raise _OddTextError

    def _after(self, what: re.Pattern[str]) -> int:
        found = what.match(self._text, self._at)
        if found is None:
            raise _OddTextError
        return found.end()
