"""Who may come in: decided before the greeting."""

from __future__ import annotations

import asyncio
import logging
import select
import socket

from mailguard.domain.reply import Reply
from mailguard.smtp import replies
from mailguard.smtp.context import ServerContext
from mailguard.smtp.endpoint import Endpoint
from mailguard.smtp.peer import is_welcome

log = logging.getLogger(__name__)


def refusal(transport: asyncio.BaseTransport, context: ServerContext) -> Reply | None:
    """Why a client is turned away; None: it is welcome."""
    if context.is_closing:
        return replies.STOPPING
    client, server = _ends(transport)
    if not is_welcome(client, server):
        log.warning("a program of another user was turned away")
        return replies.OTHER_USER
    if len(context.connections) > context.settings.limits.connections:
        log.warning("more than %d connections are open", context.settings.limits.connections)
        return replies.TOO_MANY_CONNECTIONS
    if _has_spoken(transport):
        log.warning("a program that spoke before it was greeted was turned away")
        return replies.TOO_EAGER
    return None


def _ends(transport: asyncio.BaseTransport) -> tuple[Endpoint, Endpoint]:
    client, server = transport.get_extra_info("peername"), transport.get_extra_info("sockname")
    return Endpoint(*client[:2]), Endpoint(*server[:2])


def _has_spoken(transport: asyncio.BaseTransport) -> bool:
    """Whether something can be read already. In TLS the client speaks first, as it should."""
    if transport.get_extra_info("ssl_object"):
        return False
    one: socket.socket = transport.get_extra_info("socket")
    if hasattr(select, "poll"):
        poll = select.poll()
        poll.register(one.fileno(), select.POLLIN)
        return bool(poll.poll(0))
    return bool(select.select([one.fileno()], [], [], 0)[0])  # Windows
