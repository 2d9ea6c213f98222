"""aiosmtpd with smtplib in a thread: what a relay of standard Python parts does. Not durable.

`python -m tests.bench.targets.aiosmtpd_smtplib SINK_PORT` prints its port and relays until it is
ended.
"""

import asyncio
import smtplib
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.bench.load import Way
from tests.bench.sink_process import PROJECT
from tests.bench.targets.target import Running, Target, ended, wait_until_greeted


class Relay:
    """Answers after the mail is relayed, each on a connection of its own."""

    def __init__(self, sink_port: int) -> None:
        self._sink_port = sink_port

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: ARG002, N802  aiosmtpd's hook
        """Relay the mail, then say so."""
        await asyncio.to_thread(self._relay, envelope)
        return "250 OK"

    def _relay(self, envelope: Envelope) -> None:
        with smtplib.SMTP("127.0.0.1", self._sink_port, local_hostname="localhost") as upstream:
            upstream.sendmail(envelope.mail_from or "", envelope.rcpt_tos, envelope.content or b"")


async def _serve(sink_port: int) -> None:
    relay = Relay(sink_port)
    server = await asyncio.get_running_loop().create_server(
        lambda: SMTP(relay, hostname="localhost", data_size_limit=200_000_000),
        "127.0.0.1",
        0,
        backlog=1024,
    )
    sys.stdout.write(f"{server.sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    await server.serve_forever()


@contextmanager
def _start(sink_port: int, folder: Path) -> Iterator[Running]:
    command = [sys.executable, "-m", "tests.bench.targets.aiosmtpd_smtplib", str(sink_port)]
    with (
        (folder / "relay.log").open("wb") as log,
        subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, stderr=log) as process,
        ended(process),
    ):
        if process.stdout is None:
            raise AssertionError("it was asked for")  # tells the type checker what PIPE means
        port = int(process.stdout.readline())
        wait_until_greeted(port, process)
        yield Running(Way("127.0.0.1", port), process.pid)


AIOSMTPD_SMTPLIB = Target("aiosmtpd + smtplib (not durable)", _start)

if __name__ == "__main__":
    asyncio.run(_serve(int(sys.argv[1])))
