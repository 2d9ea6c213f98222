"""Whose program a client is."""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from mailguard.smtp import procnet, sockdiag
from mailguard.smtp.endpoint import Endpoint, Owner
from mailguard.smtp.peer import belongs_here, is_welcome
from tests.fakes.intake import FakeIntake
from tests.smtp.wires import SocketWire, serving

ME, NOBODY = os.getuid(), 65534

on_linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells whose a socket is")
everywhere = pytest.mark.parametrize(
    ("listen", "connect"),
    [("127.0.0.1", "127.0.0.1"), ("::1", "::1"), ("127.0.0.1", "::ffff:127.0.0.1")],
)

# Connects, says what it hears, and ends. The user is changed first, as root alone can.
CLIENT = """
import encodings.idna, os, socket, sys
host, port, user = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
os.setgid(user), os.setuid(user)
with socket.create_connection((host, port)) as client:
    while octets := client.recv(4096):
        os.write(1, octets)
"""


@contextmanager
def connected(listen: str, connect: str) -> Iterator[tuple[Endpoint, Endpoint, socket.socket]]:
    """Both ends of a connection, and the client's socket."""
    family = socket.AF_INET6 if ":" in listen else socket.AF_INET
    client_family = socket.AF_INET6 if ":" in connect else socket.AF_INET
    with (
        socket.create_server((listen, 0), family=family) as server,
        socket.socket(client_family) as client,
    ):
        client.connect((connect, server.getsockname()[1]))
        accepted, address = server.accept()
        with accepted:
            yield Endpoint(*address[:2]), Endpoint(*accepted.getsockname()[:2]), client


@on_linux
@everywhere
@pytest.mark.parametrize("look_up", [sockdiag.owner_of, procnet.owner_of])
def test_linux_tells_whose_a_client_is(look_up: object, listen: str, connect: str) -> None:
    assert callable(look_up)
    with connected(listen, connect) as (client, server, one):
        assert look_up(client, server) == Owner(ME, os.fstat(one.fileno()).st_ino)


@on_linux
@pytest.mark.parametrize("look_up", [sockdiag.owner_of, procnet.owner_of])
def test_a_connection_that_is_not_there_has_no_owner(look_up: object) -> None:
    assert callable(look_up)
    with connected("127.0.0.1", "127.0.0.1") as (client, _server, _one):
        assert look_up(client, Endpoint("127.0.0.1", 1)) is None


@on_linux
@pytest.mark.parametrize("look_up", [sockdiag.owner_of, procnet.owner_of])
def test_a_client_that_closed_is_nobodys(look_up: object) -> None:
    assert callable(look_up)
    with connected("127.0.0.1", "127.0.0.1") as (client, server, one):
        one.close()
        assert look_up(client, server).inode == 0


@pytest.mark.parametrize(
    ("owner", "welcome"),
    [
        (Owner(1000, 5), True),
        (Owner(1001, 5), False),
        (Owner(0, 5), True),  # root's programs, such as a port forwarder
        (Owner(0, 0), False),  # gone
        (Owner(1000, 0), True),
    ],
)
def test_only_the_same_user_and_root_belong_here(owner: Owner, welcome: bool) -> None:
    assert belongs_here(owner, 1000) is welcome


@on_linux
def test_the_tables_are_read_where_sock_diag_is_forbidden(monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(_end: Endpoint, _other: Endpoint) -> Owner | None:
        raise PermissionError

    monkeypatch.setattr(sockdiag, "owner_of", forbidden)
    with connected("127.0.0.1", "127.0.0.1") as (client, server, _one):
        assert is_welcome(client, server)
        assert not is_welcome(client, Endpoint("127.0.0.1", 1))


def test_where_the_system_tells_nothing_everybody_is_welcome(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def untold(_end: Endpoint, _other: Endpoint) -> Owner | None:
        raise FileNotFoundError

    monkeypatch.setattr(sockdiag, "owner_of", untold)
    monkeypatch.setattr(procnet, "owner_of", untold)
    assert is_welcome(Endpoint("127.0.0.1", 1), Endpoint("127.0.0.1", 2))


def test_the_tables_are_read_as_linux_writes_them(tmp_path: Path) -> None:
    table = tmp_path / "tcp"
    table.write_text(
        "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid\n"
        "   0: 0100007F:0E4B 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0"
        "        0 92385 1 000000000b5d5c96 100 0 0 10 0\n"
        "   1: 0100007F:C350 0100007F:0E4B 01 00000000:00000000 00:00000000 00000000 65534"
        "        0 4711 1 000000000b5d5c96 20 4 30 10 -1\n"
    )
    client, server = Endpoint("127.0.0.1", 50000), Endpoint("127.0.0.1", 3659)
    assert procnet.owner_of(client, server, (table,)) == Owner(65534, 4711)
    assert procnet.owner_of(server, client, (table,)) is None


@on_linux
@pytest.mark.parametrize("host", ["127.0.0.1", "::1"])
@pytest.mark.skipif(ME != 0, reason="only root can become another user")
async def test_another_users_program_is_turned_away_before_the_greeting(host: str) -> None:
    async with serving(FakeIntake()) as (_server, ports):
        command = [sys.executable, "-c", CLIENT, host, str(ports.clear), str(NOBODY)]
        done = await asyncio.to_thread(
            subprocess.run, command, check=True, capture_output=True, text=True
        )
        assert done.stdout.startswith("554 5.7.1 This MailGuard belongs to another user")
        assert "220" not in done.stdout


@on_linux
async def test_a_stranger_is_turned_away_before_the_greeting(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The same for everybody who runs the tests: the look-up says it is another user's."""
    monkeypatch.setattr(os, "getuid", lambda: ME + 12345 if ME else 12345)
    monkeypatch.setattr(sockdiag, "owner_of", lambda _end, _other: Owner(54321, 1))
    async with serving(FakeIntake()) as (_server, ports):
        wire = await SocketWire.connect(ports.clear)
        assert (await wire.read_line()).startswith("554 5.7.1 ")
        assert await wire.read_line() == ""
        await wire.close()
