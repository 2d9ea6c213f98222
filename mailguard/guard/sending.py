"""Sending: what may leave at once is claimed with the move that lets it, where a line is free."""

from __future__ import annotations

from collections.abc import Sequence

from mailguard.domain.entry import Channel, Claim, Entry, OutgoingMessage
from mailguard.domain.state import State
from mailguard.guard.ports import Berth, Departures
from mailguard.guard.storage import Spool


class Sending:
    """Commits as the spool does."""

    def __init__(self, spool: Spool, departures: Departures) -> None:
        self._spool = spool
        self._departures = departures

    async def commit(
        self,
        entry: Entry,
        *,
        was: State | None,
        by: Channel,
        messages: Sequence[OutgoingMessage] = (),
        supersedes: Sequence[str] = (),
    ) -> Entry:
        """`Spool.commit`, but that an entry on its way to QUEUED may come out as SENDING."""
        if entry.state is State.QUEUED and was is not State.QUEUED and messages:
            berth = self._departures.reserve(entry.account)
            if berth:
                return await self._send_off(berth, entry, was, by, messages, supersedes)
        return await self._spool.commit(
            entry, was=was, by=by, messages=messages, supersedes=supersedes
        )

    async def _send_off(
        self,
        berth: Berth,
        entry: Entry,
        was: State | None,
        by: Channel,
        messages: Sequence[OutgoingMessage],
        supersedes: Sequence[str],
    ) -> Entry:
        claim: Claim | None = None
        try:
            claim = await self._spool.commit_claimed(
                entry, was=was, by=by, messages=messages, supersedes=supersedes
            )
        finally:
            if not berth.done():  # else the engine has stopped waiting: it will ask what became
                berth.set_result(claim)
        return claim.entry
