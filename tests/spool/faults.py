"""A disk that fails at a chosen step, and remembers what it was asked to do."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from mailguard.spool import durable

STEPS = ("open", "write", "sync_file", "close", "rename", "sync_folder")
ERRORS = (errno.ENOSPC, errno.EIO, errno.EDQUOT, errno.EMFILE)


class Disk:
    """Records each step on a spool file; `fail` makes the next calls of a step raise."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.done: list[str] = []
        self._failing: dict[str, tuple[int, str]] = {}
        self._handles: dict[int, str] = {}
        monkeypatch.setattr(os, "open", self._open(os.open))
        monkeypatch.setattr(os, "write", self._write(os.write))
        monkeypatch.setattr(os, "close", self._close(os.close))
        for step in ("sync_file", "sync_folder", "rename"):
            monkeypatch.setattr(durable, step, self._step(step, getattr(durable, step)))

    @contextmanager
    def fail(self, step: str, error: int, only: str = "") -> Iterator[None]:
        """Within, `step` fails with `error` on every file whose name holds `only`."""
        self._failing[step] = (error, only)
        try:
            yield
        finally:
            del self._failing[step]

    def _meet(self, step: str, name: str) -> None:
        self.done.append(step)
        error, only = self._failing.get(step, (0, ""))
        if error and only in name:
            raise OSError(error, os.strerror(error), name)

    def _open(self, real: Callable[..., int]) -> Callable[..., int]:
        def fake(path: str | Path, flags: int, mode: int = 0o777, **more: int) -> int:
            if not str(path).endswith(".tmp"):
                return real(path, flags, mode, **more)
            self._meet("open", str(path))
            handle = real(path, flags, mode, **more)
            self._handles[handle] = str(path)
            return handle

        return fake

    def _write(self, real: Callable[[int, bytes], int]) -> Callable[[int, bytes], int]:
        def fake(handle: int, data: bytes) -> int:
            if handle in self._handles:
                self._meet("write", self._handles[handle])
            return real(handle, data)

        return fake

    def _close(self, real: Callable[[int], None]) -> Callable[[int], None]:
        def fake(handle: int) -> None:
            real(handle)  # a close that fails has closed it all the same
            if handle in self._handles:
                self._meet("close", self._handles.pop(handle))

        return fake

    def _step(self, step: str, real: Callable[..., None]) -> Callable[..., None]:
        def fake(first: int | str | Path, *rest: str | Path) -> None:
            name = self._handles.get(first, "") if isinstance(first, int) else str(first)
            self._meet(step, name)
            real(first, *rest)

        return fake
