"""The ports of the engine: each by itself, with a certificate that is renewed while it serves."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from mailguard.accounts.port import Ports
from mailguard.bootstrap import listening
from mailguard.bootstrap.listening import Listening
from mailguard.domain.event import Condition
from mailguard.guard.conditions import ConditionBoard
from mailguard.loopback import choose_port
from mailguard.smtp.certificate import LIFE, RENEW_BEFORE, LocalCertificate
from mailguard.smtp.settings import SubmissionSettings
from tests.fakes.clock import FakeClock
from tests.fakes.intake import FakeIntake
from tests.smtp.wires import SocketWire

NOW = datetime.now(UTC)


class Place:
    """A data folder's worth of what a Listening needs, and what it reports."""

    def __init__(self, folder: Path) -> None:
        self.clock = FakeClock()
        self.clock.set_calendar(NOW)
        self.certificate = LocalCertificate(folder / "localhost.pem")
        self.board = ConditionBoard(lambda _: None)

    @property
    def conditions(self) -> list[str]:
        return [condition.id for condition in self.board.all]

    def said(self, condition_id: str) -> Condition:
        return next(c for c in self.board.all if c.id == condition_id)

    @asynccontextmanager
    async def listening(self, ports: Ports) -> AsyncIterator[Listening]:
        made = Listening(
            ports,
            FakeIntake(),
            self.certificate,
            self.clock,
            self.board.report,
            SubmissionSettings(),
        )
        await made.start()
        try:
            yield made
        finally:
            await made.stop()

    async def connect(self, port: int) -> SocketWire:
        """A mail program that insists on TLS, and trusts the authority alone; greeted."""
        trusting = ssl.create_default_context(cafile=str(self.certificate.importable))
        reader, writer = await asyncio.open_connection(
            "127.0.0.1", port, ssl=trusting, server_hostname="localhost"
        )
        wire = SocketWire(reader, writer)
        assert (await wire.read_line()).startswith("220 ")
        return wire

    async def connect_by_starttls(self, port: int) -> SocketWire:
        wire = await greeted(port)
        assert await offers(wire, "STARTTLS")
        await wire.send(b"STARTTLS\r\n")
        assert (await wire.read_line()).startswith("220 ")
        trusting = ssl.create_default_context(cafile=str(self.certificate.importable))
        await wire.writer.start_tls(trusting, server_hostname="localhost")
        return wire


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


@pytest.fixture
def ports() -> Ports:
    clear = choose_port()
    return Ports(clear, choose_port({clear}))


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listening, "_AGAIN", 0.01)


async def greeted(port: int) -> SocketWire:
    wire = await SocketWire.connect(port)
    assert (await wire.read_line()).startswith("220 ")
    return wire


async def offers(wire: SocketWire, extension: str) -> bool:
    await wire.send(b"EHLO x\r\n")
    lines = [await wire.read_line()]
    while lines[-1][3:4] == "-":
        lines.append(await wire.read_line())
    return any(line[4:] == extension for line in lines)


async def is_alive(wire: SocketWire) -> bool:
    await wire.send(b"NOOP\r\n")
    return (await wire.read_line()).startswith("250 ")


def serial(wire: SocketWire) -> str:
    """Of the certificate the program was shown."""
    return str(wire.writer.get_extra_info("peercert")["serialNumber"])


