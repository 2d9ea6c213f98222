"""MailGuard, durable and with its checks on, every review answered with *Send* by itself."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.bench.load import Credentials, Way
from tests.bench.mails import SENDER
from tests.bench.targets.target import Running, Target, TargetError, ended, wait_until_greeted

PROGRAM = Path(sys.executable).with_name("mailguard")
UNATTENDED = ("--headless", "--answer", "send", "--delay", "0")


def add_account(data: Path, sink_port: int) -> Way:
    """Add the account that relays to the sink; how the load generator reaches it."""
    words = (
        f"account add --address {SENDER} --host 127.0.0.1 --port {sink_port}"
        " --security none --auth none --json"
    )
    smtp = json.loads(command(data, *words.split()))["smtp"]
    return Way(smtp["host"], smtp["port"], Credentials(smtp["username"], smtp["password"]))


def command(data: Path, *words: str) -> str:
    """What `mailguard WORDS` prints about the instance in `data`.

    Raises TargetError with what it said if it failed.
    """
    done = subprocess.run(
        [PROGRAM, *words, "--data", data], check=False, capture_output=True, text=True
    )
    if done.returncode:
        raise TargetError(f"{' '.join(words)}: {done.stderr or done.stdout}")
    return done.stdout


def expect_read(data: Path) -> None:
    """A mail that was let through without being looked at costs little and proves nothing.

    Only the worker reads a subject. Raises TargetError if it did not read one of the latest mails.
    """
    entries = json.loads(command(data, "history", "--json", "--limit", "2000"))
    unread = sum(not entry["subject"] for entry in entries)
    if unread:
        raise TargetError(f"{unread} of the latest {len(entries)} mails were not inspected")


@contextmanager
def engine(data: Path, way: Way, *flags: str) -> Iterator[subprocess.Popen[bytes]]:
    """The engine of `data`, listening."""
    with (
        (data.parent / "engine.log").open("ab") as log,
        subprocess.Popen(
            [PROGRAM, "engine", "--data", data, *flags], stdout=log, stderr=log
        ) as process,
        ended(process),
    ):
        wait_until_greeted(way.port, process)
        yield process


@contextmanager
def _start(sink_port: int, folder: Path) -> Iterator[Running]:
    data = folder / "data"
    way = add_account(data, sink_port)
    with engine(data, way, *UNATTENDED) as process:
        yield Running(way, process.pid)
        expect_read(data)


MAILGUARD = Target("MailGuard (durable, checks on)", _start)
