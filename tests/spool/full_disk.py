"""A spool on a disk that fills up: `python -m tests.spool.full_disk FOLDER`, on a small disk.

Ends with 0 if nothing that was taken in is lost and nothing was taken in by half.
"""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path

from mailguard.domain.state import State
from mailguard.guard.storage import Recovery, SpoolError, SpoolFullError
from mailguard.spool.disk import DiskSpool, SpoolSettings
from tests.spool.builders import ACCOUNT, NOON, OCTETS, an_envelope, committed, kept, queued

PAGE = 4096
LARGE = b"x" * 65_536
SETTINGS = SpoolSettings(free_space=0)


async def main(root: Path) -> None:
    spool = DiskSpool(root / "spool", SETTINGS)
    taken = {(await queued(spool)).id}
    for pages in (*range(12), 16, 24, 40):
        ballast = _fill(root, pages * PAGE)
        refused = False
        for _ in range(50):
            try:
                taken.add((await queued(spool)).id)
            except SpoolFullError:
                refused = True
        assert refused, f"{pages} pages were enough"
        await _large_is_refused(spool)
        _all_is_there(spool, taken)
        ballast.unlink()
        taken.add((await queued(spool)).id)
    taken.add(await _waiting_mail_can_leave(spool))
    await spool.close()
    again = DiskSpool(root / "spool", SETTINGS)
    kept_only = again.recovery.abandoned  # files whose row found no room: no 250 was given
    assert again.recovery == Recovery(abandoned=kept_only)
    _all_is_there(again, taken)
    assert len(again.entries(limit=10_000)) == len(taken) + kept_only
    await again.close()


async def _large_is_refused(spool: DiskSpool) -> None:
    reception = spool.open_reception(ACCOUNT, an_envelope(), None)
    try:
        for _ in range(64):
            reception.write(LARGE)
        await spool.keep(reception, NOON, "")
    except SpoolFullError:
        reception.discard()
    else:
        raise AssertionError("4 MB found room")


async def _waiting_mail_can_leave(spool: DiskSpool) -> str:
    entry = await committed(spool, await kept(spool), State.DELAYED)
    return (await committed(spool, entry, State.QUEUED, was=State.DELAYED)).id


def _all_is_there(spool: DiskSpool, taken: set[str]) -> None:
    found = {entry.id: entry for entry in spool.entries((State.QUEUED,), limit=10_000)}
    assert taken <= found.keys()
    for entry_id in taken:
        assert spool.header(found[entry_id]) == OCTETS[: OCTETS.index(b"Hello")]
    assert not list(Path(found[next(iter(taken))].source.path).parent.glob("*.tmp"))


def _fill(root: Path, left: int) -> Path:
    """Take all room but `left` octets."""
    ballast = root / "ballast"
    with ballast.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(PAGE))
        except OSError:
            os.truncate(ballast, max(0, file.tell() // PAGE * PAGE - left))
    return ballast


if __name__ == "__main__":
    try:
        asyncio.run(main(Path(sys.argv[1])))
    except SpoolError as error:
        sys.exit(f"the spool failed: {error}")
