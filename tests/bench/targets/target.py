"""A target: something that takes mail at one port and relays it to the sink."""

import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.bench.load import Way

START_TIME = 30.0


class TargetError(Exception):
    """A target could not be started; the text says what to do."""


@dataclass(frozen=True, slots=True)
class Running:
    """A started target: how to reach it, and the process whose tree is measured."""

    way: Way
    process_id: int | None  # None: nothing runs between the generator and the sink


@dataclass(frozen=True, slots=True)
class Target:
    """A name for the table, and how to start it: given the sink's port and an empty folder."""

    name: str
    start: Callable[[int, Path], AbstractContextManager[Running]]


def free_port() -> int:
    """A port of loopback that is free now, for targets that cannot choose one themselves."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def wait_until_greeted(port: int, process: subprocess.Popen[bytes]) -> None:
    """Return when `port` greets with 220.

    Raises TargetError if the process ends before, or after START_TIME seconds.
    """
    deadline = time.monotonic() + START_TIME
    while not _greets(port):
        if process.poll() is not None:
            raise TargetError(f"it ended with {process.returncode} before it listened")
        if time.monotonic() > deadline:
            raise TargetError(f"nothing greeted at port {port} within {START_TIME:g} s")
        time.sleep(0.02)


@contextmanager
def ended(process: subprocess.Popen[bytes], timeout: float = 20.0) -> Iterator[None]:
    """SIGTERM to `process` at the end, SIGKILL if that is not heard."""
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(timeout)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _greets(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1) as connection:
            if not connection.recv(512).startswith(b"220"):
                return False
            connection.sendall(b"QUIT\r\n")
            return connection.recv(512).startswith(b"221")
    except OSError:
        return False
