"""Looks for past mail and address books in files and folders."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from mailguard.i18n import _
from mailguard.knowledge.sources.finding import Found, Kind, files_in, kind_of


class Search:
    """A search; what cannot be read is noted as sentences."""

    def __init__(self, unreadable: list[str]) -> None:
        self._unreadable = unreadable

    def found(self, paths: Iterable[Path]) -> Iterator[Found]:
        """Every file there that holds something."""
        for path in paths:
            try:
                for file in files_in(path):
                    if kind := self._kind(file, is_named=file == path):
                        yield Found(file, kind, file.stat().st_size)
            except OSError as error:
                self.note(path, error)

    def mails(self, paths: Iterable[Path]) -> Iterator[Found]:
        """Every file there that holds mail."""
        return (each for each in self.found(paths) if each.kind is Kind.MAIL)

    def note(self, path: Path, error: Exception) -> None:
        """That a file cannot be read."""
        reason = getattr(error, "strerror", None) or str(error)
        sentence = _("{file} cannot be read: {reason}.")
        self._unreadable.append(sentence.format(file=path, reason=reason))

    def _kind(self, file: Path, *, is_named: bool) -> Kind | None:
        """What the file holds; only a file that was named itself has to hold something."""
        try:
            kind = kind_of(file)
        except OSError as error:
            self.note(file, error)
            return None
        if kind is None and is_named:
            sentence = _("{file} is neither mail nor an address book.")
            self._unreadable.append(sentence.format(file=file))
        return kind
