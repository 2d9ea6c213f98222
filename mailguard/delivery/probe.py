"""A probe: signs in to an account's server without sending anything, and says how that went."""

from __future__ import annotations

import msgspec

from mailguard.delivery.connection import Connection
from mailguard.delivery.limits import Limits
from mailguard.delivery.session import TroubleError, open_session
from mailguard.domain.account import Account, Auth, Server
from mailguard.domain.command import Tried
from mailguard.domain.envelope import Capabilities
from mailguard.i18n import _

IMPATIENT = Limits(connect=10.0, greeting=15.0, reply=30.0)
"""Somebody is watching."""


class Trial(msgspec.Struct, frozen=True):
    """How it went, and what the server offers where it went well."""

    tried: Tried
    capabilities: Capabilities | None = None


def probe(account: Account, password: str | None, limits: Limits = IMPATIENT) -> Trial:
    """Connect, encrypt, sign in, leave. Blocking; never raises for what a server does."""
    connection = Connection(account.server, limits)
    try:
        open_session(connection, password)
    except TroubleError as error:
        return Trial(Tried(succeeded=False, sentence=str(error.trouble)))
    capabilities = connection.capabilities
    connection.farewell()
    return Trial(Tried(succeeded=True, sentence=_well(account.server)), capabilities)


def _well(server: Server) -> str:
    if server.auth is Auth.NONE:
        sentence = _("{host} answers and can be used; it asks for no sign-in.")
    else:
        sentence = _("{host} answers and accepts the user name and the password.")
    return sentence.format(host=server.host)
