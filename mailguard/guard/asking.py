"""Asking: opens questions, and closes each by the answer that came first."""

from __future__ import annotations

import asyncio
import logging

from msgspec.structs import replace

from mailguard.domain.account import Account
from mailguard.domain.action import ActionRefusedError, Prepared
from mailguard.domain.command import Answer, Choice
from mailguard.domain.entry import Channel, Entry
from mailguard.domain.event import Recall
from mailguard.domain.reply import Reply
from mailguard.domain.state import State
from mailguard.guard.board import Board
from mailguard.guard.brake import Brake
from mailguard.guard.looking import Looking
from mailguard.guard.options import Options
from mailguard.guard.patience import patience_of
from mailguard.guard.prepare import Preparing, described, messages_for
from mailguard.guard.question import Question
from mailguard.guard.questions import Questions
from mailguard.guard.releasing import Releasing
from mailguard.guard.rim import Rim
from mailguard.guard.storage import ConflictError, SpoolError
from mailguard.guard.testimony import testimony
from mailguard.guard.waiting import waiting_for
from mailguard.guard.witnessing import answered, by_itself
from mailguard.guard.wording import ACCEPTED, back_to_editing, in_words

log = logging.getLogger(__name__)


class Asking:
    """Moves entries out of RECEIVED and ASKING; for one question, one move at a time."""

    def __init__(
        self,
        questions: Questions,
        looking: Looking,
        releasing: Releasing,
        board: Board,
        brake: Brake,
        rim: Rim,
        options: Options,
    ) -> None:
        self._questions = questions
        self._looking = looking
        self._releasing = releasing
        self._board = board
        self._desk = rim.desk
        self._clock = rim.clock
        self._witness = rim.witness
        self._brake = brake
        self._options = options
        self._preparing = Preparing(rim.spool, rim.preparer, rim.agreed)
        self._tasks: set[asyncio.Task[None]] = set()

    def open(
        self, entry: Entry, account: Account, header: bytes, octets: bytes | None = None
    ) -> Question:
        """Ask about `entry`: its inspection begins; `kept` is to follow.

        `octets`: the message, where its file may not be there yet.
        """
        question = Question(entry, account, header)
        if entry.state is not State.RECEIVED:
            question.tell(ACCEPTED)
        self._questions.add(question)
        self._keep(asyncio.create_task(self._look_through(question, octets)))
        return question

    def kept(self, question: Question) -> None:
        """Its octets are on the disk: the desktops hear of it."""
        self._looking.kept(question)

    async def answer(self, question: Question, answer: Answer, by: Channel) -> None:
        """Do what the user chose. Raises ConflictError, SpoolError, ActionRefusedError."""
        if answer.choice is Choice.SEND:
            await self._send(question, answer, by)
        else:
            await self._back(question, by)
        self._witness.note(answered(question.entry, question.decision, answer, by))

    async def lapse(self, question: Question) -> None:
        """RECEIVED → ASKING: the mail program waits no longer, the mail is ours now."""
        async with question.lock:
            if question.entry.state is not State.RECEIVED or not self._questions.is_open(question):
                return
            await self._questions.write(question, State.ASKING, Channel.ENGINE)
            question.tell(ACCEPTED)
            self._board.changed(question.entry)
        self.recall_later(question)

    async def abandon(self, question: Question, reply: Reply) -> None:
        """RECEIVED → ABANDONED: the mail program hung up, or is told our own failure."""
        async with question.lock:
            if question.entry.state is not State.RECEIVED or not self._questions.is_open(question):
                return
            await self._questions.write(question, State.ABANDONED, Channel.ENGINE)
            self._questions.close(question, _in_words(question, reply))
            self._board.changed(question.entry)

    def recall_later(self, question: Question) -> None:
        """Have an unanswered question shown again after a while, again and again."""
        loop = asyncio.get_running_loop()
        loop.call_later(self._options.recall_after, self._recall, question)

    def _recall(self, question: Question) -> None:
        if not self._questions.is_open(question):
            return
        self._desk.publish(Recall(question.id))
        self.recall_later(question)
        if self._options.needs_desktop and not self._desk.attended:
            self._keep(asyncio.create_task(self._desk.summon()))

    def _keep(self, task: asyncio.Task[None]) -> None:
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _look_through(self, question: Question, octets: bytes | None) -> None:
        try:
            await self._looking.look_through(question, octets)
            await self._answer_by_itself(question)
        except (ConflictError, SpoolError, ActionRefusedError) as error:
            log.warning("%s: after its inspection: %s", question.id, error)

    async def _answer_by_itself(self, question: Question) -> None:
        if not self._questions.is_open(question) or question.inspection is None:
            return
        decision = question.inspection.decision
        choice = self._options.answering.choice
        if choice is None and not decision.needs_answer:
            choice = Choice.SEND
        if decision.refusals and choice is Choice.SEND:
            choice = Choice.BACK  # what a rule does not let go goes to nobody unasked either
        if choice is Choice.BACK:
            await self._back(question, Channel.ENGINE)
        elif choice is Choice.SEND:
            await self._send(question, None, Channel.ENGINE)
        if choice is not None:
            self._witness.note(by_itself(question.entry, choice))

    async def _send(self, question: Question, answer: Answer | None, by: Channel) -> None:
        """RECEIVED, ASKING or ABANDONED → DELAYED, or QUEUED where there is no delay."""
        # what is prepared may take long: meanwhile the mail program may hang up or be told 250
        async with question.answering:
            self._questions.require_open(question)
            chosen = answer.actions if answer else ()
            prepared = await self._preparing.prepare(question, chosen, self._clock.now())
            await self._let_go(question, answer, prepared, by)

    async def _let_go(
        self, question: Question, answer: Answer | None, prepared: Prepared, by: Channel
    ) -> None:
        async with question.lock:
            self._questions.require_open(question)
            now = self._clock.now()
            wait = waiting_for(question.decision, answer, self._options.delay, now)
            state = State.DELAYED if wait.is_needed or self._brake.is_on else State.QUEUED
            entry = described(question.entry, prepared)
            reason = testimony(entry, question.decision, answer) if answer else ""
            release_at = wait.until(now) if state is State.DELAYED else None
            question.entry = replace(
                entry, release_at=release_at, scheduled=wait.is_scheduled, reason=reason
            )
            messages = messages_for(question.entry, prepared, state, now)
            written = await self._questions.write(question, state, by, messages)
            self._questions.close(question, ACCEPTED)
            self._releasing.begin(written, wait.seconds)

    async def _back(self, question: Question, by: Channel) -> None:
        """RECEIVED → REFUSED, ASKING → WITHDRAWN; an abandoned mail stays what it is."""
        async with question.lock:
            self._questions.require_open(question)
            if question.entry.state is State.RECEIVED:
                await self._questions.write(question, State.REFUSED, by)
            elif question.entry.state is State.ASKING:
                await self._questions.write(question, State.WITHDRAWN, by)
            self._questions.close(question, _in_words(question, _back(question)))
            self._board.changed(question.entry)


def _back(question: Question) -> Reply:
    return back_to_editing(question.decision.refusals if question.decision else ())


def _in_words(question: Question, reply: Reply) -> Reply:
    patience = patience_of(question.entry.client, question.account)
    return in_words(reply, utf8=patience.speaks_utf8)
