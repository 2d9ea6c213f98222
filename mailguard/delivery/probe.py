"""A probe: signs in to an account's server without sending anything, and says how that went."""

from __future__ import annotations

from mailguard.delivery.connection import Connection
from mailguard.delivery.limits import Limits
from mailguard.delivery.session import TroubleError, open_session
from mailguard.domain.account import Account
from mailguard.domain.delivery import Delivery

IMPATIENT = Limits(connect=10.0, greeting=15.0, reply=30.0)
"""Somebody is watching."""


def probe(account: Account, password: str | None, limits: Limits = IMPATIENT) -> Delivery:
    """Connect, encrypt, sign in, leave: the trouble met, or what the server offers.

    Blocking; never raises for what a server does.
    """
    connection = Connection(account.server, limits)
    try:
        open_session(connection, password)
    except TroubleError as error:
        return Delivery(trouble=error.trouble)
    capabilities = connection.capabilities
    connection.farewell()
    return Delivery(capabilities=capabilities)
