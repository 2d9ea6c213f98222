"""A submission server in a process of its own, with a fake guard that only counts octets.

`python -m tests.smtp.alone [FILE]` prints its port; with FILE what comes is written there. It
ends when its input ends.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from mailguard.domain.account import Account
from mailguard.domain.envelope import Envelope
from tests.fakes.intake import FakeIntake, FakeReception
from tests.smtp.wires import serving


@dataclass
class Written(FakeReception):
    """Goes to a file."""

    file: BinaryIO | None = None

    def write(self, octets: bytes) -> None:
        if self.file:
            self.file.write(octets)
        self.length += len(octets)


@dataclass
class Counting(FakeIntake):
    """Forgets a message as soon as it is answered; writes it to a file if there is one."""

    file: BinaryIO | None = None

    def begin(self, account: Account, envelope: Envelope, size: int | None) -> FakeReception:
        for kept in (self.submitted, self.finished):
            kept.clear()
        return Written("entry", account.id, envelope, size, file=self.file)


async def _serve(path: str | None) -> None:
    with Path(path or "/dev/null").open("wb", buffering=0) as file:
        async with serving(Counting(file=file if path else None)) as (_server, ports):
            print(ports.clear, flush=True)  # noqa: T201  whoever started it reads this
            await asyncio.to_thread(sys.stdin.read)


@contextmanager
def process(*arguments: str) -> Iterator[tuple[int, int]]:
    """The port and the process id of a server that runs alone."""
    command = [sys.executable, "-m", "tests.smtp.alone", *arguments]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as server:
        assert server.stdout
        try:
            yield int(server.stdout.readline()), server.pid
        finally:
            assert server.stdin
            server.stdin.close()


if __name__ == "__main__":
    asyncio.run(_serve(sys.argv[1] if len(sys.argv) > 1 else None))
