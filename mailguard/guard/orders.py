"""Orders: the commands that move a mail."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from mailguard.domain import command as c
from mailguard.domain.entry import Channel, Entry
from mailguard.domain.record import Ordered, Shown
from mailguard.domain.state import State
from mailguard.guard.asking import Asking
from mailguard.guard.question import Question
from mailguard.guard.questions import Questions
from mailguard.guard.releasing import Releasing
from mailguard.guard.reopening import Reopening
from mailguard.guard.rim import Rim
from mailguard.guard.storage import ConflictError
from mailguard.guard.testimony import unmet
from mailguard.i18n import _

Handler = Callable[[Any, Channel], Awaitable[c.Response]]

_INSPECTION_PATIENCE = 12.0
"""Seconds an answer by command line waits for an inspection; the worker has ended by then."""


class Orders:
    """Answers questions, and moves what was answered."""

    def __init__(
        self,
        questions: Questions,
        asking: Asking,
        releasing: Releasing,
        reopening: Reopening,
        delay: Callable[[], float],
        rim: Rim,
    ) -> None:
        self._questions = questions
        self._asking = asking
        self._releasing = releasing
        self._reopening = reopening
        self._delay = delay
        self._spool = rim.spool
        self._witness = rim.witness
        self._has_rules = rim.has_rules

    def handlers(self) -> Mapping[type[Any], Callable[[Any, Channel], Awaitable[c.Response]]]:
        moving: dict[type[Any], Handler] = {
            c.Undo: self._undo,
            c.ReleaseNow: self._release_now,
            c.Pause: self._pause,
            c.Retry: self._retry,
            c.Resolve: self._resolve,
            c.SendAfterAll: self._send_after_all,
        }
        noted = {kind: self._noted(handler) for kind, handler in moving.items()}
        return {c.Acknowledge: self._acknowledge, c.Answer: self._answer, **noted}

    def _noted(self, handler: Handler) -> Handler:
        """`handler`, and that its order was carried out goes into the journal."""

        async def carry_out(command: Any, by: Channel) -> c.Response:
            response = await handler(command, by)
            self._witness.note(Ordered(command.id, by, type(command).__name__.lower()))
            return response

        return carry_out

    async def _acknowledge(self, command: c.Acknowledge, _by: Channel) -> c.Response:
        question = self._question(command.id)
        question.acknowledged.set()
        self._witness.note(Shown(question.id, command.revision))
        return c.Done()

    async def _answer(self, command: c.Answer, by: Channel) -> c.Response:
        question = self._question(command.id)
        if command.choice is c.Choice.SEND:
            declined = await self._not_yet(question, command, by)
            if declined is not None:
                return declined
        if command.revision != question.entry.revision:
            return c.Declined(_("This mail has changed. Please look at it once more."), "stale")
        await self._asking.answer(question, command, by)
        return c.Done()

    async def _not_yet(
        self, question: Question, command: c.Answer, by: Channel
    ) -> c.Declined | None:
        if not await _is_inspected(question):
            return c.Declined(_("This mail is still being looked through."), "not-now")
        inspection = question.inspection
        if inspection and (refusals := inspection.decision.refusals):
            return c.Declined(refusals[0].sentence, "refused")
        # A command line cannot tick rows; what it left open stands in the journal.
        if by is Channel.DESKTOP and inspection and unmet(inspection.decision, command):
            return c.Declined(_("Some points have not been confirmed yet."), "unmet")
        return None

    async def _undo(self, command: c.Undo, by: Channel) -> c.Response:
        await self._releasing.undo(command.id, by)
        return c.Done()

    async def _release_now(self, command: c.ReleaseNow, by: Channel) -> c.Response:
        await self._releasing.release(command.id, by)
        return c.Done()

    async def _pause(self, command: c.Pause, by: Channel) -> c.Response:
        await self._releasing.pause(command.id, by)
        return c.Done()

    async def _retry(self, command: c.Retry, by: Channel) -> c.Response:
        await self._releasing.retry(command.id, by)
        return c.Done()

    async def _resolve(self, command: c.Resolve, by: Channel) -> c.Response:
        await self._releasing.resolve(command.id, by, went=command.went)
        return c.Done()

    async def _send_after_all(self, command: c.SendAfterAll, by: Channel) -> c.Response:
        entry = self._spool.entry(command.id)
        if entry is not None and self._is_asked_about(entry):
            await self._reopening.reopen(entry)
        else:
            await self._releasing.restore(command.id, self._delay(), by)
        return c.Done()

    def _is_asked_about(self, entry: Entry) -> bool:
        """Whether it is reviewed before it is sent after all: nobody has answered with *Send* so
        far, or rules hold, which may ask for more than the delay.
        """
        has_to_be = not self._spool.messages(entry.id) or self._has_rules(entry.account)
        is_draft = entry.state is State.WITHDRAWN and has_to_be
        return is_draft or entry.state is State.ABANDONED

    def _question(self, entry_id: str) -> Question:
        question = self._questions.get(entry_id)
        if question is None:
            raise ConflictError(self._spool.entry(entry_id))
        return question


async def _is_inspected(question: Question) -> bool:
    if question.inspected.is_set():  # at once, so that of two answers the first counts
        return True
    try:
        async with asyncio.timeout(_INSPECTION_PATIENCE):
            await question.inspected.wait()
    except TimeoutError:
        return False
    return True
