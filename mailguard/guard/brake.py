"""The brake: while it is on nothing leaves, whatever its time, until mail is let go again."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any

from mailguard import files
from mailguard.domain.action import ActionRefusedError
from mailguard.domain.command import Declined, Done, HoldAll, Response
from mailguard.domain.entry import Channel
from mailguard.domain.event import Condition
from mailguard.domain.record import Braked
from mailguard.guard.conditions import ConditionBoard
from mailguard.guard.ports import Witness
from mailguard.i18n import _

log = logging.getLogger(__name__)

ID = "everything-held"
"""The condition that holds while the brake is on."""


class Brake:
    """Remembers its state in a file, which is there while it is on."""

    def __init__(
        self,
        path: Path,
        conditions: ConditionBoard,
        witness: Witness,
        let_go: Callable[[], Awaitable[None]],
    ) -> None:
        """`let_go` is called when the brake was taken off."""
        self._path = path
        self._conditions = conditions
        self._witness = witness
        self._let_go = let_go
        self.is_on = path.exists()
        self._tell()

    def require_off(self) -> None:
        """Raises ActionRefusedError while it is on."""
        if self.is_on:
            raise ActionRefusedError(_("All mail is held. Let it go again first."))

    def handlers(self) -> Mapping[type[Any], Callable[[Any, Channel], Awaitable[Response]]]:
        return {HoldAll: self._hold_all}

    async def _hold_all(self, command: HoldAll, by: Channel) -> Response:
        if command.on is self.is_on:
            return Done()
        try:
            await asyncio.to_thread(self._write, on=command.on)
        except OSError as error:
            log.warning("the brake: %s", error)
            return Declined(_("This could not be written to the disk. Please try again."), "failed")
        self.is_on = command.on
        self._witness.note(Braked(command.on, by))
        self._tell()
        if not self.is_on:
            await self._let_go()
        return Done()

    def _write(self, *, on: bool) -> None:
        if on:
            files.replace(self._path, b"")
        else:
            self._path.unlink(missing_ok=True)

    def _tell(self) -> None:
        held = Condition(
            ID,
            _("All mail is held. Nothing leaves this computer."),
            _("Let mail go again in MailGuard’s menu, or with `mailguard hold off`."),
        )
        self._conditions.report("brake", *([held] if self.is_on else []))
