"""The sink in a process of its own, as the rig sees it."""

import json
import select
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from tests.bench.sink import Arrival

PROJECT = Path(__file__).parents[2]


class SinkTimeoutError(Exception):
    """Not every mail reached the sink in time."""


class SinkProcess:
    """A running sink: its port, and what has arrived."""

    def __init__(self, orders: IO[bytes], answers: IO[bytes]) -> None:
        self._orders = orders
        self._answers = answers
        self.port: int = json.loads(answers.readline())

    def arrivals(self, count: int, timeout: float) -> list[Arrival]:
        """Everything that arrived since the last call, once there are `count` mails.

        Raises SinkTimeoutError after `timeout` seconds; what did arrive is then dropped.
        """
        self._order(f"await {count}")
        ready, _, _ = select.select([self._answers], [], [], timeout)
        if not ready:
            arrived = len(self.drain())
            raise SinkTimeoutError(f"{arrived} of {count} mails reached the sink in {timeout:g} s")
        return self._read()

    def drain(self) -> list[Arrival]:
        """What has arrived up to now."""
        self._order("drain")
        return self._read()

    def _order(self, line: str) -> None:
        self._orders.write(line.encode() + b"\n")
        self._orders.flush()

    def _read(self) -> list[Arrival]:
        return [Arrival(*fields) for fields in json.loads(self._answers.readline())]


@contextmanager
def sink_process(*, auth: bool = False, digest: bool = False) -> Iterator[SinkProcess]:
    """A sink on a free port, ended with the context."""
    flags = [*(["--auth"] if auth else []), *(["--digest"] if digest else [])]
    command = [sys.executable, "-m", "tests.bench.sink", *flags]
    with subprocess.Popen(
        command, cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        if process.stdin is None or process.stdout is None:
            raise AssertionError("both were asked for")  # tells the type checker what PIPE means
        try:
            yield SinkProcess(process.stdin, process.stdout)
        finally:
            process.stdin.close()
