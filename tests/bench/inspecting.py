"""`python -m tests.bench.inspecting`: how fast mails are looked through by one warm worker."""

from __future__ import annotations

import asyncio
import random
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from mailguard.domain.entry import Entry
from mailguard.domain.policy import Policy
from mailguard.inspection.inspector import WorkerInspector, worker_command
from tests.inspection.entries import ACCOUNT, HANAKO, an_entry
from tests.mails import an_eml

ROUNDS = 3
MAILS = 600


def mails() -> dict[str, bytes]:
    """The mails that are measured, by what they are."""
    noise = random.Random(1)
    line = "Some ordinary text that goes on for a line.\n"
    return {
        "plain, 4 KB": an_eml(text=line * 85),
        "HTML and three files, 1 MB": an_eml(
            text=line * 40,
            html=f"<p>{'</p><p>'.join([line] * 40)}</p>",
            attachments={
                f"file{i}.pdf": b"%PDF-1.7\n" + noise.randbytes(250_000) for i in range(3)
            },
        ),
        "one file, 50 MB": an_eml(attachments={"large.bin": noise.randbytes(37_000_000)}),
        "to 1,000 people": an_eml(to=[f"Person {i} <p{i}@c{i}.example>" for i in range(1000)]),
    }


@asynccontextmanager
async def a_warm_inspector(folder: Path) -> AsyncIterator[WorkerInspector]:
    inspector = WorkerInspector(
        lambda _account: Policy(), worker_command(folder / "knowledge.sqlite")
    )
    await inspector.start()
    await inspector.inspect(an_entry(folder, an_eml(), name="warm"), ACCOUNT, lambda _p: None)
    try:
        yield inspector
    finally:
        await inspector.close()


async def alone(inspector: WorkerInspector, entry: Entry) -> float:
    """Seconds until one mail's inspection is there, the best of some."""
    return min([await _timed(inspector, entry) for _ in range(ROUNDS * 3)])


async def _timed(inspector: WorkerInspector, entry: Entry) -> float:
    begun = time.perf_counter()
    await inspector.inspect(entry, ACCOUNT, lambda _preview: None)
    return time.perf_counter() - begun


async def together(inspector: WorkerInspector, entry: Entry, sessions: int) -> tuple[float, float]:
    """Inspections per second with so many at a time, and the engine's own seconds for each."""
    gate = asyncio.Semaphore(sessions)

    async def one() -> None:
        async with gate:
            await inspector.inspect(entry, ACCOUNT, lambda _preview: None)

    best, cost = 0.0, 0.0
    for _ in range(ROUNDS):
        begun, used = time.perf_counter(), time.process_time()
        await asyncio.gather(*(one() for _ in range(MAILS)))
        rate = MAILS / (time.perf_counter() - begun)
        if rate > best:
            best, cost = rate, (time.process_time() - used) / MAILS
    return best, cost


async def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory(prefix="mailguard-bench-") as made:
        folder = Path(made)
        async with a_warm_inspector(folder) as inspector:
            for name, octets in mails().items():
                entry = an_entry(folder, octets, [HANAKO])
                _say(f"{name}: {await alone(inspector, entry) * 1000:.1f} ms")
            entry = an_entry(folder, mails()["plain, 4 KB"], [HANAKO])
            for sessions in (1, 10, 50):
                rate, cost = await together(inspector, entry, sessions)
                _say(
                    f"plain, {sessions} at a time: {rate:.0f}/s, {cost * 1e6:.0f} µs of the engine"
                )


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    asyncio.run(main())
