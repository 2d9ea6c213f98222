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
    """Add the account that relays to the sink; how the load generator reaches it.

    Raises TargetError with what the command said.
    """
    command = (
        f"account add --address {SENDER} --host 127.0.0.1 --port {sink_port}"
        " --security none --auth none --json"
    )
    done = subprocess.run(
        [PROGRAM, *command.split(), "--data", data], check=False, capture_output=True, text=True
    )
    if done.returncode:
        raise TargetError(f"the account was not added: {done.stderr or done.stdout}")
    smtp = json.loads(done.stdout)["smtp"]
    return Way(smtp["host"], smtp["port"], Credentials(smtp["username"], smtp["password"]))


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


MAILGUARD = Target("MailGuard (durable, checks on)", _start)
