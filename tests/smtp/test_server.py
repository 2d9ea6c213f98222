"""The server with real sockets: who gets in, who is cut off, and who hung up."""

from __future__ import annotations

import asyncio
import socket
import ssl
import struct
from collections.abc import Sequence
from typing import cast

import pytest

from mailguard import loopback
from mailguard.domain.account import Account
from mailguard.domain.reply import Reply
from mailguard.guard.ports import Verdict
from mailguard.guard.storage import Reception
from mailguard.loopback import PortTakenError, choose_port
from mailguard.smtp import replies
from mailguard.smtp.certificate import LocalCertificate
from mailguard.smtp.connection import Connection
from mailguard.smtp.server import SubmissionServer
from mailguard.smtp.settings import Limits, SubmissionSettings, Timers
from mailguard.smtp.wire import encode
from tests.fakes.intake import PASSWORD, FakeIntake
from tests.smtp.wires import SocketWire, on_a_free_port, serving, trusting_anything

SIGN_IN = b"AUTH PLAIN AHRhcm9AZXhhbXBsZS5qcABjb3JyZWN0IGhvcnNl\r\n"
ENVELOPE = b"MAIL FROM:<taro@example.jp>\r\nRCPT TO:<a@example.com>\r\nDATA\r\n"
PROMPT = SubmissionSettings(timers=Timers(closing=0.2))


async def ask(wire: SocketWire, octets: bytes) -> str:
    """Send, and read one reply."""
    await wire.send(octets)
    while (line := await wire.read_line())[3:4] == "-":
        pass
    return line


async def signed_in(port: int, host: str = "127.0.0.1") -> SocketWire:
    wire = await SocketWire.connect(port, host)
    await wire.read_line()
    await ask(wire, b"EHLO x\r\n")
    assert (await ask(wire, SIGN_IN)).startswith("235 ")
    return wire


async def in_data(port: int) -> SocketWire:
    """A client that may send its message."""
    wire = await signed_in(port)
    assert (await ask(wire, ENVELOPE)).startswith("250 ")
    await wire.read_line()
    assert (await wire.read_line()).startswith("354 ")
    return wire


async def until(happened: Sequence[object]) -> None:
    """Wait for the first thing in a list of the fake."""
    async with asyncio.timeout(10):
        while not happened:
            await asyncio.sleep(0.001)


async def until_nobody_is_connected(server: SubmissionServer) -> None:
    """The server has noticed that its clients have left."""
    assert server._context
    async with asyncio.timeout(10):
        while server._context.connections:
            await asyncio.sleep(0.001)


async def reset(wire: SocketWire) -> None:
    """End the connection with RST."""
    one = wire.writer.get_extra_info("socket")
    one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    wire.writer.transport.abort()
    await wire.close()


# Where it listens ------------------------------------------------------------------------------


async def test_both_loopback_addresses_are_served_and_no_other() -> None:
    async with serving(FakeIntake()) as (server, ports):
        assert server.addresses == (("127.0.0.1", ports.clear), ("::1", ports.clear))
        for host in ("127.0.0.1", "::1"):
            wire = await signed_in(ports.clear, host)
            await wire.close()


async def test_a_port_taken_on_one_address_is_taken() -> None:
    for family, host in ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")):
        with socket.create_server((host, 0), family=family) as other:
            port = other.getsockname()[1]
            server = SubmissionServer(FakeIntake())
            with pytest.raises(PortTakenError) as caught:
                await server.listen(port)
            assert caught.value.port == port
            assert server.addresses == ()


async def test_with_the_port_of_tls_taken_the_other_is_served(tls: ssl.SSLContext) -> None:
    server = SubmissionServer(FakeIntake(), tls)
    clear = await on_a_free_port(server.listen)
    for family, host in ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")):
        with socket.create_server((host, 0), family=family) as other:
            port = other.getsockname()[1]
            with pytest.raises(PortTakenError):
                await server.listen_tls(port)
        assert loopback.is_free(port)  # on both addresses
    await (await signed_in(clear)).close()
    await server.close()


async def test_without_a_certificate_no_port_pretends_to_speak_tls() -> None:
    server = SubmissionServer(FakeIntake())
    with pytest.raises(ValueError, match="certificate"):
        await server.listen_tls(choose_port())
    assert server.addresses == ()


