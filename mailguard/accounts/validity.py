"""What speaks against an account as it was entered."""

from __future__ import annotations

import ipaddress
import ssl

from mailguard.domain.account import Account, Auth, Security, Server
from mailguard.i18n import _


def objection(account: Account) -> str | None:
    """Why the account cannot work, as a sentence with what to do; None: nothing speaks against it.

    Reads the CA file; asks no server.
    """
    server = account.server
    return (
        _of_host(server.host)
        or _of_port(server.port)
        or _of_sign_in(server)
        or _of_ca_file(server.ca_file)
        or _of_hold_limit(account.hold_limit)
    )


def _of_host(host: str) -> str | None:
    if host and len(host) <= 255 and host.isprintable() and not any(x in host for x in " /@"):
        return None
    return _("“{host}” is no server's name. It looks like smtp.example.com.").format(host=host)


def _of_port(port: int) -> str | None:
    if 1 <= port <= 65535:
        return None
    return _("A port is a number from 1 to 65535, most often 587 or 465.")


def _of_sign_in(server: Server) -> str | None:
    if server.auth is Auth.NONE:
        return None
    if not server.username.isprintable():
        return _("The user name holds characters that cannot be typed.")
    if server.security is Security.NONE and not _is_local(server.host):
        return _(
            "A password is not sent over an unprotected connection. Please choose STARTTLS "
            "(mostly port 587) or TLS (mostly port 465)."
        )
    return None


def _is_local(host: str) -> bool:
    if host.rstrip(".").casefold() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _of_ca_file(path: str | None) -> str | None:
    if path is None:
        return None
    try:
        ssl.create_default_context(cafile=path)
    except (OSError, ValueError):  # ssl.SSLError is an OSError
        sentence = _("{file} cannot be read as certificates. It has to be a file in PEM format.")
        return sentence.format(file=path)
    return None


def _of_hold_limit(seconds: float | None) -> str | None:
    if seconds is None or 0 <= seconds <= 600:
        return None
    return _("The time a mail program waits has to be between 0 and 600 seconds.")
