"""Releasing: the delay after *Send*, what can be done meanwhile, and what comes after."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta

from msgspec.structs import replace

from mailguard.domain.clock import Clock
from mailguard.domain.entry import Channel, Entry
from mailguard.domain.state import State
from mailguard.guard.board import Board
from mailguard.guard.brake import Brake
from mailguard.guard.prepare import moved
from mailguard.guard.sending import Sending
from mailguard.guard.storage import ConflictError, Spool, SpoolError
from mailguard.guard.timetable import Timetable

log = logging.getLogger(__name__)

_ALL = 1_000_000
_LONGEST = timedelta(days=30)
"""No delay is longer (domain/settings.py)."""

_AGAIN = 5.0
"""Seconds until a release that the spool failed is tried again."""


class Releasing:
    """Moves entries from DELAYED on, and back.

    Each method raises ConflictError where the entry is no longer in a state that allows it, and
    SpoolError where the spool failed; nothing has changed then.
    """

    def __init__(
        self,
        spool: Spool,
        board: Board,
        timetable: Timetable,
        clock: Clock,
        sending: Sending,
        brake: Brake,
        queued: Callable[[str], None],
    ) -> None:
        self._spool = spool
        self._board = board
        self._timetable = timetable
        self._clock = clock
        self._sending = sending
        self._brake = brake
        self._queued = queued

    def begin(self, entry: Entry, delay: float) -> None:
        """The entry was just committed as DELAYED or QUEUED, or claimed: let its time run."""
        if entry.state is State.DELAYED and entry.release_at is not None:
            self._timetable.put(entry.id, delay)
        elif entry.state is State.QUEUED:
            self._queued(entry.account)
        self._board.changed(entry)

    async def let_go(self, entry_id: str) -> None:
        """Its time is up: DELAYED → QUEUED. A spool that fails is asked again a little later."""
        try:
            await self.release(entry_id, Channel.ENGINE)
        except ConflictError:
            return  # taken back or paused at the last moment
        except Exception:  # whatever is wrong with this one, the others have their times too
            log.exception("%s could not be released", entry_id)
            self._timetable.put(entry_id, _AGAIN)

    async def release(self, entry_id: str, by: Channel) -> Entry:
        """DELAYED → QUEUED, at once. Raises ActionRefusedError while everything is held."""
        self._brake.require_off()
        entry = self._require(entry_id, State.DELAYED)
        queued = replace(entry, state=State.QUEUED, release_at=None, scheduled=False, reason="")
        return await self._move(entry, queued, by)

    async def pause(self, entry_id: str, by: Channel) -> Entry:
        """DELAYED without a time: held until released."""
        entry = self._require(entry_id, State.DELAYED)
        paused = replace(entry, release_at=None, scheduled=False)
        return await self._move(entry, paused, by)

    async def undo(self, entry_id: str, by: Channel) -> Entry:
        """Take back everything that no server took yet."""
        entry = self._require(entry_id, *(State.DELAYED, State.QUEUED, State.FAILED))
        if entry.state is State.QUEUED:
            withdrawn = await self._spool.withdraw_waiting(entry_id, by)
            self._board.changed(withdrawn)
            return withdrawn
        withdrawn = replace(entry, state=State.WITHDRAWN, release_at=None, scheduled=False)
        return await self._move(entry, withdrawn, by)

    async def restore(self, entry_id: str, delay: float, by: Channel) -> Entry:
        """WITHDRAWN → DELAYED: send after all."""
        entry = self._require(entry_id, State.WITHDRAWN)
        state = State.DELAYED if delay else State.QUEUED
        at = self._clock.now() + timedelta(seconds=delay)
        restored = replace(entry, state=state, release_at=at if delay else None, reason="")
        return await self._move(entry, restored, by, delay)

    async def retry(self, entry_id: str, by: Channel) -> Entry:
        """Recipients that wait or were refused are tried again, now."""
        entry = self._require(entry_id, State.QUEUED, State.FAILED)
        again = await self._spool.requeue(entry_id, entry.state, self._clock.now(), by)
        self._queued(again.account)
        self._board.changed(again)
        return again

    async def resolve(self, entry_id: str, by: Channel, *, went: bool) -> Entry:
        """UNCERTAIN → SENT, or → QUEUED to be sent again."""
        self._require(entry_id, State.UNCERTAIN)
        if went:
            resolved = await self._spool.mark_gone(entry_id, by)
        else:
            now = self._clock.now()
            resolved = await self._spool.requeue(entry_id, State.UNCERTAIN, now, by)
            self._queued(resolved.account)
        self._board.changed(resolved)
        return resolved

    async def postpone_all(self, delay: float) -> None:
        """After a start or a sleep: nothing that was already waiting leaves for `delay` seconds."""
        for entry in self._spool.entries((State.DELAYED, State.QUEUED), limit=_ALL):
            try:
                await self._postpone(entry, delay)
            except ConflictError:
                continue  # it moved meanwhile, by the user's hand
            except SpoolError as error:
                log.warning("%s stays where it is: %s", entry.id, error)

    async def _postpone(self, entry: Entry, delay: float) -> None:
        at = self._clock.now() + timedelta(seconds=delay)
        if entry.state is State.QUEUED:
            await self._spool.requeue(entry.id, State.QUEUED, at, Channel.ENGINE)
            self._queued(entry.account)
        elif entry.scheduled and entry.release_at is not None and entry.release_at > at:
            self._timetable.put(entry.id, (entry.release_at - self._clock.now()).total_seconds())
        elif entry.release_at is not None:
            # a rule may have asked for more than the settings' delay; a clock that was set back
            # must not hold a mail for ever
            until = min(max(at, entry.release_at), at + _LONGEST)
            later = replace(entry, release_at=until, scheduled=False)
            left = (until - self._clock.now()).total_seconds()
            await self._move(entry, later, Channel.ENGINE, left)

    async def _move(self, entry: Entry, to: Entry, by: Channel, delay: float = 0.0) -> Entry:
        messages = self._spool.messages(entry.id) if to.state is not entry.state else ()
        messages = moved(messages, to.state, self._clock.now())
        written = await self._sending.commit(to, was=entry.state, by=by, messages=messages)
        self._timetable.drop(entry.id)
        if written.release_at is not None:
            self._timetable.put(entry.id, delay)
        if written.state is State.QUEUED:
            self._queued(written.account)
        self._board.changed(written)
        return written

    def _require(self, entry_id: str, *states: State) -> Entry:
        entry = self._spool.entry(entry_id)
        if entry is None or entry.state not in states:
            raise ConflictError(entry)
        return entry
