"""What makes a file and its name outlive a power cut, on each platform.

An fsync that failed is never tried again: the same descriptor may then claim success although
the octets are gone (Rebello et al., ATC 2020).
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

SHARING_PATIENCE = 1.0
"""Seconds to go on trying where a virus scanner or an indexer has the file open (Windows)."""

if sys.platform == "win32":
    import ctypes

    _REPLACE_EXISTING = 1
    _WRITE_THROUGH = 8
    _ACCESS_DENIED = 5
    _SHARING_VIOLATION = 32
    _move = ctypes.WinDLL("kernel32", use_last_error=True).MoveFileExW

    def rename(old: str, new: str) -> None:
        """Give `old` the name `new`; the name is on the disk at the return. Raises OSError."""
        deadline = time.monotonic() + SHARING_PATIENCE
        while not _move(old, new, _REPLACE_EXISTING | _WRITE_THROUGH):
            code = ctypes.get_last_error()
            if code not in {_ACCESS_DENIED, _SHARING_VIOLATION} or time.monotonic() > deadline:
                raise ctypes.WinError(code)
            time.sleep(0.02)

    def sync_folder(folder: Path) -> None:
        """Nothing to do: `rename` wrote through, and a folder cannot be flushed on Windows."""

else:

    def rename(old: str, new: str) -> None:
        """Give `old` the name `new`; `sync_folder` brings it to the disk. Raises OSError."""
        os.rename(old, new)  # noqa: PTH104  a Path costs more than the call

    def sync_folder(folder: Path) -> None:
        """Bring the names in `folder` to the disk. Raises OSError."""
        # opened anew each time: the folder may have been replaced meanwhile, too
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            _flush(handle)
        finally:
            os.close(handle)


def sync_file(handle: int) -> None:
    """Bring the file to the disk. Raises OSError; the handle is of no use then."""
    _flush(handle)


if sys.platform == "darwin":
    import errno
    import fcntl

    _UNKNOWN_CALL = frozenset({errno.ENOTSUP, errno.EINVAL, errno.ENOTTY})

    def _flush(handle: int) -> None:
        try:
            fcntl.fcntl(handle, fcntl.F_FULLFSYNC)  # fsync leaves it in the drive's cache there
        except OSError as error:
            if error.errno not in _UNKNOWN_CALL:
                raise
            os.fsync(handle)  # a file system that knows no better

else:
    _flush = os.fsync


if sys.platform == "linux":

    def start_writing(handle: int) -> None:
        """Have the kernel begin to write the file: then several share one journal commit."""
        os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)

else:

    def start_writing(handle: int) -> None:
        """Nothing to do: the file is written when it is synced."""
