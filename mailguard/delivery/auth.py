"""AUTH (RFC 4954): proving to a server who we are, by the mechanisms PLAIN, LOGIN and CRAM-MD5."""

from __future__ import annotations

import base64
import binascii
import hmac
from collections.abc import Callable, Mapping
from types import MappingProxyType

from mailguard.delivery.connection import Connection, NonsenseError
from mailguard.domain.reply import Reply

Mechanism = Callable[[Connection, str, str], Reply]
"""Signs in with a user name and a password; the server's last reply. Raises OSError."""


def _plain(connection: Connection, username: str, password: str) -> Reply:
    """RFC 4616."""
    return _say(connection, "AUTH PLAIN " + _encoded(f"\0{username}\0{password}"))


def _login(connection: Connection, username: str, password: str) -> Reply:
    """Never standardised; the server asks twice, in words of its own."""
    reply = _say(connection, "AUTH LOGIN")
    for answer in (username, password):
        if reply.code != 334:
            break
        reply = _say(connection, _encoded(answer))
    return reply


def _cram_md5(connection: Connection, username: str, password: str) -> Reply:
    """RFC 2195."""
    reply = _say(connection, "AUTH CRAM-MD5")
    if reply.code != 334:
        return reply
    try:
        challenge = base64.b64decode(reply.text)
    except binascii.Error as error:
        raise NonsenseError("the challenge is not base64") from error
    digest = hmac.new(password.encode(), challenge, "md5").hexdigest()
    return _say(connection, _encoded(f"{username} {digest}"))


# The order is ours: over TLS the password is safe, and servers that keep it hashed offer CRAM-MD5
# in vain. One mechanism only is tried, for each failure counts against the account.
MECHANISMS: Mapping[str, Mechanism] = MappingProxyType(
    {"PLAIN": _plain, "LOGIN": _login, "CRAM-MD5": _cram_md5}
)


def _say(connection: Connection, line: str) -> Reply:
    (reply,) = connection.exchange([line])
    return reply


def _encoded(text: str) -> str:
    return base64.b64encode(text.encode()).decode()
