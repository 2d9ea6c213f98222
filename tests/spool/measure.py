"""How fast the spool is: `python -m tests.spool.measure FOLDER`.

Prints mails per second through keep, commit, claim and record, and the processor time that each
mail costs the loop's thread.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from msgspec.structs import replace

from mailguard.domain.action import Outgoing
from mailguard.domain.address import Address
from mailguard.domain.entry import Channel, Outcome, OutgoingMessage, Result
from mailguard.domain.envelope import Envelope, Forward
from mailguard.domain.reply import Reply
from mailguard.domain.state import State
from mailguard.spool.disk import DiskSpool, SpoolSettings

ACCOUNT = "taro@example.com"
ENVELOPE = Envelope(Address.parse(ACCOUNT), (Forward(Address.parse("hanako@example.org")),))
OCTETS = b"Subject: hello\r\n\r\n" + (b"x" * 76 + b"\r\n") * 128
SETTINGS = SpoolSettings(free_space=0)
TAKEN = Reply(250, "ok", "2.0.0")


async def one(spool: DiskSpool, *, deliver: bool) -> None:
    reception = spool.open_reception(ACCOUNT, ENVELOPE, len(OCTETS))
    reception.write(OCTETS)
    entry = await spool.keep(reception, datetime.now(UTC), "Thunderbird")
    message = OutgoingMessage(
        f"{entry.id}-1", entry.id, Outgoing(ENVELOPE),
        tuple(Result(a, State.QUEUED, due_at=datetime.now(UTC)) for a in ENVELOPE.recipients),
    )  # fmt: skip
    queued = replace(entry, state=State.QUEUED, subject="hello", fingerprint=os.urandom(32))
    await spool.commit(queued, was=None, by=Channel.ENGINE, messages=(message,))
    if deliver:
        claim = await spool.claim(ACCOUNT, datetime.now(UTC))
        assert claim
        outcomes = [Outcome(a, State.SENT, TAKEN) for a in claim.outgoing.envelope.recipients]
        await spool.record(claim, outcomes, None)


async def run(folder: Path, sessions: int, mails: int, *, deliver: bool) -> str:
    spool = DiskSpool(folder, SETTINGS)
    left = iter(range(mails))

    async def session() -> None:
        for _ in left:
            await one(spool, deliver=deliver)

    began, loop_cpu, cpu = time.perf_counter(), time.thread_time(), time.process_time()
    await asyncio.gather(*(session() for _ in range(sessions)))
    took = time.perf_counter() - began
    loop_cpu, cpu = time.thread_time() - loop_cpu, time.process_time() - cpu
    await spool.close()
    return (
        f"{'whole life' if deliver else 'keep+commit':12} {sessions:3} at once: "
        f"{mails / took:6.0f}/s  loop {loop_cpu / mails * 1e6:4.0f} µs  "
        f"process {cpu / mails * 1e6:5.0f} µs a mail"
    )


async def reopened(folder: Path, mails: int) -> str:
    """How long it takes to open a spool in which `mails` wait, with and without its rows."""
    spool = DiskSpool(folder, SETTINGS)
    await asyncio.gather(*(one(spool, deliver=False) for _ in range(mails)))
    await spool.close()
    times = []
    for lost in ((), ("spool.sqlite",)):
        for name in lost:
            (folder / name).unlink()
        began = time.perf_counter()
        spool = DiskSpool(folder, SETTINGS)
        times.append(time.perf_counter() - began)
        assert len(spool.entries(limit=mails + 1)) == mails
        await spool.close()
    return f"{mails} waiting mails: opened in {times[0]:.2f} s, rebuilt in {times[1]:.2f} s"


def main(where: str) -> None:
    for deliver in (False, True):
        for sessions in (1, 10, 50):
            for _ in range(3):
                with tempfile.TemporaryDirectory(dir=where) as folder:
                    line = asyncio.run(run(Path(folder), sessions, 500, deliver=deliver))
                sys.stdout.write(line + "\n")
    with tempfile.TemporaryDirectory(dir=where) as folder:
        sys.stdout.write(asyncio.run(reopened(Path(folder), 1000)) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
