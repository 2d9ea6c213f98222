"""Questions one after the other, and what becomes of their answers."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from mailguard.domain.command import (
    Acknowledge,
    Answer,
    Choice,
    Declined,
    Detailed,
    Export,
    Exported,
    Show,
)
from mailguard.domain.event import Changed, Details, Inspected
from mailguard.domain.state import State
from tests.ui import questions
from tests.ui.links import FakeLink, FakeOpener
from tests.ui.questions import a_question, a_summary
from tests.ui.review.hands import Hands
from ui.opening import Opening
from ui.read_model import Question
from ui.review.desk import ReviewDesk
from ui.theme import Theme


class Office:
    """A desk with its window and its link."""

    def __init__(self, theme: Theme, link: FakeLink) -> None:
        self.link = link
        self.hands = Hands(theme)
        self.opener = FakeOpener()
        self.desk = ReviewDesk(self.hands.window, link, Opening(link, self.opener))

    def has(self, *open_questions: Question, **changed: Any) -> None:
        """These questions are open now; `changed` mails changed otherwise."""
        self.desk.follow(open_questions, changed)
        QApplication.processEvents()
        self.hands.now += 1.5

    @property
    def shown(self) -> str:
        review = self.hands.window.review
        return review.question.id if review and self.hands.window.isVisible() else ""


@pytest.fixture
def office(theme: Theme, link: FakeLink) -> Office:
    return Office(theme, link)


def question(entry_id: str, state: State = State.RECEIVED, revision: int = 1) -> Question:
    return a_question(summary=a_summary(entry_id, state, revision=revision))


def test_a_question_is_shown_and_acknowledged(office: Office) -> None:
    office.has(question("m1"))
    assert office.shown == "m1"
    assert office.link.sent == [Acknowledge("m1", 1)]


def test_the_others_are_counted_and_acknowledged_as_listed(office: Office) -> None:
    office.has(question("m1"), question("m2"), question("m3"))
    assert office.hands.window.header.others.text() == "2 more waiting"
    assert office.link.sent_of(Acknowledge) == [Acknowledge(f"m{n}", 1) for n in (1, 2, 3)]


def test_nothing_is_acknowledged_twice(office: Office) -> None:
    office.has(question("m1"))
    office.has(question("m1"))
    assert len(office.link.sent) == 1


def test_a_new_engine_has_to_hear_it_again(office: Office) -> None:
    office.has(question("m1"))
    office.desk.engine_lost()
    assert "does not answer" in office.hands.window.banner.text
    office.desk.engine_found()
    office.has(question("m1"))
    assert office.hands.window.banner.text == ""
    assert office.link.sent_of(Acknowledge) == [Acknowledge("m1", 1)] * 2


def test_a_question_that_comes_later_does_not_take_the_place_of_the_first(office: Office) -> None:
    office.has(question("m2", State.ASKING))
    office.has(question("m1"), question("m2", State.ASKING))
    assert office.shown == "m2"


def test_after_an_answer_the_next_question_comes(office: Office) -> None:
    office.has(question("m1"), question("m2"))
    office.hands.ctrl_enter()
    assert office.link.sent_of(Answer) == [Answer("m1", 1, Choice.SEND)]
    assert office.shown == "m2"


def test_keys_for_the_first_question_do_not_answer_the_second(office: Office) -> None:
    office.has(question("m1"), question("m2"))
    office.hands.ctrl_enter()
    office.hands.ctrl_enter()
    assert len(office.link.sent_of(Answer)) == 1


def test_after_the_last_answer_the_window_goes(office: Office) -> None:
    office.has(question("m1"))
    office.hands.ctrl_enter()
    assert office.shown == ""


def test_an_answer_that_is_declined_can_be_given_again(office: Office) -> None:
    office.link.answers[Answer] = Declined("The disk is full.", "failed")
    office.has(question("m1"))
    office.hands.ctrl_enter()
    assert office.shown == "m1"
    assert office.hands.window.banner.text == "The disk is full."
    del office.link.answers[Answer]
    office.hands.now += 1.5
    office.hands.ctrl_enter()
    assert office.shown == ""


def test_a_stale_answer_leads_to_the_newer_revision(office: Office) -> None:
    newer = question("m1", revision=2)
    office.link.answers[Answer] = Declined("This mail has changed.", "stale")
    office.link.answers[Show] = Detailed(Details(newer.summary, (), (), newer.inspection))
    heard: list[object] = []
    office.desk.refreshed.connect(heard.append)
    office.has(question("m1"))
    office.hands.ctrl_enter()
    assert [type(event) for event in heard] == [Changed, Inspected]
    office.has(newer)
    assert office.hands.window.banner.text == "This mail has changed."
    assert office.hands.window.review is not None
    assert office.hands.window.review.question.revision == 2


def test_an_answer_after_somebody_elses_says_so(office: Office) -> None:
    sent = a_summary("m1", State.DELAYED)
    office.link.answers[Answer] = Declined("This mail is already on its way out.", "stale")
    office.link.answers[Show] = Detailed(Details(sent, (), ()))
    office.has(question("m1"))
    office.hands.ctrl_enter()
    office.has(m1=sent)
    assert office.hands.window.header.headline.text() == "This mail was answered already"
    assert "on its way" in office.hands.window.banner.text
    office.hands.click(office.hands.window.footer.back)
    assert office.shown == ""


def test_an_answer_given_elsewhere_closes_the_window(office: Office) -> None:
    office.has(question("m1"), question("m2"))
    office.has(question("m2"), m1=a_summary("m1", State.DELAYED))
    assert office.shown == "m2"


def test_a_mail_program_that_hangs_up_is_told_of(office: Office) -> None:
    office.has(question("m1"))
    office.has(m1=a_summary("m1", State.ABANDONED))
    assert office.hands.window.header.headline.text() == "This mail was not sent"
    assert office.hands.window.footer.back.text() == "Close"
    office.hands.ctrl_enter()
    assert office.link.sent_of(Answer) == []


def test_a_mail_that_comes_again_takes_the_place_of_the_one_that_ended(office: Office) -> None:
    office.has(question("m1"))
    office.has(m1=a_summary("m1", State.ABANDONED))
    office.has(question("m2"))
    assert office.shown == "m2"


def test_an_engine_that_died_is_like_a_mail_program_that_hung_up(office: Office) -> None:
    office.has(question("m1"))
    office.desk.engine_lost()
    office.desk.engine_found()
    office.has()
    assert office.hands.window.header.headline.text() == "This mail was not sent"


def test_what_was_put_off_waits_until_it_is_recalled(office: Office) -> None:
    asked = question("m1", State.ASKING)
    office.has(asked)
    office.hands.window.close()
    office.has(asked)
    assert office.shown == ""
    office.desk.recall("m1")
    assert office.shown == "m1"


def test_keys_meant_for_another_window_do_not_answer_a_recalled_question(office: Office) -> None:
    office.has(question("m1", State.ASKING))
    office.desk.recall("m1")
    office.hands.ctrl_enter()
    assert office.link.sent_of(Answer) == []


def test_everything_put_off_can_be_shown_again(office: Office) -> None:
    office.has(question("m1", State.ASKING), question("m2", State.ASKING))
    office.hands.window.close()
    office.hands.window.close()
    assert office.shown == ""
    office.desk.show_again("Please answer.")
    assert office.shown == "m1"
    assert office.hands.window.banner.text == "Please answer."
    assert office.hands.window.header.others.text() == "1 more waiting"


def test_what_was_put_off_can_be_opened_from_a_list(office: Office) -> None:
    office.has(question("m1", State.ASKING), question("m2", State.ASKING))
    office.hands.window.close()
    assert office.shown == "m2"
    office.desk.open("m1")
    assert office.shown == "m1"
    assert office.hands.window.header.others.text() == "1 more waiting"


def test_an_attachment_is_exported_and_opened(office: Office) -> None:
    office.link.answers[Export] = Exported("exports/drawing.pdf")
    office.has(questions.a_risky_question())
    office.hands.window.opened.emit(1)
    assert office.link.sent_of(Export) == [Export("m1", 1)]
    assert office.opener.opened == ["exports/drawing.pdf"]


def test_a_program_is_opened_only_after_a_warning(office: Office) -> None:
    office.has(questions.a_wordy_question())
    office.hands.window.opened.emit(0)
    assert office.link.sent_of(Export) == []
