"""Takes one mail in and says 250: `python -m tests.spool.one_mail FOLDER [FAULT]`.

FAULT leaves a step out of what makes the 250 true; the order test has to notice each.
"""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Callable
from pathlib import Path
from unittest import mock

from mailguard.domain.state import State
from mailguard.spool import database, durable
from mailguard.spool.disk import DiskSpool, SpoolSettings
from tests.spool.builders import committed, kept

REPLY = b"250 2.0.0 it is kept\r\n"


def _no_fsync_of_the_file() -> None:
    mock.patch.object(durable, "sync_file").start()


def _no_fsync_of_the_folder() -> None:
    mock.patch.object(durable, "sync_folder").start()


def _no_fsync_of_the_log() -> None:
    mock.patch.object(database, "_PRAGMAS", (*database._PRAGMAS, "synchronous = off")).start()
    mock.patch.object(database, "_EXPECTED", ()).start()


def _rename_before_fsync() -> None:
    sync, rename = durable.sync_file, durable.rename
    handles: list[int] = []

    def first(old: str, new: str) -> None:
        rename(old, new)
        sync(handles.pop())

    mock.patch.object(durable, "rename", first).start()
    mock.patch.object(durable, "sync_file", lambda handle: handles.append(os.dup(handle))).start()


def _nothing() -> None:
    pass


FAULTS: dict[str, Callable[[], None]] = {
    "none": _nothing,
    "no-fsync-of-the-file": _no_fsync_of_the_file,
    "no-fsync-of-the-folder": _no_fsync_of_the_folder,
    "no-fsync-of-the-log": _no_fsync_of_the_log,
    "rename-before-fsync": _rename_before_fsync,
    "reply-before-commit": _nothing,
    "reply-before-keeping": _nothing,
}


async def main(folder: Path, fault: str) -> None:
    FAULTS[fault]()
    spool = DiskSpool(folder, SpoolSettings(free_space=0))
    if fault == "reply-before-keeping":
        os.write(1, REPLY)
    entry = await kept(spool)
    if fault == "reply-before-commit":
        os.write(1, REPLY)
    await committed(spool, entry, State.QUEUED)
    os.write(1, REPLY)
    await spool.close()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), sys.argv[2]))
