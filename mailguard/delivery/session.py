"""A session: a connection that is greeted, encrypted and signed in as the account asks."""

from __future__ import annotations

import functools
import ipaddress
import ssl
from pathlib import Path

from mailguard.delivery import trouble
from mailguard.delivery.auth import MECHANISMS
from mailguard.delivery.connection import Connection, NonsenseError
from mailguard.domain.account import Auth, Security
from mailguard.domain.delivery import Trouble
from mailguard.domain.reply import Reply


class TroubleError(Exception):
    """No session came about, and why; with the server's reply where it gave one."""

    def __init__(self, trouble: Trouble, reply: Reply | None = None) -> None:
        super().__init__(trouble.sentence)
        self.trouble = trouble
        self.reply = reply


def open_session(connection: Connection, password: str | None) -> None:
    """Make `connection` one over which mail can be sent. Raises TroubleError; it is closed then."""
    server = connection.server
    if server.auth is Auth.PASSWORD and password is None:
        raise TroubleError(trouble.password_needed(server))
    try:
        _greet(connection)
        if server.security is Security.STARTTLS:
            _upgrade(connection)
        if server.auth is Auth.PASSWORD:
            _sign_in(connection, password or "")
    except TroubleError:
        connection.close()
        raise
    except OSError as error:
        connection.close()
        raise TroubleError(trouble.broken_off(server)) from error


def _greet(connection: Connection) -> None:
    server = connection.server
    try:
        connection.dial()
    except (OSError, UnicodeError) as error:
        raise TroubleError(trouble.unreachable(server, error)) from error
    if server.security is Security.TLS:
        _encrypt(connection)
    try:
        greeting = connection.reply(connection.limits.greeting)
        if greeting.is_positive and greeting.code != 220:
            raise NonsenseError("no greeting")
    except OSError as error:
        raise TroubleError(trouble.no_greeting(server, error)) from error
    if not greeting.is_positive:
        raise TroubleError(trouble.turned_away(server, greeting), greeting)
    _introduce(connection)


def _introduce(connection: Connection) -> None:
    """EHLO; HELO for a server that does not know it (RFC 5321 §3.2)."""
    code, _ = connection.ehlo()
    if code >= 500:
        code, _ = connection.helo()
    if code != 250:
        reply = Reply(code, (connection.helo_resp or connection.ehlo_resp or b"").decode())
        raise TroubleError(trouble.turned_away(connection.server, reply), reply)


def _upgrade(connection: Connection) -> None:
    """STARTTLS (RFC 3207), after which everything learnt before counts for nothing."""
    server = connection.server
    if not connection.has_extn("starttls"):
        raise TroubleError(trouble.no_starttls(server))
    (reply,) = connection.exchange(["STARTTLS"])
    if reply.code != 220:
        raise TroubleError(trouble.no_starttls(server), reply)
    _encrypt(connection)
    _introduce(connection)


def _encrypt(connection: Connection) -> None:
    server = connection.server
    try:
        context = trusting(server.ca_file)
    except (OSError, ValueError) as error:
        raise TroubleError(trouble.unusable_ca_file(server)) from error
    try:
        connection.secure(context)
    except OSError as error:
        raise TroubleError(trouble.insecure(server, error)) from error


def trusting(ca_file: str | None) -> ssl.SSLContext:
    """TLS 1.2 or newer, with a certificate issued by whom `ca_file` names (None: the system).

    Raises OSError (ssl.SSLError is one) for a file that is none or holds no certificate.
    """
    changed = Path(ca_file).stat().st_mtime_ns if ca_file else 0
    return _context(ca_file, changed)


@functools.lru_cache(maxsize=16)
def _context(ca_file: str | None, _changed: int) -> ssl.SSLContext:
    """Kept, for reading the system's certificates takes 20 ms. Host names are verified."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if ca_file:
        context.load_verify_locations(ca_file)
    else:
        context.load_default_certs()
    return context


def _sign_in(connection: Connection, password: str) -> None:
    """AUTH (RFC 4954) with the first mechanism we know that the server offers."""
    server = connection.server
    if not (connection.is_secure or is_loopback(connection.peer)):
        raise TroubleError(trouble.clear_password(server))
    offered = connection.esmtp_features.get("auth", "").upper().split()
    mechanism = next((name for name in MECHANISMS if name in offered), None)
    if mechanism is None:
        raise TroubleError(trouble.no_auth(server))
    reply = MECHANISMS[mechanism](connection, server.username, password)
    if reply.code == 235:
        return
    if reply.is_permanent:
        raise TroubleError(trouble.password_wrong(server, reply), reply)
    raise TroubleError(trouble.sign_in_postponed(server, reply), reply)


def is_loopback(peer: str) -> bool:
    """Whether the network address `peer` is this computer."""
    address = ipaddress.ip_address(peer.partition("%")[0])
    mapped = getattr(address, "ipv4_mapped", None)
    return bool((mapped or address).is_loopback)
