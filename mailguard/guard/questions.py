"""The open questions, and the moves of their entries."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from mailguard.domain.entry import Channel, Entry, OutgoingMessage
from mailguard.domain.reply import Reply
from mailguard.domain.state import State
from mailguard.guard.question import Question
from mailguard.guard.sending import Sending
from mailguard.guard.storage import ConflictError


class Questions:
    """The open questions by id."""

    def __init__(self, sending: Sending) -> None:
        self._sending = sending
        self._open: dict[str, Question] = {}

    @property
    def all(self) -> tuple[Question, ...]:
        """The open questions, the oldest first."""
        return tuple(self._open.values())

    def get(self, entry_id: str) -> Question | None:
        return self._open.get(entry_id)

    def add(self, question: Question) -> None:
        self._open[question.id] = question

    def is_open(self, question: Question) -> bool:
        return self._open.get(question.id) is question

    def require_open(self, question: Question) -> None:
        """Raises ConflictError where it was answered already."""
        if not self.is_open(question):
            raise ConflictError(question.entry)

    def remove(self, question: Question) -> None:
        self._open.pop(question.id, None)

    def close(self, question: Question, reply: Reply) -> None:
        """It is answered: the mail program, where it still waits, hears `reply`."""
        self.remove(question)
        question.tell(reply)

    async def write(
        self,
        question: Question,
        state: State,
        by: Channel,
        messages: Sequence[OutgoingMessage] = (),
    ) -> Entry:
        """Commit the question's entry in `state`. Raises ConflictError, SpoolError."""
        before = question.entry
        question.entry = await self._sending.commit(
            replace(before, state=state),
            was=None if before.state is State.RECEIVED else before.state,
            by=by,
            messages=messages,
            supersedes=tuple(question.supersedes),
        )
        question.supersedes.clear()
        return question.entry
