"""Reopening: asks again about mails whose question outlived the engine, or that were given up."""

from __future__ import annotations

import logging

from msgspec.structs import replace

from mailguard.domain.entry import Channel, Entry
from mailguard.domain.state import State
from mailguard.guard.asking import Asking
from mailguard.guard.ports import Accounts
from mailguard.guard.storage import ConflictError, Spool, SpoolError
from mailguard.message.heading import heading_of

log = logging.getLogger(__name__)

_MOST = 100_000


class Reopening:
    """Opens questions for entries that lie in the spool."""

    def __init__(self, spool: Spool, accounts: Accounts, asking: Asking) -> None:
        self._spool = spool
        self._accounts = accounts
        self._asking = asking

    async def reopen_all(self) -> None:
        """After a start: every mail in ASKING is asked about again, as a new revision."""
        for entry in reversed(self._spool.entries((State.ASKING,), limit=_MOST)):
            try:
                await self.reopen(entry)
            except (ConflictError, SpoolError) as error:  # the others are asked about all the same
                log.warning("%s cannot be asked about: %s", entry.id, error)

    async def name_abandoned(self) -> None:
        """After a crash: mails that no worker has read get the subject of their header."""
        for entry in self._spool.entries((State.ABANDONED,), limit=_MOST):
            if not entry.subject:
                await self._name(entry)

    async def _name(self, entry: Entry) -> None:
        try:
            subject = heading_of(self._spool.header(entry)).subject
            if subject:
                named = replace(entry, subject=subject)
                await self._spool.commit(named, was=entry.state, by=Channel.ENGINE)
        except (ConflictError, SpoolError) as error:
            log.warning("%s stays without its subject: %s", entry.id, error)

    async def reopen(self, entry: Entry) -> None:
        """Ask about `entry` again. Raises ConflictError if it moved on or has no account."""
        account = self._accounts.get(entry.account)
        if account is None:
            raise ConflictError(entry)
        again = replace(entry, revision=entry.revision + 1)
        again = await self._spool.commit(again, was=entry.state, by=Channel.ENGINE)
        question = self._asking.open(again, account, self._spool.header(again))
        self._asking.kept(question)
        self._asking.recall_later(question)
