"""Past mail is offered, chosen, learned from in the background, and the user told."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from mailguard.domain.event import Snapshot
from mailguard.domain.learning import Learned, MailFolder, Step, Wish
from tests.ui.learning.past import FakePastMail
from tests.ui.play import Play
from ui.learning.desk import LearningDesk
from ui.learning.window import LearningWindow
from ui.theme import Theme

SENT = MailFolder("/mail/Sent", is_sent=True, size=1000, account="taro@example.co.jp")
INBOX = MailFolder("/mail/Inbox", is_sent=False, size=2000, account="taro@example.co.jp")
OTHER = MailFolder("/mail/b/Sent", is_sent=True, size=1000, account="taro@other.example")
EMPTY = Snapshot((), (), ("taro@example.co.jp",), last=True)


@pytest.fixture
def past() -> FakePastMail:
    return FakePastMail()


@pytest.fixture
def desk(theme: Theme, past: FakePastMail) -> LearningDesk:
    return LearningDesk(theme, past)


@pytest.fixture
def window(desk: LearningDesk, past: FakePastMail) -> LearningWindow:
    """The window with what was found."""
    desk.show()
    past.found.emit((SENT, INBOX, OTHER))
    QApplication.processEvents()
    return desk.window


def press(key: Qt.Key, times: int = 1) -> None:
    for _ in range(times):
        widget = QApplication.focusWidget()
        assert widget is not None
        QTest.keyClick(widget, key)


def test_nothing_is_chosen_until_the_user_chooses(window: LearningWindow) -> None:
    assert window.choice.wish == Wish()
    assert not window.choice.learn.isEnabled()


def test_the_keyboard_alone_does_all(window: LearningWindow, past: FakePastMail) -> None:
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Tab, 2)
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Tab)
    assert window.choice.files.hasFocus()
    press(Qt.Key.Key_Tab, 4)
    assert window.choice.learn.hasFocus()
    press(Qt.Key.Key_Space)
    assert past.wishes == [Wish(("/mail/Sent", "/mail/b/Sent"), ())]
    past.stepped.emit(Step(1, 4, 7))
    assert window.progress.bar.value() == 250
    press(Qt.Key.Key_Space)
    assert past.stops == 1
    past.ended.emit(Learned(7))
    assert window.result.headline.text() == "Stopped"
    press(Qt.Key.Key_Space)
    assert not window.isVisible()


def test_everything_has_a_name_for_screen_readers(window: LearningWindow) -> None:
    window.choice.add(["/home/taro/old.mbox"])
    QApplication.processEvents()
    names = [widget.accessibleName() or getattr(widget, "text", str)()
             for widget in window.choice.findChildren(QWidget)
             if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible()]  # fmt: skip
    assert "Sent mail (1000 bytes): taro@example.co.jp" in names
    assert "This is mail I received: old.mbox" in names
    assert "Remove: old.mbox" in names
    assert all(names)
    assert window.progress.bar.accessibleName()


def test_files_and_folders_may_be_named(window: LearningWindow) -> None:
    window.choice.files.click()
    dialog = window.choice.findChild(QFileDialog)
    assert dialog is not None
    assert dialog.windowModality() is not Qt.WindowModality.ApplicationModal, "a review may come"
    dialog.filesSelected.emit(["/home/taro/old.mbox", "/home/taro/book.csv"])
    dialog.close()
    window.choice.add(["/home/taro/book.csv"])
    window.choice.chosen[0].received.click()
    assert window.choice.wish == Wish(("/home/taro/book.csv",), ("/home/taro/old.mbox",))
    assert window.choice.learn.isEnabled()
    window.choice.chosen[0].remove.click()
    window.choice.chosen[0].remove.click()
    assert not window.choice.learn.isEnabled()


def test_what_is_ticked_stays_while_the_same_is_found(
    window: LearningWindow, past: FakePastMail
) -> None:
    window.choice.accounts[0].ticks[False].click()
    past.found.emit((SENT, INBOX, OTHER))
    assert window.choice.wish == Wish((), ("/mail/Inbox",))
    past.found.emit((SENT, INBOX))
    assert window.choice.wish == Wish()


def test_at_the_end_it_is_told_what_was_learned(
    window: LearningWindow, desk: LearningDesk, past: FakePastMail
) -> None:
    told: list[str] = []
    desk.told.connect(told.append)
    window.wished.emit(Wish(("/mail/Sent",)))
    past.ended.emit(Learned(1200, 1, 2, [f"file{n} cannot be read." for n in range(7)]))
    assert window.result.sentence.text() == (
        "Learned from 1,200 mails. 2 people came from address books. 1 mail was known already."
    )
    assert window.result.unreadable.text.splitlines()[-2:] == [
        "file4 cannot be read.",
        "… and 2 more.",
    ]
    assert past.settled
    assert told == []
    window.result.more_wanted.emit()
    assert window.pages.currentWidget() is window.choice


def test_the_window_may_be_closed_meanwhile_and_never_comes_back_by_itself(
    window: LearningWindow, desk: LearningDesk, past: FakePastMail
) -> None:
    told: list[str] = []
    desk.told.connect(told.append)
    window.wished.emit(Wish(("/mail/Sent",)))
    press(Qt.Key.Key_Escape)
    past.stepped.emit(Step(1, 2, 3))
    assert not window.isVisible()
    desk.show()
    assert window.pages.currentWidget() is window.progress
    window.close()
    past.ended.emit(Learned())
    assert not window.isVisible()
    assert told == ["There was nothing to learn from in it."]


def test_a_run_that_fails_says_why_and_can_be_tried_again(
    window: LearningWindow, past: FakePastMail
) -> None:
    window.wished.emit(Wish(("/mail/Sent",)))
    past.failed.emit("The disk is full.")
    assert window.pages.currentWidget() is window.choice
    assert window.choice.banner.text == "The disk is full."
    assert not past.settled


@pytest.fixture
def play(theme: Theme, past: FakePastMail) -> Play:
    return Play(theme, past_mail=past, quiet=False)


def test_it_is_offered_in_the_list_window_once_something_was_found(
    play: Play, past: FakePastMail
) -> None:
    offer = play.desktop.lists.window.offer
    assert past.searches == 0, "without an account there is more to do first"
    play.tell(EMPTY)
    assert past.searches == 1
    past.found.emit(())
    assert not offer.isVisible()
    past.found.emit((SENT,))
    assert offer.isVisible()
    offer.accept.click()
    assert play.desktop.learning.window.isVisible()
    play.close()


def test_it_is_refused_for_good_and_found_again(play: Play, past: FakePastMail) -> None:
    play.tell(EMPTY)
    past.found.emit((SENT,))
    offer = play.desktop.lists.window.offer
    offer.refuse.click()
    assert past.settled
    assert not offer.isVisible()
    play.desktop.show_list()
    assert past.searches == 1
    for wanted in (play.desktop.tray.learning_wanted, play.desktop.setup.list.learning_wanted):
        wanted.emit()
        assert play.desktop.learning.window.isVisible()
        assert not play.desktop.learning.window.choice.refuse.isVisible()
        play.desktop.learning.window.close()
    past.found.emit((SENT,))
    assert not offer.isVisible()
    play.close()


def test_started_quietly_it_looks_for_nothing(theme: Theme, past: FakePastMail) -> None:
    play = Play(theme, past_mail=past)
    play.tell(EMPTY)
    assert past.searches == 0
    play.desktop.show_list()
    assert past.searches == 1
    play.close()


def test_a_run_ends_with_the_desktop(play: Play, past: FakePastMail) -> None:
    play.tell(EMPTY)
    play.desktop.tray.quit_wanted.emit()
    assert past.is_closed
    play.close()
