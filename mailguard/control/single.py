"""One engine per data folder: a lock of the operating system on an open handle.

The lock goes with the process, however that ends; that the file exists means nothing.
"""

from __future__ import annotations

import errno
import os
import sys
import time
from pathlib import Path
from typing import BinaryIO

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl


def acquire(path: Path, patience: float = 0.0) -> BinaryIO | None:
    """The locked file, to be kept open for as long as the engine runs; None: another has it.

    `patience`: seconds until that is believed; a command line may have it for a moment.
    Raises OSError where the file system cannot lock.
    """
    deadline = time.monotonic() + patience
    while (file := _acquire(path)) is None and time.monotonic() < deadline:
        time.sleep(0.05)
    return file


def _acquire(path: Path) -> BinaryIO | None:
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)  # closed on exec: no child inherits it
    file = os.fdopen(handle, "r+b", buffering=0)
    try:
        _lock(handle)
    except OSError as error:
        file.close()
        if error.errno in (errno.EACCES, errno.EAGAIN, errno.EDEADLK):
            return None
        raise
    return file


if sys.platform == "win32":

    def _lock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
