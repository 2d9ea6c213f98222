"""TLS is verified and never given up, passwords never travel in clear, AUTH is tried once."""

from __future__ import annotations

import errno
import socket
import ssl
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mailguard.delivery.connection import Connection
from mailguard.delivery.probe import probe
from mailguard.delivery.session import is_loopback, trusting
from mailguard.domain.account import Account, Security
from mailguard.domain.delivery import Delivery, Obstacle
from tests.delivery.conftest import BRIEF, UNHURRIED, Authority, MakeUpstream, an_account
from tests.fakes import manners as m
from tests.fakes.manners import Step
from tests.fakes.upstream import Upstream

USERS = {"tarō": "pässword"}
LONG_AGO = datetime(2001, 1, 1, tzinfo=UTC)


def server_side(
    authority: Authority, *names: str, expires_at: datetime | None = None
) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue(*names, expires_at=expires_at).configure_cert(context)
    return context


def tried(account: Account, password: str | None = None) -> Delivery:
    return probe(account, password, UNHURRIED)


def trouble_with(account: Account, password: str | None = None) -> str:
    delivery = tried(account, password)
    assert delivery.trouble is not None
    assert delivery.capabilities is None
    assert delivery.trouble.remedy
    return delivery.trouble.sentence


# TLS -----------------------------------------------------------------------------------------

Serve = Callable[..., tuple[Upstream, Account]]


@pytest.fixture(params=[Security.TLS, Security.STARTTLS])
def secure(request: pytest.FixtureRequest, serve: MakeUpstream, authority: Authority) -> Serve:
    """Starts a server with TLS, and names the account for it."""
    security: Security = request.param

    def start(
        *names: str,
        expires_at: datetime | None = None,
        ca_file: str | None = authority.file,
        **manners: object,
    ) -> tuple[Upstream, Account]:
        tls = server_side(authority, *names, expires_at=expires_at)
        is_implicit = security is Security.TLS
        upstream = serve(tls=tls, is_tls_implicit=is_implicit, **manners)
        return upstream, an_account(upstream, security=security, ca_file=ca_file)

    return start


def test_a_certificate_of_our_own_authority_is_trusted(secure: Serve) -> None:
    upstream, account = secure()
    delivery = tried(account)
    assert delivery.trouble is None
    assert delivery.capabilities is not None
    upstream.close()
    assert upstream.dialogues[0].is_secure
    assert "MAIL" not in upstream.commands


def test_a_certificate_for_another_name_is_not(secure: Serve) -> None:
    _, account = secure("mail.other.example")
    assert "belongs to another name" in trouble_with(account)


def test_an_expired_certificate_is_not(secure: Serve) -> None:
    _, account = secure(expires_at=LONG_AGO)
    assert "has expired" in trouble_with(account)


def test_a_certificate_from_nobody_we_know_is_not(secure: Serve) -> None:
    _, account = secure(ca_file=None)
    assert "not issued by anyone" in trouble_with(account)


def test_after_a_failed_handshake_nothing_was_said_in_clear(secure: Serve) -> None:
    upstream, account = secure(ca_file=None)
    tried(account)
    upstream.close()
    assert set(upstream.commands) <= {"EHLO", "STARTTLS"}


@pytest.mark.parametrize("content", [None, b"no certificate"], ids=["gone", "no certificate"])
def test_a_certificate_file_that_is_none_is_named(
    secure: Serve, tmp_path: Path, content: bytes | None
) -> None:
    path = tmp_path / "my-ca.pem"
    if content is not None:
        path.write_bytes(content)
    _, account = secure(ca_file=str(path))
    assert "my-ca.pem" in trouble_with(account)


def test_old_tls_is_refused(secure: Serve) -> None:
    upstream, account = secure()
    assert upstream.manners.tls is not None
    upstream.manners.tls.set_ciphers("DEFAULT:@SECLEVEL=0")  # else it knows no old TLS
    with pytest.warns(DeprecationWarning, match="TLSv1"):
        upstream.manners.tls.minimum_version = ssl.TLSVersion.TLSv1
    with pytest.warns(DeprecationWarning, match="TLSv1_1"):
        upstream.manners.tls.maximum_version = ssl.TLSVersion.TLSv1_1
    assert "TLS 1.2" in trouble_with(account)


