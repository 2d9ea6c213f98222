"""What delivery alone costs: `python -m tests.bench.delivering [--mails N] [--cpu N]`.

A sink in a process of its own takes everything. The relay alone sends one mail again and again;
the dispatcher sends what waits in a spool, claimed and recorded durably; 50 MB go in one mail.
"""

import argparse
import asyncio
import base64
import hashlib
import os
import resource
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from msgspec.structs import replace

from mailguard.clock import SystemClock
from mailguard.delivery.dispatcher import Dispatcher
from mailguard.delivery.office import Hooks
from mailguard.delivery.relay import SmtpRelay
from mailguard.domain.account import Account, Auth, Security, Server
from mailguard.domain.action import Outgoing
from mailguard.domain.address import Address
from mailguard.domain.entry import Channel, Claim, Entry, OutgoingMessage, Result
from mailguard.domain.envelope import Envelope, Forward
from mailguard.domain.mail import Edit, Source, Span
from mailguard.domain.state import State
from mailguard.spool.disk import DiskSpool
from tests.bench.sink_process import SinkProcess, sink_process
from tests.fakes.rim import FakeAccounts

SENDER = Address("taro", "example.co.jp")
ENVELOPE = Envelope(SENDER, (Forward(Address("hanako", "acme.example")),))
HEADER = b"Message-ID: <1@example.co.jp>\r\nSubject: a plan\r\n\r\n"
LINE = b"one of the many lines of an ordinary mail that somebody wrote\r\n"
SMALL = HEADER + LINE * 64  # 4 KB
BIG = HEADER + base64.encodebytes(bytes(37_000_000)).replace(b"\n", b"\r\n")  # 50 MB
DATE = (Edit(Span(0, 0), b"Date: Tue, 24 Nov 2026 09:00:00 +0900\r\n"),)


@contextmanager
def _timed(label: str, mails: int, octets: int = 0) -> Iterator[None]:
    """Print how long it took, and what this process paid for it."""
    before, start = resource.getrusage(resource.RUSAGE_SELF), time.perf_counter()
    yield
    seconds, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF)
    user, system = after.ru_utime - before.ru_utime, after.ru_stime - before.ru_stime
    rate = f"{octets / 1e6 / seconds:6.0f} MB/s" if octets else f"{mails / seconds:6.0f} mails/s"
    each = 1e6 / mails
    print(  # noqa: T201  its purpose
        f"{label:28} {rate}   CPU per mail {(user + system) * each:8.0f} µs"
        f" (user {user * each:.0f}, system {system * each:.0f})"
    )


def _source(folder: Path, octets: bytes) -> Source:
    path = folder / f"{len(octets)}.mail"
    path.write_bytes(octets)
    return Source(str(path), 0, len(octets), hashlib.sha256(octets).digest())


def _account(sink: SinkProcess) -> Account:
    return Account(SENDER, Server("127.0.0.1", sink.port, Security.NONE, Auth.NONE))


def _entry(name: str, account: Account, source: Source) -> Entry:
    now = SystemClock().now()
    return Entry(name, account.id, ENVELOPE, source, now, state=State.QUEUED)


def _relay_alone(folder: Path, sink: SinkProcess, mails: int) -> None:
    account, relay = _account(sink), SmtpRelay()
    for label, octets, count in (("relay, 4 KB", SMALL, mails), ("relay, 50 MB", BIG, 3)):
        entry = _entry("E", account, _source(folder, octets))
        claim = Claim("A", "M", entry, Outgoing(ENVELOPE, DATE))
        if relay.deliver(claim, account, None).outcomes[0].state is not State.SENT:
            raise SystemExit("the mail was not sent")
        with _timed(label, count, len(octets) * count if octets is BIG else 0):
            for _ in range(count):
                relay.deliver(claim, account, None)
    relay.close()


async def _fill(spool: DiskSpool, account: Account, mails: int) -> None:
    now = SystemClock().now()

    async def queue() -> None:
        reception = spool.open_reception(account.id, ENVELOPE, len(SMALL))
        reception.write(SMALL)
        entry = replace(await spool.keep(reception, now, ""), state=State.QUEUED)
        message = OutgoingMessage(
            entry.id,
            entry.id,
            Outgoing(ENVELOPE, DATE),
            tuple(Result(a, State.QUEUED, due_at=now) for a in ENVELOPE.recipients),
        )
        await spool.commit(entry, was=None, by=Channel.ENGINE, messages=(message,))

    for first in range(0, mails, 200):
        await asyncio.gather(*(queue() for _ in range(first, min(first + 200, mails))))


async def _dispatch(folder: Path, sink: SinkProcess, mails: int) -> None:
    account, spool, all_sent = _account(sink), DiskSpool(folder / "spool"), asyncio.Event()
    await _fill(spool, account, mails)
    recorded: list[Entry] = []

    def note(entry: Entry, _outcomes: object) -> None:
        recorded.append(entry)
        if len(recorded) == mails:
            all_sent.set()

    dispatcher = Dispatcher(
        spool,
        SmtpRelay(),
        FakeAccounts(account),
        SystemClock(),
        Hooks(lambda *_: None, note),
    )
    with _timed("dispatcher, durable, 4 KB", mails):
        dispatcher.start()
        await all_sent.wait()
    await dispatcher.stop()
    await spool.close()
    if any(entry.state is not State.SENT for entry in recorded):
        raise SystemExit("not every mail was sent")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="What delivery alone costs.")
    parser.add_argument("--mails", type=int, default=2000)
    parser.add_argument("--cpu", type=int, help="keep to this processor")
    chosen = parser.parse_args()
    if chosen.cpu is not None:
        os.sched_setaffinity(0, {chosen.cpu})
    with tempfile.TemporaryDirectory() as folder, sink_process() as sink:
        _relay_alone(Path(folder), sink, chosen.mails)
        asyncio.run(_dispatch(Path(folder), sink, chosen.mails))


if __name__ == "__main__":
    main()
