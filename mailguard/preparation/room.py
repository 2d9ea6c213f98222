"""A folder as the room of an action: scratch files, and one file that results are kept in."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from mailguard import files
from mailguard.domain.mail import Source


class FolderRoom:
    """Use it as a context: at its end the results are on the disk, or gone where it failed.

    `results` is a new file, made when the first are kept. Scratch files lie beside it without a
    name, so that nothing of them is left whatever happens (on Windows: until the process ends).
    """

    def __init__(self, results: Path) -> None:
        self._results = results
        self._file: BinaryIO | None = None

    def __enter__(self) -> FolderRoom:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_error: object) -> None:
        if self._file is None:
            return
        with self._file as file:
            if kind is None:
                file.flush()
                os.fsync(file.fileno())
                files.sync_folder(self._results.parent)
        if kind is not None:
            self._results.unlink(missing_ok=True)

    def scratch(self) -> BinaryIO:
        """A new, empty file, which goes when it is closed. Raises OSError."""
        return tempfile.TemporaryFile(dir=self._results.parent)

    def keep(self, chunks: Iterable[bytes]) -> Source:
        """Where these octets lie from now on. Raises OSError."""
        if self._file is None:
            files.create(self._results)
            self._file = self._results.open("ab")
        offset = self._file.tell()
        digest = hashlib.sha256()
        length = 0
        for chunk in chunks:
            self._file.write(chunk)
            digest.update(chunk)
            length += len(chunk)
        return Source(str(self._results), offset, length, digest.digest())
