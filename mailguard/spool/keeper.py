"""Makes received mails durable: file, name and folder, for all that wait together."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Sequence
from pathlib import Path

from mailguard.guard.storage import SpoolError
from mailguard.spool import durable, failure
from mailguard.spool.batching import BatchThread
from mailguard.spool.reception import FileReception

LARGE = 1 << 20
"""Octets from which on a mail goes its own way, so that no small one waits for it."""


class Keeper:
    """Two threads: one for small mails, which share the folder's fsync, one for large ones."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._small = BatchThread("spool-keeper", self._keep)
        self._large = BatchThread("spool-keeper-large", self._keep)

    async def keep(self, reception: FileReception) -> None:
        """Return once the finished reception survives a power cut under its final name.

        Raises SpoolError; nothing of it is left then.
        """
        thread = self._large if reception.length >= LARGE else self._small
        await thread.do(reception)

    def close(self) -> None:
        """Wait for what was begun, and end the threads."""
        self._small.close()
        self._large.close()

    def _keep(self, receptions: Sequence[FileReception]) -> list[SpoolError | None]:
        batch = [_Keeping(reception) for reception in receptions]
        for step in _STEPS if len(batch) > 1 else _STEPS_ALONE:
            for keeping in batch:
                keeping.go_on(step)
        named = [keeping for keeping in batch if keeping.failure is None]
        if named:
            self._sync_folder(named)
        return [keeping.failure for keeping in batch]

    def _sync_folder(self, named: Sequence[_Keeping]) -> None:
        try:
            durable.sync_folder(self._folder)
        except OSError as error:
            for keeping in named:
                keeping.fail(error)


class _Keeping:
    """One reception on its way to the disk, step by step; after a failure it takes no more."""

    def __init__(self, reception: FileReception) -> None:
        self.failure: SpoolError | None = None
        self._reception = reception
        self._handle: int | None = None

    def go_on(self, step: Callable[[_Keeping], None]) -> None:
        """Take the next step unless one has failed."""
        if self.failure is None:
            try:
                step(self)
            except OSError as error:
                self.fail(error)

    def write(self) -> None:
        self._handle = self._reception.save()

    def start(self) -> None:
        assert self._handle is not None  # noqa: S101  `write` came before
        durable.start_writing(self._handle)

    def sync(self) -> None:
        handle, self._handle = self._handle, None
        assert handle is not None  # noqa: S101  `write` came before
        try:
            durable.sync_file(handle)
        finally:
            os.close(handle)

    def name(self) -> None:
        durable.rename(self._reception.draft, self._reception.path)

    def fail(self, error: OSError) -> None:
        """Leave nothing behind: after a failed fsync nobody knows what the disk holds."""
        self.failure = failure.of_system(error)
        if self._handle is not None:
            os.close(self._handle)
        self._reception.discard()
        with contextlib.suppress(OSError):  # without a row it is abandoned at the next opening
            Path(self._reception.path).unlink(missing_ok=True)


_STEPS_ALONE = (_Keeping.write, _Keeping.sync, _Keeping.name)
_STEPS = (_Keeping.write, _Keeping.start, _Keeping.sync, _Keeping.name)
