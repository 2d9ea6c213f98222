"""Troubles: what can stand between an account and its server, in words for people."""

from __future__ import annotations

import errno
import socket
import ssl

from mailguard.delivery.wording import quoted
from mailguard.domain.account import Server
from mailguard.domain.delivery import Obstacle, Trouble
from mailguard.domain.envelope import Extension
from mailguard.domain.reply import Reply
from mailguard.i18n import _

_OFFLINE = frozenset({errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN, errno.EADDRNOTAVAIL})

# What OpenSSL calls it when the other side does not speak TLS at all, by version of OpenSSL.
_NOT_TLS = frozenset(
    {"WRONG_VERSION_NUMBER", "PACKET_LENGTH_TOO_LONG", "RECORD_LAYER_FAILURE", "HTTP_REQUEST"}
)


def unreachable(server: Server, error: OSError | UnicodeError) -> Trouble:
    """Why no connection came about."""
    if isinstance(error, socket.gaierror) and error.errno == socket.EAI_AGAIN:
        return _trouble(
            _("The address of {host} cannot be looked up right now."),
            _("Check that this computer is online; MailGuard tries again by itself."),
            server,
        )
    if isinstance(error, socket.gaierror | UnicodeError):
        return _trouble(
            _("No server with the name {host} can be found."),
            _("Check that this computer is online and that the account names the right server."),
            server,
        )
    if isinstance(error, ConnectionRefusedError):
        return _trouble(
            _("{host} does not answer on port {port}."),
            _("Check the port in the account; most servers use 587 or 465."),
            server,
        )
    if error.errno in _OFFLINE:
        return _trouble(
            _("{host} cannot be reached from here."),
            _("Check that this computer is online; MailGuard tries again by itself."),
            server,
        )
    return _trouble(
        _("{host} did not answer on port {port} in time."),
        _("Check the network, and the server and port in the account."),
        server,
    )


def no_greeting(server: Server, error: OSError) -> Trouble:
    """The connection stands, but the server does not say what an SMTP server says first."""
    if isinstance(error, TimeoutError):
        return _trouble(
            _("{host} is silent on port {port}."),
            _("If this port begins with TLS (465 mostly does), choose TLS in the account."),
            server,
        )
    return _trouble(
        _("{host} does not speak like a mail server on port {port}."),
        _("Check the port and the kind of encryption in the account."),
        server,
    )


def insecure(server: Server, error: OSError) -> Trouble:
    """Why TLS did not come about."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return _bad_certificate(server, error.verify_code)
    if isinstance(error, ssl.SSLError) and error.reason in _NOT_TLS:
        return _trouble(
            _("{host} does not begin with TLS on port {port}."),
            _("Choose STARTTLS in the account, or port 465."),
            server,
        )
    if isinstance(error, ssl.SSLError) and not isinstance(error, ssl.SSLEOFError):
        return _trouble(
            _("{host} offers no encryption that is safe today (TLS 1.2 or newer)."),
            _("Ask the administrator of the server to update it."),
            server,
        )
    return _trouble(
        _("The connection to {host} broke off before it was encrypted."),
        _("Check the port and the kind of encryption in the account."),
        server,
    )


def _bad_certificate(server: Server, code: int) -> Trouble:
    """`code`: of OpenSSL's X509_V_ERR list."""
    match code:
        case 10:
            return _trouble(
                _("The certificate of {host} has expired."),
                _("Check the date of this computer, or ask the administrator to renew it."),
                server,
            )
        case 9:
            return _trouble(
                _("The certificate of {host} is not valid yet."),
                _("Check the date of this computer."),
                server,
            )
        case 62 | 64:
            return _trouble(
                _("The certificate shown by {host} belongs to another name."),
                _("Check the name of the server in the account."),
                server,
            )
        case _:
            return _trouble(
                _("The certificate of {host} was not issued by anyone this computer trusts."),
                _("If your organisation issues its own certificates, add its file to the account."),
                server,
            )


def unusable_ca_file(server: Server) -> Trouble:
    """The account's own certificate file cannot be used."""
    return _trouble(
        _("The certificate file of this account cannot be read: {path}"),
        _("Choose the file again in the account (PEM format)."),
        server,
        path=server.ca_file or "",
    )


def turned_away(server: Server, reply: Reply) -> Trouble:
    """The server's greeting, or its answer to EHLO, was a refusal."""
    return _trouble(
        _("{host} does not accept connections right now: {reply}"),
        _("MailGuard tries again by itself."),
        server,
        reply=quoted(reply),
    )


def no_starttls(server: Server) -> Trouble:
    """STARTTLS is not offered, or was refused: never go on in clear."""
    return _trouble(
        _("{host} does not offer STARTTLS on port {port}, so nothing was sent."),
        _("Choose TLS in the account (port 465), or ask the administrator of the server."),
        server,
    )


def broken_off(server: Server) -> Trouble:
    """The connection was lost before there was anything to send over it."""
    return _trouble(
        _("The connection to {host} broke off."), _("MailGuard tries again by itself."), server
    )


def clear_password(server: Server) -> Trouble:
    """The password would be readable on the way."""
    return _trouble(
        _("The connection to {host} is not encrypted, so the password was not sent."),
        _("Choose TLS or STARTTLS in the account."),
        server,
    )


def no_auth(server: Server) -> Trouble:
    """The server offers no way to sign in that we know."""
    return _trouble(
        _("{host} offers no sign-in with a password on port {port}."),
        _("Check the port and the kind of encryption in the account, or sign in without password."),
        server,
    )


def sign_in_postponed(server: Server, reply: Reply) -> Trouble:
    """The server answered AUTH with a 4xx."""
    return _trouble(
        _("{host} cannot check the password right now: {reply}"),
        _("MailGuard tries again by itself."),
        server,
        reply=quoted(reply),
    )


def password_needed(server: Server) -> Trouble:
    """The password is not known (any more)."""
    return _trouble(
        _("MailGuard needs the password for {host}."),
        _("Enter it in the account; until then the mail waits."),
        server,
        Obstacle.PASSWORD_NEEDED,
    )


def password_wrong(server: Server, reply: Reply) -> Trouble:
    """The server answered AUTH with a 5xx."""
    return _trouble(
        _("{host} did not accept the user name or the password: {reply}"),
        _("Enter the password again in the account; until then the mail waits."),
        server,
        Obstacle.PASSWORD_WRONG,
        reply=quoted(reply),
    )


def sign_in_wanted(server: Server, reply: Reply) -> Trouble:
    """The server answered 530 to a mail."""
    return _trouble(
        _("{host} takes mail only after a sign-in: {reply}"),
        _("Choose sign-in with a password in the account; until then the mail waits."),
        server,
        Obstacle.PASSWORD_NEEDED,
        reply=quoted(reply),
    )


def extension_gone(server: Server, missing: frozenset[Extension]) -> Trouble:
    """The server does not offer what the mail was taken in with."""
    return _trouble(
        _("{host} no longer offers {extensions}, which this mail needs."),
        _("The mail waits; ask the administrator of the server, or send it in a simpler form."),
        server,
        Obstacle.EXTENSION_GONE,
        extensions=", ".join(sorted(missing)),
    )


def _trouble(
    sentence: str,
    remedy: str,
    server: Server,
    obstacle: Obstacle = Obstacle.UNREACHABLE,
    **words: str,
) -> Trouble:
    told = sentence.format(host=server.host, port=server.port, **words)
    return Trouble(obstacle, told, remedy)
