"""A server is guessed from an address."""

from __future__ import annotations

import pytest

from mailguard.domain.account import Security
from mailguard.domain.address import Address
from ui.setup.providers import guess


@pytest.mark.parametrize(
    ("address", "host", "port", "security", "username"),
    [
        ("taro@gmail.com", "smtp.gmail.com", 465, Security.TLS, "taro@gmail.com"),
        ("taro@GMAIL.com", "smtp.gmail.com", 465, Security.TLS, "taro@GMAIL.com"),
        ("taro@yahoo.co.jp", "smtp.mail.yahoo.co.jp", 465, Security.TLS, "taro"),
        ("taro@icloud.com", "smtp.mail.me.com", 587, Security.STARTTLS, "taro@icloud.com"),
        ("t@a.sakura.ne.jp", "a.sakura.ne.jp", 587, Security.STARTTLS, "t@a.sakura.ne.jp"),
        ("t@acme.example", "smtp.acme.example", 587, Security.STARTTLS, "t@acme.example"),
    ],
)
def test_a_guess(address: str, host: str, port: int, security: Security, username: str) -> None:
    found = guess(Address.parse(address))
    assert (found.host, found.port, found.security, found.username) == (
        host,
        port,
        security,
        username,
    )


def test_a_made_up_server_is_said_to_be_one() -> None:
    assert not guess(Address.parse("taro@acme.example")).is_known
    assert guess(Address.parse("taro@gmail.com")).is_known
