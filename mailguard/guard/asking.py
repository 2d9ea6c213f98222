"""Asking: the open questions, their inspection, and the answers that close them."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from datetime import timedelta

from msgspec.structs import replace

from mailguard.domain.account import Account
from mailguard.domain.action import ActionRefusedError
from mailguard.domain.clock import Clock
from mailguard.domain.command import Choice
from mailguard.domain.entry import Channel, Entry, OutgoingMessage
from mailguard.domain.event import Asked, Inspected, Recall
from mailguard.domain.inspection import Inspection, Preview
from mailguard.domain.reply import Reply
from mailguard.domain.state import State
from mailguard.guard import repeats
from mailguard.guard.board import Board
from mailguard.guard.options import Answering, Options
from mailguard.guard.patience import patience_of
from mailguard.guard.ports import ConflictError, Desk, Inspector, Spool, SpoolError
from mailguard.guard.prepare import message_for, prepare
from mailguard.guard.question import Question
from mailguard.guard.releasing import Releasing
from mailguard.guard.wording import ACCEPTED, BACK_TO_EDITING, in_words

log = logging.getLogger(__name__)


class Asking:
    """The open questions by id. All their moves begin here, one at a time for each."""

    def __init__(
        self,
        spool: Spool,
        inspector: Inspector,
        desk: Desk,
        board: Board,
        releasing: Releasing,
        clock: Clock,
        options: Options,
    ) -> None:
        self._spool = spool
        self._inspector = inspector
        self._desk = desk
        self._board = board
        self._releasing = releasing
        self._clock = clock
        self._options = options
        self._questions: dict[str, Question] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    # Opening ---------------------------------------------------------------------------------

    def open(self, entry: Entry, account: Account, header: bytes) -> Question:
        """Ask about `entry`: its inspection begins, the desktops hear of it."""
        question = Question(entry, account, header)
        if entry.state is not State.RECEIVED:
            question.tell(ACCEPTED)
        self._questions[entry.id] = question
        task = asyncio.create_task(self._inspect(question))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return question

    def get(self, entry_id: str) -> Question | None:
        return self._questions.get(entry_id)

    @property
    def questions(self) -> tuple[Question, ...]:
        """The open questions, the oldest first."""
        return tuple(self._questions.values())

    async def _inspect(self, question: Question) -> None:
        inspection = await self._inspector.inspect(
            question.entry, question.account, lambda preview: self._previewed(question, preview)
        )
        try:
            await self._inspected(question, inspection)
            await self._answer_by_itself(question)
        except (ConflictError, SpoolError, ActionRefusedError) as error:
            log.warning("%s: after its inspection: %s", question.id, error)

    def _previewed(self, question: Question, preview: Preview) -> None:
        names = {str(r.address): r.name for r in preview.recipients if r.name}
        question.preview = preview
        question.entry = replace(question.entry, subject=preview.subject, names=names)
        if self._desk.attended:
            self._desk.publish(self.asked(question, preview))

    async def _inspected(self, question: Question, inspection: Inspection) -> None:
        async with question.lock:
            question.inspection = inspection
            if self._is_open(question):
                question.entry = replace(question.entry, fingerprint=inspection.fingerprint)
                await self._take_repeats_in(question)
                if question.entry.state is not State.RECEIVED:
                    await self._write(question, question.entry.state, Channel.ENGINE)
        question.inspected.set()
        if self._desk.attended and self._is_open(question):
            self._desk.publish(self.asked(question, inspection.preview))
            self._desk.publish(Inspected(question.id, question.entry.revision, inspection))

    def asked(self, question: Question, preview: Preview) -> Asked:
        """The event that has a desktop show the question."""
        summary = self._board.summary(question.entry, client_waits=question.is_held)
        return Asked(summary, preview)

    async def _take_repeats_in(self, question: Question) -> None:
        """Let `question` stand for the earlier ones without a 250; note the others on it."""
        entry = question.entry
        for older in self.questions:
            if older is not question and repeats.is_overtaken(older.entry, entry):
                await self._overtake(older, question)
        earlier = self._spool.same_content(entry.account, entry.fingerprint)
        question.supersedes.extend(e.id for e in earlier if e.state is State.ABANDONED)
        note = repeats.note([e for e in earlier if e.id != entry.id])
        question.entry = replace(entry, note=note or entry.note)

    async def _overtake(self, older: Question, newer: Question) -> None:
        async with older.lock:
            if self._is_open(older):
                await self._write(older, State.SUPERSEDED, Channel.ENGINE)
                self._questions.pop(older.id)
                older.give_way(newer)
                self._board.changed(older.entry)

    async def _answer_by_itself(self, question: Question) -> None:
        if not self._is_open(question) or question.inspection is None:
            return
        if self._options.answering is Answering.BACK:
            await self.back(question, Channel.ENGINE)
        elif (
            self._options.answering is Answering.SEND
            or not question.inspection.decision.needs_answer
        ):
            await self.send(question, (), Channel.ENGINE)

    # Answering -------------------------------------------------------------------------------

    async def answer(
        self, question: Question, choice: Choice, actions: Sequence[str], by: Channel
    ) -> None:
        """Do what the user chose. Raises ConflictError, SpoolError, ActionRefusedError."""
        if choice is Choice.SEND:
            await self.send(question, actions, by)
        else:
            await self.back(question, by)

    async def send(self, question: Question, actions: Sequence[str], by: Channel) -> None:
        """RECEIVED, ASKING or ABANDONED → DELAYED, or QUEUED where there is no delay."""
        async with question.lock:
            self._require_open(question)
            now, delay = self._clock.now(), self._delay(question)
            outgoing = prepare(question.entry, question.account, question.header, actions, now)
            state = State.DELAYED if delay else State.QUEUED
            entry = replace(
                question.entry,
                release_at=now + timedelta(seconds=delay) if delay else None,
                reason="",
            )
            message = message_for(entry, outgoing, state, now)
            question.entry = entry
            written = await self._write(question, state, by, message)
            self._close(question, ACCEPTED)
            self._releasing.begin(written, delay)

    async def back(self, question: Question, by: Channel) -> None:
        """RECEIVED → REFUSED, ASKING → WITHDRAWN; an abandoned mail stays what it is."""
        async with question.lock:
            self._require_open(question)
            if question.entry.state is State.RECEIVED:
                await self._write(question, State.REFUSED, by)
            elif question.entry.state is State.ASKING:
                await self._write(question, State.WITHDRAWN, by)
            self._close(question, self._in_words(question, BACK_TO_EDITING))
            self._board.changed(question.entry)

    async def lapse(self, question: Question) -> None:
        """RECEIVED → ASKING: the mail program waits no longer, the mail is ours now."""
        async with question.lock:
            if question.entry.state is not State.RECEIVED or not self._is_open(question):
                return
            await self._write(question, State.ASKING, Channel.ENGINE)
            question.tell(ACCEPTED)
            self._board.changed(question.entry)
        self.recall_later(question)

    async def abandon(self, question: Question, reply: Reply) -> None:
        """RECEIVED → ABANDONED: the mail program hung up, or is told our own failure."""
        async with question.lock:
            if question.entry.state is not State.RECEIVED or not self._is_open(question):
                return
            await self._write(question, State.ABANDONED, Channel.ENGINE)
            self._close(question, self._in_words(question, reply))
            self._board.changed(question.entry)

    def forget(self, question: Question) -> None:
        """Stop asking: the spool failed, and the mail program was told so."""
        self._questions.pop(question.id, None)

    def recall_later(self, question: Question) -> None:
        """Have an unanswered question shown again after a while, again and again."""
        asyncio.get_running_loop().call_later(self._options.recall_after, self._recall, question)

    def _recall(self, question: Question) -> None:
        if self._is_open(question):
            self._desk.publish(Recall(question.id))
            self.recall_later(question)

    # Parts -----------------------------------------------------------------------------------

    async def _write(
        self,
        question: Question,
        state: State,
        by: Channel,
        message: OutgoingMessage | None = None,
    ) -> Entry:
        before = question.entry
        question.entry = await self._spool.commit(
            replace(before, state=state),
            was=None if before.state is State.RECEIVED else before.state,
            by=by,
            message=message,
            supersedes=tuple(question.supersedes),
        )
        question.supersedes.clear()
        return question.entry

    def _close(self, question: Question, reply: Reply) -> None:
        self._questions.pop(question.id, None)
        question.tell(reply)

    def _is_open(self, question: Question) -> bool:
        return self._questions.get(question.id) is question

    def _require_open(self, question: Question) -> None:
        if not self._is_open(question):
            raise ConflictError(question.entry)

    def _delay(self, question: Question) -> float:
        if self._options.delay is not None:
            return self._options.delay
        return question.inspection.decision.delay if question.inspection else 0.0

    def _in_words(self, question: Question, reply: Reply) -> Reply:
        patience = patience_of(question.entry.client, question.account)
        return in_words(reply, utf8=patience.speaks_utf8)