async def until(happened: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not happened():
            await asyncio.sleep(0.001)


async def test_mail_programs_find_both_ports(place: Place, ports: Ports) -> None:
    async with place.listening(ports):
        for wire in (
            await greeted(ports.clear),
            await place.connect_by_starttls(ports.clear),
            await place.connect(ports.tls),
        ):
            assert await is_alive(wire)
            await wire.close()
    assert place.conditions == []


@pytest.mark.parametrize(
    ("family", "host"), [(socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")]
)
async def test_a_port_of_tls_that_is_taken_is_said_and_had_later_while_the_other_works(
    place: Place, ports: Ports, family: socket.AddressFamily, host: str
) -> None:
    other = socket.create_server((host, ports.tls), family=family)
    async with place.listening(ports):
        with other:
            assert place.conditions == ["tls-port-taken"]
            assert str(ports.tls) in place.said("tls-port-taken").sentence
            early = await greeted(ports.clear)
        await until(lambda: place.conditions == [])
        late = await place.connect(ports.tls)
        assert await is_alive(early)  # its port was never let go of
        for wire in (early, late):
            await wire.close()


async def test_a_clear_port_that_is_taken_is_had_later_while_that_of_tls_works(
    place: Place, ports: Ports
) -> None:
    other = socket.create_server(("127.0.0.1", ports.clear))
    async with place.listening(ports):
        with other:
            assert place.conditions == ["port-taken"]
            await (await place.connect(ports.tls)).close()
        await until(lambda: place.conditions == [])
        await (await greeted(ports.clear)).close()


async def test_stopping_ends_the_tries(place: Place, ports: Ports) -> None:
    with socket.create_server(("127.0.0.1", ports.tls)):
        async with place.listening(ports) as made:
            pass
        assert all(one.done() for one in made._trying)


async def test_without_a_certificate_mail_is_taken_in_clear_and_the_user_is_told(
    place: Place, ports: Ports
) -> None:
    place.certificate.path.mkdir()  # in its place: it can be neither read nor written
    async with place.listening(ports) as made:
        assert place.conditions == ["certificate-unusable"]
        wire = await greeted(ports.clear)
        assert not await offers(wire, "STARTTLS")
        await wire.close()
        with pytest.raises(ConnectionRefusedError):
            await SocketWire.connect(ports.tls)
        await made.renew()  # it changes nothing
        assert place.conditions == ["certificate-unusable"]


async def test_a_certificate_that_ends_soon_is_renewed_and_no_connection_ends(
    place: Place, ports: Ports
) -> None:
    place.certificate.ensure(NOW - LIFE + RENEW_BEFORE - timedelta(days=1))
    place.clock.set_calendar(NOW - timedelta(days=3))  # good enough at the start
    async with place.listening(ports) as made:
        before = [await place.connect(ports.tls), await place.connect_by_starttls(ports.clear)]
        place.clock.set_calendar(NOW)
        await made.renew()
        for wire in before:
            assert await is_alive(wire)
        after = [await place.connect(ports.tls), await place.connect_by_starttls(ports.clear)]
        old, new = set(map(serial, before)), set(map(serial, after))
        assert len(old) == len(new) == 1
        assert old != new
        for wire in (*before, *after):
            assert await is_alive(wire)
            await wire.close()
    assert place.conditions == []


async def test_a_good_certificate_is_left_alone(place: Place, ports: Ports) -> None:
    async with place.listening(ports) as made:
        before = place.certificate.path.read_bytes()
        await made.renew()
        assert place.certificate.path.read_bytes() == before


async def test_a_certificate_that_cannot_be_renewed_is_said_until_it_can(
    place: Place, ports: Ports
) -> None:
    async with place.listening(ports) as made:
        place.certificate.path.unlink()
        place.certificate.path.mkdir()
        await made.renew()
        assert place.conditions == ["certificate-unusable"]
        await (await place.connect(ports.tls)).close()  # the old one is still good
        place.certificate.path.rmdir()
        await made.renew()
        assert place.conditions == []
        await (await place.connect(ports.tls)).close()


async def test_a_port_that_cannot_be_used_at_all_is_said(
    place: Place, ports: Ports, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(99, "no such address")

    monkeypatch.setattr("mailguard.smtp.server.listen", fail)
    async with place.listening(ports):
        assert place.conditions == ["smtp-port-unusable", "smtps-port-unusable"]
        assert "no such address" in place.said("smtp-port-unusable").sentence
