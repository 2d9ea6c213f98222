"""Mail programs that insist on TLS from the first octet (RFC 8314), through the real engine."""

import json
import socket
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from mailguard.accounts.port import submission_ports
from tests.e2e.rig.account import Account
from tests.e2e.rig.certificate import Certificate
from tests.e2e.rig.mailguard import MailGuard
from tests.e2e.rig.programs import Letter, Program, msmtp, mutt, swaks
from tests.e2e.rig.raw_client import RawClient
from tests.e2e.rig.wait import until
from tests.fakes.manners import Manners
from tests.fakes.upstream import Upstream

_FROM, _TO = "taro@example.com", "hanako@example.org"

EVERY = pytest.mark.parametrize("program", [swaks, msmtp, mutt])


@pytest.fixture
def upstream() -> Iterator[Upstream]:
    with Upstream(Manners(extensions=("PIPELINING", "8BITMIME"))) as server:
        yield server


@pytest.fixture
def automatic(a_mailguard: Callable[..., MailGuard]) -> MailGuard:
    """A MailGuard that sends whatever it has taken; not running yet."""
    return a_mailguard("--headless", "--answer", "send", "--delay", "0")


def secured(mailguard: MailGuard, mine: Account) -> Account:
    """The same account for a program that insists on TLS, and trusts MailGuard alone."""
    port = submission_ports(mailguard.data / "port.json").tls
    return replace(mine, port=port, security="tls", authority=mailguard.authority)


def added(mailguard: MailGuard, upstream: Upstream) -> Account:
    return mailguard.add(Account(_FROM, upstream.port, username="", password=""))


def conditions(mailguard: MailGuard) -> list[str]:
    """What the doctor finds."""
    found = json.loads(mailguard.run("doctor", "--json", check=False))["conditions"]
    return [condition["id"] for condition in found]


@EVERY
def test_its_mail_arrives(
    program: Program, automatic: MailGuard, upstream: Upstream, tmp_path: Path
) -> None:
    automatic.start()
    mine = secured(automatic, added(automatic, upstream))
    outcome = program(mine, Letter(_TO, "Drawing"), tmp_path).outcome()
    assert outcome.sent, outcome.said
    (mail,) = until(lambda: upstream.mails, "the mail is with the server", within=30)
    assert b"Subject: Drawing\r\n" in mail.octets


@EVERY
def test_it_sends_nothing_to_a_server_that_it_does_not_trust(
    program: Program,
    automatic: MailGuard,
    upstream: Upstream,
    server_certificate: Certificate,
    tmp_path: Path,
) -> None:
    automatic.start()
    mine = secured(automatic, added(automatic, upstream))
    elsewhere = replace(mine, authority=server_certificate.authority)
    assert not program(elsewhere, Letter(_TO, "Drawing"), tmp_path).outcome().sent
    assert automatic.states() == []


def test_its_port_is_shown_with_what_to_enter(automatic: MailGuard) -> None:
    words = ["--address", _FROM, "--host", "127.0.0.1", "--port", "25", "--security", "none"]
    printed = automatic.run("account", "add", *words, "--auth", "none", "--json")
    ports = submission_ports(automatic.data / "port.json")
    smtp = json.loads(printed)["smtp"]
    assert (smtp["port"], smtp["tls_port"]) == (ports.clear, ports.tls)


def test_while_another_program_has_its_port_the_other_works_and_is_not_let_go_of(
    automatic: MailGuard, upstream: Upstream, tmp_path: Path
) -> None:
    mine = added(automatic, upstream)
    in_tls = secured(automatic, mine)
    with socket.create_server(("::1", in_tls.port), family=socket.AF_INET6):
        automatic.start()
        assert conditions(automatic) == ["tls-port-taken"]
        assert not swaks(in_tls, Letter(_TO, "Too early"), tmp_path).outcome().sent
        client = RawClient.signed_in(mine)
    with client:
        until(lambda: conditions(automatic) == [], "the port is listened on", within=30)
        assert client.send(b"Subject: in clear\r\n\r\nHi\r\n", _FROM, _TO).startswith("250")
        client.quit()
    assert swaks(in_tls, Letter(_TO, "in TLS"), tmp_path).outcome().sent
    until(lambda: len(upstream.mails) == 2, "both mails are with the server", within=30)
