"""The book: the journal's files, one a month, to which lines are only ever added."""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from mailguard import files
from mailguard.domain.record import Record
from mailguard.journal import chain
from mailguard.journal.keys import Keys
from mailguard.journal.lines import Began, House, Mended, Pruned, text_of

_KEY = "device.key"
_KEY_OCTETS = 32
_ENDING = ".journal"


class Head(msgspec.Struct, frozen=True):
    """The last line: its number and its seal. Known elsewhere, it is an anchor."""

    number: int  # -1: there is no line yet
    seal: bytes


class Dated(msgspec.Struct, frozen=True):
    """A record, and when it was made (UTC)."""

    record: Record
    at: datetime


class Shelf:
    """The journal in one folder, to read. Every method may wait, and raises OSError."""

    def __init__(self, folder: Path) -> None:
        """Raises FileNotFoundError where there is no journal."""
        self._folder = folder
        self.key = (folder / _KEY).read_bytes()
        self.keys = Keys(folder / "people.sqlite", self.key)

    def close(self) -> None:
        self.keys.close()

    def files(self) -> list[Path]:
        """The files, the oldest first."""
        return sorted(self._folder.glob(f"*{_ENDING}"))


class Book(Shelf):
    """The journal in one folder, to write: by one process at a time."""

    def __init__(self, folder: Path) -> None:
        """Opens the journal, or begins one."""
        folder.mkdir(mode=0o700, exist_ok=True)
        _make_device_key(folder / _KEY)
        super().__init__(folder)
        self.head = self._recover()

    def write(self, records: Iterable[Dated]) -> None:
        """Add lines, and have them on the disk."""
        for month, some in _by_month(records):
            # a clock that was set back must not put later lines before earlier ones
            self._add(max(month, self.files()[-1].name), some)

    def prune(self, before: datetime) -> int:
        """Remove the files of the months before `before`; how many went. The last one stays."""
        month = _month(before)
        kept = self.files()
        gone = [path for path in kept[:-1] if path.name < month]
        if not gone:
            return 0
        first = kept[len(gone)].name
        self._add(kept[-1].name, [(Pruned(first), datetime.now(UTC))])
        for path in gone:
            path.unlink()
        return len(gone)

    def _add(self, month: str, records: Iterable[tuple[Record | House, datetime]]) -> None:
        head, lines = self.head, []
        for record, at in records:
            text = text_of(record, head.number + 1, at, self.keys)
            link = chain.link(self.key, head.seal, text)
            head = Head(head.number + 1, link.seal)
            lines.append(link.line())
        _append(self._folder / month, b"".join(lines))
        self.head = head

    def _recover(self) -> Head:
        """The last line there is; a line that was cut off is taken away, and that is noted."""
        present = self.files()
        self.head = Head(-1, chain.FIRST)
        now = datetime.now(UTC)
        if not present:
            self._add(_month(now), [(Began(), now)])
            return self.head
        octets = present[-1].read_bytes()
        rest = chain.unfinished(octets)
        found = [each for each in chain.links(octets) if each is not None]
        if found:
            self.head = Head(_number(found[-1].text), found[-1].seal)
        if rest:
            os.truncate(present[-1], len(octets) - rest)
            self._add(present[-1].name, [(Mended(rest), now)])
        return self.head


def _number(text: bytes) -> int:
    with contextlib.suppress(msgspec.DecodeError, KeyError, TypeError, ValueError):
        return int(msgspec.json.decode(text)["n"])
    return -1


def _by_month(
    records: Iterable[Dated],
) -> Iterator[tuple[str, list[tuple[Record | House, datetime]]]]:
    months: dict[str, list[tuple[Record | House, datetime]]] = {}
    for each in records:
        months.setdefault(_month(each.at), []).append((each.record, each.at))
    yield from months.items()


def _month(at: datetime) -> str:
    return f"{at:%Y-%m}{_ENDING}"


def _append(path: Path, octets: bytes) -> None:
    if not path.exists():
        files.create(path)
    handle = os.open(path, os.O_WRONLY | os.O_APPEND)
    try:
        view = memoryview(octets)
        while view:
            view = view[os.write(handle, view) :]
        os.fsync(handle)
    finally:
        os.close(handle)


def _make_device_key(path: Path) -> None:
    """The key of this device's journal, made at the first start."""
    with contextlib.suppress(FileExistsError):
        files.create(path, secrets.token_bytes(_KEY_OCTETS))