def test_a_certificate_file_is_read_again_when_it_changed(
    authority: Authority, tmp_path: Path
) -> None:
    before = trusting(authority.file)
    assert trusting(authority.file) is before
    other = tmp_path / "other"
    other.mkdir()
    Path(authority.file).write_bytes(Path(Authority(other).file).read_bytes() + b"\n")
    assert trusting(authority.file) is not before


def test_a_server_without_starttls_gets_nothing(serve: MakeUpstream) -> None:
    upstream = serve()
    assert "does not offer STARTTLS" in trouble_with(
        an_account(upstream, security=Security.STARTTLS)
    )
    assert set(upstream.commands) == {"EHLO"}


@pytest.mark.parametrize(
    "fault", [m.reply("454 4.7.0 not now"), m.reply("502 5.5.1 never"), m.DROP, m.GARBAGE]
)
def test_a_refused_starttls_is_no_reason_to_go_on_in_clear(
    serve: MakeUpstream, authority: Authority, fault: m.Fault
) -> None:
    upstream = serve(tls=server_side(authority), faults={Step.STARTTLS: fault})
    trouble_with(an_account(upstream, security=Security.STARTTLS, ca_file=authority.file))
    upstream.close()
    assert set(upstream.commands) == {"EHLO", "STARTTLS"}


def test_words_injected_before_tls_are_not_taken_for_the_server_s(
    serve: MakeUpstream, authority: Authority
) -> None:
    upstream = serve(
        tls=server_side(authority), injected=b"250-upstream.example\r\n250 AUTH PLAIN\r\n"
    )
    account = an_account(
        upstream, security=Security.STARTTLS, ca_file=authority.file, username="tarō"
    )
    trouble_with(account, "pässword")
    upstream.close()
    assert "AUTH" not in upstream.commands


def test_what_was_offered_before_tls_counts_for_nothing(
    serve: MakeUpstream, authority: Authority
) -> None:
    clear = m.Fault(b"250-upstream.example\r\n250-DSN\r\n250 STARTTLS\r\n")
    upstream = serve(
        tls=server_side(authority), extensions=["8BITMIME"], faults={Step.EHLO: [clear, None]}
    )
    delivery = tried(an_account(upstream, security=Security.STARTTLS, ca_file=authority.file))
    assert delivery.capabilities is not None
    assert delivery.capabilities.extensions == {"8BITMIME"}


def test_tls_on_a_port_that_begins_in_clear(serve: MakeUpstream) -> None:
    upstream = serve()
    sentence = trouble_with(an_account(upstream, security=Security.TLS))
    assert "does not begin with TLS" in sentence


def test_clear_on_a_port_that_begins_with_tls(serve: MakeUpstream, authority: Authority) -> None:
    upstream = serve(tls=server_side(authority), is_tls_implicit=True)
    delivery = probe(an_account(upstream), None, BRIEF)
    assert delivery.trouble is not None
    assert "is silent" in delivery.trouble.sentence
    assert "choose TLS" in delivery.trouble.remedy


# AUTH ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("offered", "used"),
    [
        (["PLAIN"], "PLAIN"),
        (["LOGIN"], "LOGIN"),
        (["CRAM-MD5"], "CRAM-MD5"),
        (["XOAUTH2", "CRAM-MD5", "LOGIN", "PLAIN"], "PLAIN"),
        (["cram-md5", "login"], "LOGIN"),
    ],
)
def test_a_mechanism_is_chosen_by_what_is_offered(
    serve: MakeUpstream, offered: list[str], used: str
) -> None:
    upstream = serve(users=USERS, mechanisms=offered)
    account = an_account(upstream, username="tarō")
    assert tried(account, "pässword").trouble is None
    assert [line.split()[1] for line in upstream.dialogues[0].lines if line[:4] == "AUTH"] == [used]


@pytest.mark.parametrize("mechanism", ["PLAIN", "LOGIN", "CRAM-MD5"])
def test_a_wrong_password_is_tried_once(serve: MakeUpstream, mechanism: str) -> None:
    upstream = serve(users=USERS, mechanisms=[mechanism, "X-OTHER"])
    delivery = tried(an_account(upstream, username="tarō"), "wrong")
    assert delivery.trouble is not None
    assert delivery.trouble.obstacle is Obstacle.PASSWORD_WRONG
    upstream.close()
    assert upstream.commands.count("AUTH") == 1


