"""A message that is with the guard, until its client has surely heard the answer."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

from mailguard.domain.reply import Reply
from mailguard.guard.ports import Verdict
from mailguard.guard.storage import Reception
from mailguard.smtp import replies
from mailguard.smtp.context import ServerContext

log = logging.getLogger(__name__)


class Submission:
    """The guard's work goes on to its end even if the client leaves; then it is told."""

    def __init__(
        self, context: ServerContext, reception: Reception, on_answer: Callable[[Reply], None]
    ) -> None:
        """`on_answer`: called once, unless the client has left."""
        self._context = context
        self._on_answer = on_answer
        self._hung_up: asyncio.Future[None] = context.loop.create_future()
        self._has_left = False
        self._answered_at: float | None = None
        self._id = reception.id
        self._task = context.run(context.intake.submit(reception, self._hung_up))
        self._task.add_done_callback(self._decided)

    def client_left(self) -> None:
        """The connection has ended, and not by us."""
        self._has_left = True
        if not self._task.done():
            self._hung_up.set_result(None)
        elif self._answered_at is not None and self._is_recent(self._answered_at):
            self._note_unheard()

    def _is_recent(self, time: float) -> bool:
        return self._context.loop.time() - time < self._context.settings.timers.unheard

    def _decided(self, task: asyncio.Task[Verdict]) -> None:
        if task.cancelled():  # the whole program is ending
            return
        reply = self._reply_of(task)
        if not self._has_left:
            self._answered_at = self._context.loop.time()
            self._on_answer(reply)
        elif not self._hung_up.done():  # it left between the guard's decision and this moment
            self._note_unheard()

    def _reply_of(self, task: asyncio.Task[Verdict]) -> Reply:
        error = task.exception()
        if error is None:
            return task.result().reply
        log.error("%s: the guard failed", self._id, exc_info=error)
        return replies.OWN_FAILURE

    def _note_unheard(self) -> None:
        """A client that did not hear a refusal believes the same as one that did."""
        if not self._task.exception() and self._task.result().reply.is_positive:
            self._context.run(self._context.intake.perhaps_unheard(self._task.result().entry_id))
