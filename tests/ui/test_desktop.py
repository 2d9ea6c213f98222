"""The whole desktop, with the test as its engine."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mailguard.domain.command import Acknowledge, Answer, Choice, HoldAll, Stop, Undo
from mailguard.domain.event import (
    Asked,
    Changed,
    Condition,
    Conditions,
    Inspected,
    Recall,
    Snapshot,
)
from mailguard.domain.state import State
from tests.ui.play import Play
from tests.ui.questions import NOW, a_question, a_summary
from ui.theme import Theme

EMPTY = Snapshot((), (), ("taro@example.co.jp",), last=True)
QUESTION = a_question()
assert QUESTION.inspection is not None
ASKED = Asked(QUESTION.summary, QUESTION.preview)
INSPECTED = Inspected("m1", 1, QUESTION.inspection)


@pytest.fixture
def play(theme: Theme) -> Iterator[Play]:
    """One that was started quietly, and knows that nothing waits."""
    play = Play(theme)
    play.tell(EMPTY)
    yield play
    play.close()


@pytest.fixture
def loud(theme: Theme) -> Iterator[Play]:
    """One that the user started."""
    play = Play(theme, quiet=False)
    yield play
    play.close()


@pytest.mark.usefixtures("play")
def test_started_quietly_it_shows_nothing() -> None:
    assert [each for each in QApplication.topLevelWidgets() if each.isVisible()] == []


def test_started_by_the_user_it_shows_the_list(loud: Play) -> None:
    assert loud.desktop.lists.window.isVisible()


def test_without_an_account_it_offers_to_add_one(loud: Play) -> None:
    loud.tell(Snapshot((), (), (), last=True))
    assert loud.desktop.setup.isVisible()


def test_a_question_opens_the_review_window(play: Play) -> None:
    play.tell(ASKED)
    assert play.desktop.review.isVisible()
    assert play.link.fake.sent == [Acknowledge("m1", 1)]


def test_question_and_inspection_in_one_go_are_shown_once(play: Play) -> None:
    play.tell(ASKED, INSPECTED)
    assert play.desktop.review.header.headline.text() == "Ready to send"


def test_an_answer_goes_to_the_engine(play: Play) -> None:
    play.tell(ASKED, INSPECTED)
    play.desktop.review.footer.send.click()
    assert play.link.fake.sent_of(Answer) == [Answer("m1", 1, Choice.SEND)]
    assert not play.desktop.review.isVisible()


def test_when_the_mail_program_waits_no_longer_the_window_says_where_the_mail_is(
    play: Play,
) -> None:
    play.tell(ASKED, INSPECTED)
    play.tell(Changed(a_summary(state=State.ASKING)))
    assert play.desktop.review.isVisible()
    assert "in MailGuard now" in play.desktop.review.body.where.text
    assert play.desktop.review.footer.back.text() == "Keep as a draft"


def test_a_mail_that_waits_has_a_card_and_a_line_in_the_menu(play: Play) -> None:
    delayed = a_summary(
        state=State.DELAYED, release_at=NOW, release_in=60.0, delay=60.0, undoable=True
    )
    play.tell(Changed(delayed))
    assert play.desktop.stack.isVisible()
    undo = play.desktop.tray.menu.actions()[0]
    assert undo.text() == "Undo: Delivery on Thursday → Hanako Tanaka"
    undo.trigger()
    assert play.link.fake.sent == [Undo("m1")]


def test_a_question_in_the_menu_opens_it(play: Play) -> None:
    asked = a_summary(state=State.ASKING)
    play.tell(Asked(asked, QUESTION.preview), INSPECTED)
    play.desktop.review.close()
    assert not play.desktop.review.isVisible()
    play.desktop.tray.menu.actions()[0].trigger()
    assert play.desktop.review.isVisible()


def test_a_recall_brings_the_question_back(play: Play) -> None:
    play.tell(Asked(a_summary(state=State.ASKING), QUESTION.preview), INSPECTED)
    play.desktop.review.close()
    play.tell(Recall("m1"))
    assert play.desktop.review.isVisible()


def test_the_tray_says_how_many_wait_and_whether_something_is_wrong(play: Play) -> None:
    play.tell(Changed(a_summary(state=State.QUEUED)))
    assert play.desktop.tray.icon.toolTip() == "MailGuard: 1 mail waits"
    play.tell(Conditions((Condition("port-taken", "The port is taken.", "Free it."),)))
    assert "needs your attention" in play.desktop.tray.icon.toolTip()


def test_a_lost_engine_is_told_of_after_a_while(play: Play) -> None:
    play.link.lost.emit()
    play.desktop._patience.timeout.emit()
    QApplication.processEvents()
    play.desktop.show_list()
    assert (
        "engine is not running" in play.desktop.lists.window.conditions._cards[0].accessibleName()
    )
    play.link.attached.emit()
    QApplication.processEvents()
    assert not play.desktop.lists.window.conditions.isVisible()


def test_a_question_takes_the_focus_from_other_windows(loud: Play) -> None:
    loud.tell(EMPTY, ASKED)
    assert loud.desktop.review.isActiveWindow()


def test_quitting_ends_the_engine_too(play: Play, qtbot: QtBot) -> None:
    with qtbot.waitSignal(play.desktop.finished):
        play.desktop.tray.quit_wanted.emit()
    assert play.link.fake.sent == [Stop()]
    assert not play.link.is_open


HELD = Conditions((Condition("everything-held", "All mail is held.", "Let it go again."),))


def menu(play: Play) -> dict[str, QAction]:
    return {action.text(): action for action in play.desktop.tray.menu.actions()}


def test_the_menu_holds_all_mail_and_lets_it_go_again(play: Play) -> None:
    menu(play)["Hold all mail"].trigger()
    play.tell(HELD)
    assert "Hold all mail" not in menu(play)
    menu(play)["Let mail go again"].trigger()
    assert play.link.fake.sent == [HoldAll(on=True), HoldAll(on=False)]


def test_that_all_mail_is_held_is_seen_and_is_nothing_wrong(play: Play) -> None:
    before = play.desktop.tray.icon.icon().cacheKey()
    play.tell(HELD)
    assert play.desktop.tray.icon.toolTip() == "MailGuard: nothing waits\nAll mail is held."
    assert play.desktop.tray.icon.icon().cacheKey() != before
    play.tell(Conditions(()))
    assert play.desktop.tray.icon.toolTip() == "MailGuard: nothing waits"


def test_a_card_whose_time_is_over_says_that_all_mail_is_held(play: Play) -> None:
    play.tell(Changed(a_summary(state=State.DELAYED, release_at=NOW, release_in=60.0, delay=60.0)))
    play.tell(Changed(a_summary(state=State.QUEUED)))
    play.tell(HELD)
    (card,) = play.desktop.stack.shown.values()
    assert card.accessibleName().startswith("Held with all other mail")
    play.tell(Conditions(()))
    assert card.accessibleName().startswith("Waits for the server")
