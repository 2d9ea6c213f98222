"""Lookups: how things stand, for whoever asks."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Any

from mailguard.domain.command import Declined, Detailed, List, Listing, Response, Show
from mailguard.domain.entry import Channel, Entry, OutgoingMessage, Result
from mailguard.domain.event import Details, Event, Inspected, RecipientResult, Snapshot, Summary
from mailguard.domain.state import WAITING, State
from mailguard.guard.board import Board
from mailguard.guard.conditions import ConditionBoard
from mailguard.guard.looking import Looking
from mailguard.guard.ports import Accounts
from mailguard.guard.question import Question
from mailguard.guard.questions import Questions
from mailguard.guard.storage import Spool
from mailguard.i18n import _

_PAGE = 200
_MOST = 100_000


class Lookups:
    """Reads the spool and the open questions; changes nothing."""

    def __init__(
        self,
        spool: Spool,
        accounts: Accounts,
        questions: Questions,
        looking: Looking,
        board: Board,
        conditions: ConditionBoard,
    ) -> None:
        self._spool = spool
        self._accounts = accounts
        self._questions = questions
        self._looking = looking
        self._board = board
        self._conditions = conditions

    def handlers(self) -> Mapping[type[Any], Callable[[Any, Channel], Awaitable[Response]]]:
        return {Show: self._show, List: self._list}

    def find(self, entry_id: str) -> Entry | None:
        """The entry as it stands: an open question knows more than its row."""
        question = self._questions.get(entry_id)
        return question.entry if question else self._spool.entry(entry_id)

    def snapshot(self) -> tuple[Event, ...]:
        """Pages of all that waits, the oldest first; then every open question."""
        summaries = self._summaries(tuple(WAITING), _MOST)[::-1]
        pages = [summaries[i : i + _PAGE] for i in range(0, len(summaries), _PAGE)] or [()]
        accounts = tuple(account.id for account in self._accounts.all())
        events: list[Event] = [
            Snapshot(page, self._conditions.all, accounts, last=page is pages[-1]) for page in pages
        ]
        for question in self._kept:
            if question.preview is not None:
                events.append(self._looking.asked(question, question.preview))
            if question.inspection is not None:
                revision = question.entry.revision
                events.append(Inspected(question.id, revision, question.inspection))
        return tuple(events)

    @property
    def _kept(self) -> tuple[Question, ...]:
        return tuple(question for question in self._questions.all if question.kept.is_set())

    async def _list(self, command: List, _by: Channel) -> Response:
        return Listing(self._summaries(command.states, command.limit, command.before))

    async def _show(self, command: Show, _by: Channel) -> Response:
        entry = self.find(command.id)
        if entry is None:
            return Declined(_("There is no such mail."), "unknown")
        question = self._questions.get(entry.id)
        messages = self._spool.messages(entry.id)
        details = Details(
            self._board.summary(entry, client_waits=question is not None and question.is_held),
            tuple(_result(message, r) for message in messages for r in message.results),
            self._spool.journal(entry.id),
            question.inspection if question else None,
            entry.received,
        )
        return Detailed(details)

    def _summaries(
        self, states: tuple[State, ...], limit: int, before: datetime | None = None
    ) -> tuple[Summary, ...]:
        """The newest first; questions that have no row yet are among them."""
        asked = {question.id: question for question in self._kept}
        rows = {e.id: e for e in self._spool.entries(states, before=before, limit=limit)}
        for entry in (question.entry for question in asked.values()):
            wanted = not states or entry.state in states
            if wanted and (before is None or entry.received_at < before):
                rows[entry.id] = entry
        newest_first = sorted(rows.values(), key=lambda e: (e.received_at, e.id), reverse=True)
        return tuple(
            self._board.summary(e, client_waits=e.id in asked and asked[e.id].is_held)
            for e in newest_first[:limit]
        )


def _result(message: OutgoingMessage, result: Result) -> RecipientResult:
    return RecipientResult(
        str(result.address),
        result.state,
        result.reply,
        result.attempts,
        follows=not message.is_first,
    )
