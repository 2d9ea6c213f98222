"""The files of an export, as they were given on the command line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from mailguard.csv_lines import text_of

_LARGEST = 20_000_000  # octets; settings are far smaller
_MOST_FILES = 1000


class ExportError(Exception):
    """A file of the export cannot be read at all."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(reason)
        self.path = path
        self.reason = reason


class ExportFile(msgspec.Struct, frozen=True):
    """One file."""

    name: str
    octets: bytes

    @property
    def key(self) -> str:
        """Its name as Windows compares names."""
        return self.name.casefold()

    @property
    def text(self) -> str:
        """Its text: UTF-8, UTF-16 or cp932."""
        return text_of(self.octets).replace("\r\n", "\n").replace("\r", "\n")


def files_in(sources: Iterable[Path]) -> list[ExportFile]:
    """The files given, and those in the folders given. Raises ExportError."""
    return [_read(path) for source in sources for path in _paths(source)]


def _paths(source: Path) -> Iterator[Path]:
    if not source.is_dir():
        yield source
        return
    inside = sorted(path for path in source.iterdir() if path.is_file())
    yield from inside[:_MOST_FILES]


def _read(path: Path) -> ExportFile:
    try:
        with path.open("rb") as file:
            octets = file.read(_LARGEST + 1)
    except OSError as error:
        raise ExportError(path, error.strerror or str(error)) from error
    if len(octets) > _LARGEST:
        raise ExportError(path, "> 20 MB")
    return ExportFile(path.name, octets)
