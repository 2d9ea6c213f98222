"""Forgetting somebody: their mails, what was learned of them, their name in the journal."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from mailguard.domain.command import Forget, Forgot, Response
from mailguard.domain.entry import Channel
from mailguard.domain.record import Erased
from mailguard.guard.storage import Spool
from mailguard.journal.scribe import Scribe
from mailguard.knowledge.memory import KnowledgeMemory


class Forgetting:
    """Answers the command Forget."""

    def __init__(self, spool: Spool, memory: KnowledgeMemory, scribe: Scribe) -> None:
        self._spool = spool
        self._memory = memory
        self._scribe = scribe

    def handlers(self) -> Mapping[type[Any], Callable[[Any, Channel], Awaitable[Response]]]:
        return {Forget: self._forget}

    async def _forget(self, command: Forget, by: Channel) -> Response:
        """Raises SpoolError, sqlite3.Error; what was forgotten until then stays forgotten."""
        key = command.address.key
        mails = await self._spool.forget(key)
        was_known = await self._memory.forget(key)
        was_journalled = await self._scribe.erase(key)
        self._scribe.note(Erased(by))
        return Forgot(mails.gone, mails.kept, was_known, was_journalled)