async def test_a_computer_without_ipv6_is_served_on_one_address(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    nowhere = (socket.AF_INET6, "2001:db8::1")  # an address that no computer has
    monkeypatch.setattr(loopback, "_LOOPBACK", ((socket.AF_INET, "127.0.0.1"), nowhere))
    async with serving(FakeIntake()) as (server, ports):
        assert server.addresses == (("127.0.0.1", ports.clear),)


def test_a_chosen_port_is_free_and_none_of_those_for_outgoing_connections() -> None:
    chosen = choose_port()
    assert loopback.is_free(chosen)
    assert 1024 <= chosen < 32768


def test_a_taken_port_is_not_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = other.getsockname()[1]
        monkeypatch.setattr(loopback, "_CANDIDATES", [taken] * 200)
        with pytest.raises(OSError, match="no free port"):
            choose_port()


async def test_a_closed_server_can_be_followed_by_another_on_its_port() -> None:
    async with serving(FakeIntake(), PROMPT) as (_server, ports):
        wire = await signed_in(ports.clear)
    await wire.close()
    server = SubmissionServer(FakeIntake())
    await server.listen(ports.clear)
    await server.close()


async def test_tls_from_the_first_octet(tls: ssl.SSLContext, certificate: LocalCertificate) -> None:
    trusting = ssl.create_default_context(cafile=str(certificate.importable))
    async with serving(FakeIntake(), tls=tls) as (_server, ports):
        for host, name in (("127.0.0.1", "localhost"), ("127.0.0.1", None), ("::1", None)):
            reader, writer = await asyncio.open_connection(
                host, ports.tls, ssl=trusting, server_hostname=name
            )
            wire = SocketWire(reader, writer)
            assert (await wire.read_line()).startswith("220 ")
            assert "STARTTLS" not in await ask(wire, b"EHLO x\r\n")
            assert (await ask(wire, SIGN_IN)).startswith("235 ")
            await wire.close()


async def test_a_failed_handshake_harms_nobody(tls: ssl.SSLContext) -> None:
    async with serving(FakeIntake(), tls=tls) as (_server, ports):
        wire = await SocketWire.connect(ports.clear)
        await wire.read_line()
        await ask(wire, b"EHLO x\r\n")
        assert (await ask(wire, b"STARTTLS\r\n")).startswith("220 ")
        await wire.send(b"RSET\r\nMAIL FROM:<taro@example.jp>\r\n")  # no ClientHello
        assert not (await wire.read_line()).startswith("250 ")
        await wire.close()
        await (await signed_in(ports.clear)).close()


# Who is cut off --------------------------------------------------------------------------------


async def test_whoever_speaks_before_the_greeting_is_cut_off() -> None:
    async with serving(FakeIntake()) as (_server, ports):
        with socket.create_connection(("127.0.0.1", ports.clear)) as early:
            early.sendall(b"EHLO x\r\n")  # the loop has not even accepted yet
            reader, writer = await asyncio.open_connection(sock=early)
            wire = SocketWire(reader, writer)
            assert (await wire.read_line()).startswith("554 5.5.0 ")
            assert await wire.read_line() == ""
            await wire.close()


@pytest.mark.parametrize(
    "octets",
    [
        b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"CONNECT example.com:443 HTTP/1.1\r\n\r\n",
        b"OPTIONS * RTSP/1.0\r\n\r\n",
        b"Host: localhost\r\n",
    ],
)
async def test_another_protocol_gets_one_reply_and_no_more(octets: bytes) -> None:
    intake = FakeIntake()
    async with serving(intake) as (_server, ports):
        wire = await SocketWire.connect(ports.clear)
        await wire.read_line()
        await wire.send(octets + b"EHLO x\r\n" + SIGN_IN)
        assert (await wire.read_line()).startswith("554 5.5.1 ")
        assert await wire.read_line() == ""
        await wire.close()


async def test_a_tls_client_on_the_clear_port_fails_at_once() -> None:
    async with serving(FakeIntake()) as (_server, ports):
        with pytest.raises(OSError):  # noqa: PT011  ssl.SSLError or a reset, by timing
            await asyncio.open_connection(
                "127.0.0.1", ports.clear, ssl=ssl.create_default_context()
            )


async def test_one_connection_too_many_is_told_so() -> None:
    settings = SubmissionSettings(limits=Limits(connections=1))
    async with serving(FakeIntake(), settings) as (_server, ports):
        first = await signed_in(ports.clear)
        second = await SocketWire.connect(ports.clear)
        assert (await second.read_line()).startswith("421 4.7.0 ")
        assert await second.read_line() == ""
        await second.close()
        await ask(first, b"QUIT\r\n")
        assert await first.read_line() == ""
        await first.close()
        await (await signed_in(ports.clear)).close()


async def test_whoever_is_silent_for_too_long_is_told_and_cut_off() -> None:
    settings = SubmissionSettings(timers=Timers(command=0.05))
    async with serving(FakeIntake(), settings) as (_server, ports):
        wire = await SocketWire.connect(ports.clear)
        assert (await wire.read_line()).startswith("220 ")
        await wire.send(b"EHL")  # half a command is none
        assert (await wire.read_line()).startswith("421 4.4.2 ")
        assert await wire.read_line() == ""
        await wire.close()


async def test_an_upload_that_stands_still_is_cut_off_and_dropped() -> None:
    intake = FakeIntake()
    settings = SubmissionSettings(timers=Timers(data_block=0.05))
    async with serving(intake, settings) as (_server, ports):
        wire = await in_data(ports.clear)
        await wire.send(b"half a mail")
        assert (await wire.read_line()).startswith("421 4.4.2 ")
        assert intake.receptions[0].discarded
        await wire.close()


async def deaf(port: int) -> SocketWire:
    """A client that is signed in and reads nothing; little fits on the way to it."""
    one = socket.socket()
    one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    one.connect(("127.0.0.1", port))
    wire = SocketWire(*await asyncio.open_connection(sock=one))
    await wire.read_line()
    await ask(wire, b"EHLO x\r\n")
    await ask(wire, SIGN_IN)
    cast(asyncio.Transport, wire.writer.transport).pause_reading()
    return wire


async def until_stuck(server: SubmissionServer) -> None:
    """Every buffer on the way to the only client is full."""
    assert server._context
    (connection,) = server._context.connections
    async with asyncio.timeout(30):
        while connection._is_writable:
            await asyncio.sleep(0.001)


async def test_a_client_that_never_reads_is_dropped() -> None:
    settings = SubmissionSettings(timers=Timers(closing=0.05))
    async with serving(FakeIntake(), settings) as (server, ports):
        wire = await deaf(ports.clear)
        wire.writer.write(b"HELP\r\n" * 80_000)
        await until_stuck(server)
        await asyncio.wait_for(server.close(), 10)
        await reset(wire)


async def test_a_client_that_reads_late_misses_nothing() -> None:
    async with serving(FakeIntake()) as (server, ports):
        wire = await deaf(ports.clear)
        sending = asyncio.ensure_future(wire.send(b"HELP\r\n" * 80_000))
        await until_stuck(server)
        cast(asyncio.Transport, wire.writer.transport).resume_reading()
        said = await wire.reader.readexactly(80_000 * len(encode(replies.HELP)))
        assert said == encode(replies.HELP) * 80_000
        await sending
        await wire.close()


async def test_a_bug_of_ours_costs_a_connection_and_no_more(
    caplog: pytest.LogCaptureFixture,
) -> None:
    intake = FakeIntake(begin_fails=RuntimeError("a bug"))
    async with serving(intake) as (_server, ports):
        wire = await signed_in(ports.clear)
        await wire.send(ENVELOPE)
        assert (await wire.read_line()).startswith("250 ")
        assert (await wire.read_line()).startswith("250 ")
        assert (await wire.read_line()).startswith("421 4.3.0 ")
        assert await wire.read_line() == ""
        await wire.close()
        await (await signed_in(ports.clear)).close()
    assert "a bug" in caplog.text


async def test_a_bug_in_authentication_writes_no_password_to_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    class Failing(FakeIntake):
        def authenticate(self, username: str, password: str) -> Account | None:
            super().authenticate(username, password)
            raise RuntimeError("a bug")

    async with serving(Failing()) as (_server, ports):
        wire = await SocketWire.connect(ports.clear)
        await wire.read_line()
        await ask(wire, b"EHLO x\r\n")
        assert (await ask(wire, SIGN_IN)).startswith("421 4.3.0 ")
        await wire.close()
    assert "a bug" in caplog.text
    assert PASSWORD not in caplog.text


# What is big -----------------------------------------------------------------------------------


async def test_ten_thousand_recipients_get_their_thousand() -> None:
    intake = FakeIntake()
    async with serving(intake) as (_server, ports):
        wire = await signed_in(ports.clear)
        await ask(wire, b"MAIL FROM:<taro@example.jp>\r\n")
        await wire.send(b"".join(b"RCPT TO:<r%d@example.com>\r\n" % n for n in range(10_000)))
        codes = [(await wire.read_line())[:9] for _ in range(10_000)]
        assert codes == ["250 2.1.5"] * 1000 + ["452 4.5.3"] * 9000
        await ask(wire, b"DATA\r\n")
        assert (await ask(wire, b"Hi\r\n.\r\n")).startswith("250 ")
        assert len(intake.submitted[0].envelope.forwards) == 1000
        await wire.close()


async def test_a_big_message_inside_tls_arrives_as_it_was_sent(tls: ssl.SSLContext) -> None:
    intake = FakeIntake()
    message = b"".join(b"%d.%s\r\n" % (n, b"x" * (n % 900)) for n in range(10_000))
    async with serving(intake, tls=tls) as (_server, ports):
        reader, writer = await asyncio.open_connection("::1", ports.tls, ssl=trusting_anything())
        wire = SocketWire(reader, writer)
        await wire.read_line()
        for octets in (b"EHLO x\r\n", SIGN_IN, ENVELOPE):
            await ask(wire, octets)
        await wire.read_line()
        await wire.read_line()
        assert (await ask(wire, message + b".\r\n")).startswith("250 ")
        assert bytes(intake.submitted[0].content) == message
        await wire.close()


# Who hung up -----------------------------------------------------------------------------------


@pytest.mark.parametrize("behind", [b"", b"QUIT\r\n", b"RSET\r\nMAIL FROM:<taro@example.jp>\r\n"])
async def test_who_leaves_while_the_reply_is_held_has_hung_up(behind: bytes) -> None:
    intake = FakeIntake(holds=True)
    async with serving(intake) as (_server, ports):
        wire = await in_data(ports.clear)
        await wire.send(b"Hi\r\n.\r\n" + behind)
        await until(intake.submitted)
        await wire.close()
        await until(intake.hung_up)
        await until(intake.finished)
        assert intake.unheard == []


async def test_half_a_goodbye_is_a_hang_up() -> None:
    intake = FakeIntake(holds=True)
    async with serving(intake) as (_server, ports):
        wire = await in_data(ports.clear)
        await wire.send(b"Hi\r\n.\r\n")
        wire.writer.write_eof()
        await until(intake.hung_up)
        assert await wire.reader.read() == b"", "no reply is written"
        await wire.close()


async def test_a_reset_is_a_hang_up() -> None:
    intake = FakeIntake(holds=True)
    async with serving(intake) as (_server, ports):
        wire = await in_data(ports.clear)
        await wire.send(b"Hi\r\n.\r\n")
        await until(intake.submitted)
        await reset(wire)
        await until(intake.hung_up)


@pytest.mark.parametrize("how", ["close_notify", "reset"])
async def test_leaving_inside_tls_is_a_hang_up(tls: ssl.SSLContext, how: str) -> None:
    intake = FakeIntake(holds=True)
    async with serving(intake, tls=tls) as (_server, ports):
        wire = await SocketWire.connect(ports.clear)
        await wire.read_line()
        await ask(wire, b"EHLO x\r\n")
        await ask(wire, b"STARTTLS\r\n")
        await wire.start_tls()
        await ask(wire, b"EHLO x\r\n")
        await ask(wire, SIGN_IN)
        await ask(wire, ENVELOPE)
        await wire.read_line()
        await wire.read_line()
        await wire.send(b"Hi\r\n.\r\n")
        await until(intake.submitted)
        if how == "reset":
            wire.writer.transport.abort()
        else:
            await wire.close()
        await until(intake.hung_up)


async def test_who_leaves_right_after_a_250_may_not_have_heard_it() -> None:
    intake = FakeIntake()
    async with serving(intake) as (_server, ports):
        wire = await in_data(ports.clear)
        assert (await ask(wire, b"Hi\r\n.\r\n")).startswith("250 ")
        await reset(wire)
        await until(intake.unheard)
        assert intake.unheard == ["entry-1"]
        assert intake.hung_up == []


async def test_who_says_quit_has_heard_it() -> None:
    intake = FakeIntake()
    async with serving(intake) as (server, ports):
        wire = await in_data(ports.clear)
        assert (await ask(wire, b"Hi\r\n.\r\n")).startswith("250 ")
        assert (await ask(wire, b"QUIT\r\n")).startswith("221 ")
        await wire.close()
        await until_nobody_is_connected(server)
    assert intake.unheard == []


async def test_who_leaves_later_has_heard_it() -> None:
    intake = FakeIntake()
    settings = SubmissionSettings(timers=Timers(unheard=0.0))
    async with serving(intake, settings) as (server, ports):
        wire = await in_data(ports.clear)
        assert (await ask(wire, b"Hi\r\n.\r\n")).startswith("250 ")
        await wire.close()
        await until_nobody_is_connected(server)
    assert intake.unheard == []


async def test_a_refusal_that_was_not_heard_changes_nothing() -> None:
    intake = FakeIntake(answer=Reply(554, "Back to editing", "5.7.1"))
    async with serving(intake) as (server, ports):
        wire = await in_data(ports.clear)
        assert (await ask(wire, b"Hi\r\n.\r\n")).startswith("554 ")
        await wire.close()
        await until_nobody_is_connected(server)
    assert intake.unheard == []


async def test_who_leaves_in_the_middle_of_the_mail_leaves_nothing_behind() -> None:
    intake = FakeIntake()
    async with serving(intake) as (server, ports):
        wire = await in_data(ports.clear)
        await wire.send(b"half a mail\r\n")
        await wire.close()
        await until_nobody_is_connected(server)
    assert intake.receptions[0].discarded
    assert intake.submitted == []


async def test_a_client_that_floods_a_held_reply_waits_and_is_answered() -> None:
    intake = FakeIntake(holds=True)
    async with serving(intake) as (_server, ports):
        wire = await in_data(ports.clear)
        noops = 20_000
        sending = asyncio.ensure_future(wire.send(b"Hi\r\n.\r\n" + b"NOOP\r\n" * noops))
        await until(intake.submitted)
        intake.release.set()
        assert (await wire.read_line()) == "250 2.0.0 Kept"
        for _ in range(noops):
            assert (await wire.read_line()) == "250 2.0.0 OK"
        await sending
        await wire.close()


# Closing the server ----------------------------------------------------------------------------


async def test_closing_tells_whoever_is_idle_or_uploading() -> None:
    intake = FakeIntake()
    async with serving(intake, PROMPT) as (server, ports):
        idle, uploading = await signed_in(ports.clear), await in_data(ports.clear)
        await uploading.send(b"half a mail")
        await server.close()
        for wire in (idle, uploading):
            assert (await wire.read_line()).startswith("421 4.3.2 ")
            assert await wire.read_line() == ""
            await wire.close()
    assert intake.receptions[0].discarded


async def test_closing_waits_for_the_guard_and_gives_its_answer() -> None:
    intake = FakeIntake(holds=True, answer=Reply(421, "MailGuard is closing", "4.3.2"))
    async with serving(intake, PROMPT) as (server, ports):
        wire = await in_data(ports.clear)
        await wire.send(b"Hi\r\n.\r\n")
        await until(intake.submitted)
        closing = asyncio.ensure_future(server.close())
        await asyncio.sleep(0)
        assert not closing.done()
        intake.release.set()
        await closing
        assert await wire.read_line() == "421 4.3.2 MailGuard is closing"
        assert await wire.read_line() == ""
        await wire.close()


async def test_an_answer_while_closing_is_given_before_the_goodbye() -> None:
    intake = FakeIntake(holds=True)
    async with serving(intake, PROMPT) as (server, ports):
        wire = await in_data(ports.clear)
        await wire.send(b"Hi\r\n.\r\n")
        await until(intake.submitted)
        closing = asyncio.ensure_future(server.close())
        await asyncio.sleep(0)
        intake.release.set()
        await closing
        assert await wire.read_line() == "250 2.0.0 Kept"
        assert (await wire.read_line()).startswith("421 4.3.2 ")
        await wire.close()


async def test_whoever_was_accepted_when_the_server_closed_is_sent_away() -> None:
    async with serving(FakeIntake(), PROMPT) as (server, ports):
        wire = await signed_in(ports.clear)
        context = server._context
        await wire.close()
        await server.close()
        assert context
        here, there = socket.socketpair()
        await context.loop.connect_accepted_socket(
            lambda: Connection(context, offers_tls=False), there
        )
        reader, writer = await asyncio.open_connection(sock=here)
        late = SocketWire(reader, writer)
        assert (await late.read_line()).startswith("421 4.3.2 ")
        assert await late.read_line() == ""
        await late.close()


async def test_a_guard_that_fails_is_our_own_failure(caplog: pytest.LogCaptureFixture) -> None:
    class Failing(FakeIntake):
        async def submit(self, reception: Reception, hung_up: asyncio.Future[None]) -> Verdict:
            await super().submit(reception, hung_up)
            raise RuntimeError("a bug")

    async with serving(Failing()) as (_server, ports):
        wire = await in_data(ports.clear)
        assert (await ask(wire, b"Hi\r\n.\r\n")).startswith("451 4.3.0 ")
        await wire.close()
    assert "a bug" in caplog.text
