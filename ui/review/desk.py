"""The review desk: which question is on the screen, which wait, and what becomes of the answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, Signal

from mailguard.domain.command import Acknowledge, Answer, Declined, Detailed, Response, Show
from mailguard.domain.event import Changed, Event, Inspected, Summary
from mailguard.domain.state import State
from mailguard.i18n import N_, _
from ui.link import Link
from ui.opening import Opening
from ui.read_model import Question
from ui.review.window import ReviewWindow


class ReviewDesk(QObject):
    """One question at a time; the others wait behind it, and are counted on the window.

    refreshed: An event that was asked for; to be heard like any other.
    """

    refreshed = Signal(object)

    def __init__(self, window: ReviewWindow, link: Link, opening: Opening) -> None:
        super().__init__()
        self._window = window
        self._link = link
        self._opening = opening
        self._questions: tuple[Question, ...] = ()
        self._current: Question | None = None
        self._is_over = False  # the current one cannot be answered any more
        self._answering = ""  # id of the question whose answer is on its way
        self._refusal = ""  # what the engine said to an answer that came too late
        self._postponed: set[str] = set()
        self._acknowledged: set[tuple[str, int]] = set()
        window.answered.connect(self._on_answered)
        window.postponed.connect(self._on_postponed)
        window.closed.connect(self._advance)
        window.opened.connect(self._on_opened)

    def follow(self, questions: Sequence[Question], changed: Mapping[str, Summary]) -> None:
        """Show how things stand; `changed`: the mails that changed since the last time, by id."""
        self._questions = tuple(questions)
        self._postponed &= {each.id for each in questions}
        if self._current is None or (self._is_over and self._next() is not None):
            self._advance()
        elif (now := self._find(self._current.id)) is not None:
            self._show_change(now)
        elif not self._is_over and self._answering != self._current.id:
            self._end(self._current, changed.get(self._current.id))
        self._count()

    def open(self, entry_id: str) -> None:
        """The user wants this question now."""
        question = self._find(entry_id)
        if question is None:
            return
        self._postponed.discard(entry_id)
        if self._current is None or self._current.id != entry_id:
            self._show(question)
        self._window.come_forward()
        self._count()

    def recall(self, entry_id: str) -> None:
        """This question has waited long."""
        self._postponed.discard(entry_id)
        if self._current is None:
            self._advance()
        else:
            self._window.come_forward()

    @property
    def has_questions(self) -> bool:
        """Whether anything is unanswered."""
        return bool(self._questions)

    @property
    def is_asking(self) -> bool:
        """Whether anything is unanswered that the user has not put off."""
        return self._next() is not None

    def show_again(self, why: str = "") -> None:
        """Show what is still unanswered, also what was put off; `why`: a sentence for the user."""
        if not self._questions:
            return
        self._postponed.clear()
        if self._current is None or self._is_over:
            self._advance()
        else:
            self._window.come_forward()
        if why:
            self._window.say(why)

    def engine_lost(self) -> None:
        """The engine is gone; the next one has to hear anew what is shown."""
        self._acknowledged.clear()
        self._answering = ""
        if self._current is not None and not self._is_over:
            self._window.say(_("MailGuard does not answer just now. Trying again…"))

    def engine_found(self) -> None:
        """The engine answers again."""
        if self._current is not None and not self._is_over:
            self._window.say("")

    def _find(self, entry_id: str) -> Question | None:
        return next((each for each in self._questions if each.id == entry_id), None)

    def _next(self) -> Question | None:
        """The next question that is not to wait."""
        waiting = (each for each in self._questions if each.id not in self._postponed)
        return next(waiting, None)

    def _advance(self) -> None:
        self._current = None
        question = self._next()
        if question is None:
            self._window.forget()
        else:
            self._show(question)
        self._count()

    def _show(self, question: Question) -> None:
        self._current = question
        self._is_over = False
        self._window.ask(question)
        self._acknowledge(question)

    def _show_change(self, question: Question) -> None:
        if question != self._current:
            self._show(question)
        self._acknowledge(question)
        if self._refusal:
            self._window.say(self._refusal)
            self._refusal = ""

    def _end(self, question: Question, changed: Summary | None) -> None:
        """The question was closed by something else than an answer given here."""
        state = changed.state if changed else State.ABANDONED
        self._is_over = True
        if self._refusal:
            self._window.end(_("This mail was answered already"), self._refusal)
            self._refusal = ""
        elif question.summary.state is State.RECEIVED and state is State.ABANDONED:
            self._window.end(_("This mail was not sent"), _(_GAVE_UP))
        else:
            self._advance()

    def _count(self) -> None:
        """Those that wait count as shown: the window counts them, the list has them."""
        current = self._current.id if self._current else ""
        others = [each for each in self._questions if each.id != current]
        self._window.show_others(len(others))
        for question in others:
            self._acknowledge(question)

    def _acknowledge(self, question: Question) -> None:
        key = (question.id, question.revision)
        if key not in self._acknowledged:
            self._acknowledged.add(key)
            self._link.send(Acknowledge(question.id, question.revision))

    def _on_postponed(self) -> None:
        if self._current is not None:
            self._postponed.add(self._current.id)
        self._advance()

    def _on_answered(self, answer: Answer) -> None:
        self._answering = answer.id
        self._link.send(answer, lambda response: self._on_response(answer, response))

    def _on_response(self, answer: Answer, response: Response) -> None:
        self._answering = ""
        if self._current is None or self._current.id != answer.id:
            return
        if not isinstance(response, Declined):
            self._questions = tuple(each for each in self._questions if each.id != answer.id)
            self._advance()
        elif response.code in _OUTDATED:
            self._refusal = response.sentence
            self._link.send(Show(answer.id), self._on_details)
        else:
            self._window.say(response.sentence)

    def _on_details(self, response: Response) -> None:
        """What the engine knows now of a mail whose answer it refused."""
        if isinstance(response, Detailed):
            for event in _events(response):
                self.refreshed.emit(event)
        elif isinstance(response, Declined) and self._current is not None:
            self._is_over = True
            self._window.end(_("This mail is no longer there"), response.sentence)

    def _on_opened(self, number: int) -> None:
        question = self._current
        if question is None or question.inspection is None:
            return
        attachment = question.inspection.attachments[number]
        self._opening.open_attachment(
            question.id,
            number,
            attachment,
            self._window,
            lambda: self._window.note_opened(question.id, question.revision, number),
        )


_OUTDATED = frozenset({"stale", "unknown"})

_GAVE_UP = N_(
    "Your mail program stopped waiting for the answer. Please send the mail again from there."
)


def _events(response: Detailed) -> list[Event]:
    details = response.details
    events: list[Event] = [Changed(details.summary)]
    if details.inspection is not None:
        summary = details.summary
        events.append(Inspected(summary.id, summary.revision, details.inspection))
    return events
