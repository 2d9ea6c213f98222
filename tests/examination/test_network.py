"""A port that is taken and a server that cannot be used are found."""

from __future__ import annotations

import socket
from pathlib import Path

from mailguard.accounts.port import Ports
from mailguard.domain.account import Account
from mailguard.domain.delivery import Delivery, Obstacle, Trouble
from mailguard.examination.network import of_ports, of_servers
from tests.accounts.books import TARO, a_book, an_account

HANAKO = "hanako@example.co.jp"


def test_each_port_is_taken_or_free() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as one,
        socket.create_server(("127.0.0.1", 0)) as another,
    ):
        ports = Ports(one.getsockname()[1], another.getsockname()[1])
        in_clear, with_tls = of_ports(ports)
        assert in_clear.id == "port-taken"
        assert str(ports.clear) in in_clear.sentence
        assert with_tls.id == "tls-port-taken"
        assert str(ports.tls) in with_tls.sentence
    assert list(of_ports(ports)) == []


def test_each_server_that_cannot_be_used_is_a_condition_of_its_account(tmp_path: Path) -> None:
    book = a_book(tmp_path)
    book.put(an_account(), "right")
    book.put(an_account(HANAKO), "wrong")

    def reach(_: Account, password: str | None) -> Delivery:
        bad = Trouble(Obstacle.PASSWORD_WRONG, "It is wrong.", "Please enter it again.")
        return Delivery(trouble=None if password == "right" else bad)

    (condition,) = of_servers(book, reach)
    assert condition.account == HANAKO
    assert condition.id == f"password-wrong:{HANAKO}"
    assert TARO not in condition.id
