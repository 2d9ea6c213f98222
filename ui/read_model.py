"""How things stand, as the desktop knows it: a pure function of a snapshot and the events after."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from msgspec.structs import replace

from mailguard.domain.event import (
    Asked,
    Changed,
    Condition,
    Conditions,
    Event,
    Inspected,
    Recall,
    Snapshot,
    Summary,
)
from mailguard.domain.inspection import Inspection, Preview
from mailguard.domain.state import OPEN_QUESTION, WAITING


class Waiting(msgspec.Struct, frozen=True):
    """A mail that waits, and when by this computer's monotonic clock it leaves."""

    summary: Summary
    due: float | None = None


class Question(msgspec.Struct, frozen=True):
    """One revision of a question: what is known of the mail so far."""

    summary: Summary
    preview: Preview
    inspection: Inspection | None = None

    @property
    def id(self) -> str:
        return self.summary.id

    @property
    def revision(self) -> int:
        return self.summary.revision


class ReadModel(msgspec.Struct, frozen=True):
    """What waits, what is asked, and what keeps MailGuard from working."""

    entries: dict[str, Waiting] = {}
    questions: dict[str, Question] = {}
    conditions: tuple[Condition, ...] = ()
    accounts: tuple[str, ...] = ()
    arriving: dict[str, Waiting] | None = None  # pages of a snapshot that is not complete yet


EVERYTHING_HELD = "everything-held"
"""The id of the condition that holds while nothing leaves because the user wants it so."""


def is_everything_held(conditions: Sequence[Condition]) -> bool:
    """Whether nothing leaves until mail is let go again."""
    return any(each.id == EVERYTHING_HELD for each in conditions)


def hear(model: ReadModel, event: Event, now: float) -> ReadModel:
    """`model` after `event`, which was heard at `now` (seconds, monotonic)."""
    match event:
        case Snapshot():
            return _hear_snapshot(model, event, now)
        case Asked():
            return _ask(model, event, now)
        case Inspected():
            return _inspect(model, event)
        case Changed():
            return _change(model, event.summary, now)
        case Conditions():
            return replace(model, conditions=event.conditions)
        case Recall():
            return model  # it asks for a window, and changes nothing


def reconnected(model: ReadModel) -> ReadModel:
    """`model` when the engine answers anew: a snapshot that was cut off counts for nothing."""
    return replace(model, arriving=None)


def _hear_snapshot(model: ReadModel, page: Snapshot, now: float) -> ReadModel:
    arriving = dict(model.arriving or {})
    for summary in page.entries:
        # an event heard between two pages is newer than the snapshot
        arriving.setdefault(summary.id, _waiting(summary, now))
    if not page.last:
        return replace(model, arriving=arriving)
    entries = {key: each for key, each in arriving.items() if each.summary.state in WAITING}
    questions = {key: each for key, each in model.questions.items() if key in entries}
    for key in tuple(questions):
        questions = _retold(questions, entries[key].summary)
    return ReadModel(entries, questions, page.conditions, page.accounts)


def _retold(questions: dict[str, Question], summary: Summary) -> dict[str, Question]:
    """`questions` after hearing how the mail of one of them stands."""
    question = questions.get(summary.id)
    if question is None:
        return questions
    others = {key: each for key, each in questions.items() if key != summary.id}
    if summary.state not in OPEN_QUESTION or summary.revision != question.revision:
        return others
    return others | {summary.id: replace(question, summary=summary)}


def _put(model: ReadModel, summary: Summary, now: float) -> ReadModel:
    """`model` with the mail as it stands now, or without it where nothing is to happen to it."""
    waiting = _waiting(summary, now)
    entries = {key: each for key, each in model.entries.items() if key != summary.id}
    if summary.state in WAITING:
        entries[summary.id] = waiting
    arriving = model.arriving
    if arriving is not None:
        arriving = arriving | {summary.id: waiting}
    return replace(model, entries=entries, arriving=arriving)


def _change(model: ReadModel, summary: Summary, now: float) -> ReadModel:
    return replace(_put(model, summary, now), questions=_retold(model.questions, summary))


def _waiting(summary: Summary, now: float) -> Waiting:
    left = summary.release_in
    return Waiting(summary, None if left is None else now + left)


def _ask(model: ReadModel, event: Asked, now: float) -> ReadModel:
    before = model.questions.get(event.summary.id)
    same = before is not None and before.revision == event.summary.revision
    inspection = before.inspection if before is not None and same else None
    question = Question(event.summary, event.preview, inspection)
    return _with_question(_put(model, event.summary, now), question)


def _inspect(model: ReadModel, event: Inspected) -> ReadModel:
    question = model.questions.get(event.id)
    if question is None or question.revision != event.revision:
        return model
    question = replace(question, inspection=event.inspection, preview=event.inspection.preview)
    return _with_question(model, question)


def _with_question(model: ReadModel, question: Question) -> ReadModel:
    questions = {**model.questions, question.id: question}
    return replace(model, questions=questions)


def queue(model: ReadModel) -> tuple[Question, ...]:
    """The open questions in the order to ask them: where a mail program waits first."""
    return tuple(
        sorted(
            model.questions.values(),
            key=lambda each: (not each.summary.client_waits, each.summary.received_at),
        )
    )