def test_a_server_that_cannot_check_now_says_nothing_about_the_password(
    serve: MakeUpstream,
) -> None:
    upstream = serve(users=USERS, faults={Step.AUTH: m.reply("454 4.7.0 try later")})
    delivery = tried(an_account(upstream, username="tarō"), "pässword")
    assert delivery.trouble is not None
    assert delivery.trouble.obstacle is Obstacle.UNREACHABLE
    assert "try later" in delivery.trouble.sentence


@pytest.mark.parametrize("challenge", [b"334 not base64!\r\n", b"334 \r\n"])
def test_a_strange_challenge_ends_the_sign_in(serve: MakeUpstream, challenge: bytes) -> None:
    upstream = serve(
        users=USERS,
        mechanisms=["CRAM-MD5"],
        faults={Step.AUTH: m.Fault(challenge)},
    )
    trouble_with(an_account(upstream, username="tarō"), "pässword")


@pytest.mark.parametrize("fault", [m.DROP, m.RESET, m.GARBAGE, m.HALF])
def test_a_connection_lost_at_auth_is_no_wrong_password(
    serve: MakeUpstream, fault: m.Fault
) -> None:
    upstream = serve(users=USERS, faults={Step.AUTH: fault})
    delivery = tried(an_account(upstream, username="tarō"), "pässword")
    assert delivery.trouble is not None
    assert delivery.trouble.obstacle is Obstacle.UNREACHABLE


def test_where_no_auth_is_offered_the_user_hears_so(serve: MakeUpstream) -> None:
    account = an_account(serve(), username="tarō")
    assert "offers no sign-in" in trouble_with(account, "pässword")


def test_without_a_password_the_server_is_not_even_called(serve: MakeUpstream) -> None:
    upstream = serve(users=USERS)
    delivery = tried(an_account(upstream, username="tarō"))
    assert delivery.trouble is not None
    assert delivery.trouble.obstacle is Obstacle.PASSWORD_NEEDED
    assert upstream.dialogues == []


def test_a_password_goes_in_clear_only_to_this_computer(
    serve: MakeUpstream, monkeypatch: pytest.MonkeyPatch
) -> None:
    upstream = serve(users=USERS)
    monkeypatch.setattr(Connection, "peer", "192.0.2.1")
    assert "not encrypted" in trouble_with(an_account(upstream, username="tarō"), "pässword")
    upstream.close()
    assert set(upstream.commands) == {"EHLO"}


@pytest.mark.parametrize(
    ("peer", "is_ours"),
    [
        ("127.0.0.1", True),
        ("127.1.2.3", True),
        ("::1", True),
        ("::ffff:127.0.0.1", True),
        ("fe80::1%eth0", False),
        ("::ffff:192.0.2.1", False),
        ("10.0.0.1", False),
    ],
)
def test_this_computer_is_known_by_its_address(peer: str, *, is_ours: bool) -> None:
    assert is_loopback(peer) is is_ours


# Reaching ------------------------------------------------------------------------------------


def test_a_port_where_nobody_listens_is_named() -> None:
    with Upstream() as gone:
        port = gone.port
    sentence = trouble_with(an_account(port))
    assert f"does not answer on port {port}" in sentence


@pytest.mark.parametrize("host", ["two..dots.example", "x" * 70])
def test_a_name_that_is_none_is_named(serve: MakeUpstream, host: str) -> None:
    assert host in trouble_with(an_account(serve(), host=host))


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (socket.gaierror(socket.EAI_NONAME, "unknown"), "No server with the name"),
        (socket.gaierror(socket.EAI_AGAIN, "no answer"), "cannot be looked up"),
        (OSError(errno.ENETUNREACH, "no network"), "cannot be reached from here"),
        (TimeoutError(), "in time"),
    ],
)
def test_what_keeps_a_connection_from_standing_is_told_apart(
    monkeypatch: pytest.MonkeyPatch, error: OSError, words: str
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(socket, "create_connection", fail)
    assert words in trouble_with(an_account(25))


def test_a_web_server_is_no_mail_server(serve: MakeUpstream) -> None:
    upstream = serve(faults={Step.GREETING: m.leave("HTTP/1.1 400 Bad Request")})
    assert "does not speak like a mail server" in trouble_with(an_account(upstream))
