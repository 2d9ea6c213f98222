"""What was entered is looked at before it is kept; each objection says what to do."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest
import trustme

from mailguard.accounts.validity import objection
from mailguard.domain.account import Account, Auth, Security
from tests.accounts.books import an_account


def entered(**changes: Any) -> Account:
    account = an_account()
    return msgspec.structs.replace(
        account, server=msgspec.structs.replace(account.server, **changes)
    )


@pytest.mark.parametrize("host", ["smtp.example.com", "192.0.2.1", "::1", "サーバ.example", "mx"])
def test_nothing_speaks_against_an_ordinary_account(host: str) -> None:
    assert objection(entered(host=host)) is None


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"host": ""}, "no server's name"),
        ({"host": "smtp.example.com\r\nQUIT"}, "no server's name"),
        ({"host": "taro@example.com"}, "no server's name"),
        ({"host": "https://example.com"}, "no server's name"),
        ({"port": 0}, "1 to 65535"),
        ({"port": 65536}, "1 to 65535"),
        ({"security": Security.NONE}, "unprotected"),
        ({"username": "taro\r\n"}, "user name"),
        ({"ca_file": "no-such-file.pem"}, "PEM"),
    ],
)
def test_a_mistake_gets_a_sentence(changes: dict[str, Any], words: str) -> None:
    assert words in str(objection(entered(**changes)))


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost", "LocalHost."])
def test_this_computer_may_hear_a_password_in_clear(host: str) -> None:
    assert objection(entered(host=host, security=Security.NONE)) is None


def test_without_a_password_nothing_needs_protection() -> None:
    assert objection(entered(auth=Auth.NONE, security=Security.NONE)) is None


def test_a_file_of_certificates_is_read(tmp_path: Path) -> None:
    good, bad = tmp_path / "ca.pem", tmp_path / "text.pem"
    trustme.CA().cert_pem.write_to_path(str(good))
    bad.write_text("no certificate")
    assert objection(entered(ca_file=str(good))) is None
    assert "PEM" in str(objection(entered(ca_file=str(bad))))
    assert "PEM" in str(objection(entered(ca_file="with\0nul")))


@pytest.mark.parametrize("seconds", [-1.0, 601.0, float("nan")])
def test_an_impossible_hold_limit_is_named(seconds: float) -> None:
    assert "between 0 and 600" in str(objection(an_account(hold_limit=seconds)))
