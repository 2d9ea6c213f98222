"""The front: hands each command of a desktop or a command line to the one who does it."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from mailguard.domain.action import ActionRefusedError
from mailguard.domain.command import Command, Declined, Response
from mailguard.domain.entry import Channel, Entry
from mailguard.domain.event import Event
from mailguard.domain.permissions import Permissions
from mailguard.domain.state import State
from mailguard.guard.lookups import Lookups
from mailguard.guard.permitting import forbidden
from mailguard.guard.storage import ConflictError, SpoolError
from mailguard.i18n import N_, _

log = logging.getLogger(__name__)

Handler = Callable[[Any, Channel], Awaitable[Response]]
Handlers = Mapping[type[Any], Handler]


class FrontDesk:
    """Implements `Front` with the handlers of several desks, one for each kind of command."""

    def __init__(
        self, lookups: Lookups, permissions: Callable[[], Permissions], *handlers: Handlers
    ) -> None:
        self._lookups = lookups
        self._permissions = permissions
        self._handlers: dict[type[Any], Handler] = {}
        for some in (lookups.handlers(), *handlers):
            self._handlers.update(some)

    def snapshot(self) -> tuple[Event, ...]:
        return self._lookups.snapshot()

    async def handle(self, command: Command, by: Channel) -> Response:
        sentence = forbidden(command, by, self._permissions())
        return Declined(sentence, "forbidden") if sentence else await self._do(command, by)

    async def _do(self, command: Command, by: Channel) -> Response:
        try:
            return await self._handlers[type(command)](command, by)
        except ConflictError as conflict:
            return Declined(_why_not(conflict.current), "stale" if conflict.current else "unknown")
        except ActionRefusedError as refused:
            return Declined(str(refused), "invalid")
        except SpoolError as error:
            log.warning("%s: the spool failed: %s", type(command).__name__, error)
            return Declined(_("This could not be written to the disk. Please try again."), "failed")
        except Exception:  # the caller is told; the engine goes on for everybody else
            log.exception("%s failed", type(command).__name__)
            return Declined(_("MailGuard could not do this. Details are in its log."), "failed")


def _why_not(current: Entry | None) -> str:
    if current is None:
        return _("There is no such mail.")
    return _(_STANDING.get(current.state, _MOVED_ON))


_MOVED_ON = N_("That is not possible now: this mail has moved on meanwhile.")
_STANDING = {
    State.DELAYED: N_("That is not possible now: this mail is already on its way out."),
    State.QUEUED: N_("That is not possible now: this mail is already on its way out."),
    State.SENDING: N_("That is not possible now: this mail is just being sent."),
    State.SENT: N_("That is not possible any more: this mail was sent."),
    State.WITHDRAWN: N_("This mail was taken back already."),
    State.REFUSED: N_("This mail went back to editing already."),
    State.SUPERSEDED: N_("The same mail came again and took the place of this one."),
    State.ABANDONED: N_("The mail program gave this mail up before it was taken."),
}
