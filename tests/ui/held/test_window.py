"""The list window: what waits, the history, and what is to be mended."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mailguard.domain.command import Declined, Detailed, HoldAll, List, Listing, Show, Undo
from mailguard.domain.event import Condition, Details, RecipientResult, Summary
from mailguard.domain.received import Lock, Received
from mailguard.domain.state import State
from tests.ui.links import FakeLink, FakeOpener
from tests.ui.questions import NOW, a_summary
from tests.ui.scenes import some_waiting
from ui.held.deeds import Deed
from ui.held.desk import PAGE, HeldDesk
from ui.held.details import DetailsWindow
from ui.held.window import HeldWindow
from ui.opening import Opening
from ui.theme import Theme
from ui.widgets.buttons import Button


class Office:
    """A list window with its desk."""

    def __init__(self, theme: Theme, link: FakeLink) -> None:
        self.window = HeldWindow(theme)
        self.desk = HeldDesk(self.window, theme, link, Opening(link, FakeOpener()))
        self.window.show()

    def shows(self, *summaries: Summary) -> None:
        self.desk.follow(summaries, ())

    def visible(self) -> list[Deed]:
        buttons = self.window.waiting.buttons
        return [deed for deed in Deed if buttons[deed].isVisible()]


@pytest.fixture
def office(theme: Theme, link: FakeLink) -> Office:
    return Office(theme, link)


def test_the_buttons_are_those_the_selected_mail_permits(office: Office) -> None:
    office.shows(*some_waiting())
    assert office.visible() == [Deed.REVIEW, Deed.DETAILS]
    office.window.waiting.select("m1")
    assert office.visible() == [Deed.UNDO, Deed.SEND_NOW, Deed.PAUSE, Deed.DETAILS]


def test_a_deed_goes_to_the_engine(office: Office, link: FakeLink) -> None:
    office.shows(a_summary(state=State.DELAYED, release_at=NOW))
    office.window.waiting.buttons[Deed.UNDO].click()
    assert link.sent == [Undo("m1")]


def test_a_deed_that_is_declined_is_told(office: Office, link: FakeLink) -> None:
    link.answers[Undo] = Declined("This mail was sent.", "stale")
    office.shows(a_summary(state=State.DELAYED, release_at=NOW))
    office.window.waiting.buttons[Deed.UNDO].click()
    assert office.window.banner.text == "This mail was sent."


def test_enter_does_the_first_deed(office: Office, qtbot: QtBot) -> None:
    office.shows(a_summary(state=State.ASKING))
    with qtbot.waitSignal(office.desk.review_wanted) as wanted:
        QTest.keyClick(office.window.waiting.view, Qt.Key.Key_Return)
    assert wanted.args == ["m1"]


def test_the_selected_mail_stays_selected_when_others_come(office: Office) -> None:
    office.shows(a_summary("m1"), a_summary("m2"))
    office.window.waiting.select("m2")
    office.shows(a_summary("m0"), a_summary("m1"), a_summary("m2"))
    assert office.window.waiting.selected == a_summary("m2")


def test_with_nothing_waiting_it_says_so(office: Office) -> None:
    office.shows()
    assert not office.window.waiting.view.isVisible()
    assert office.visible() == []


def test_the_history_is_asked_for_when_it_is_looked_at(office: Office, link: FakeLink) -> None:
    past = [a_summary(f"m{n}", State.SENT, received_at=NOW - timedelta(n)) for n in range(PAGE)]
    link.answers[List] = Listing(tuple(past))
    office.window._tabs.setCurrentIndex(1)
    assert office.window.history.selected == past[0]
    assert State.SENT in link.sent_of(List)[0].states
    assert State.DELAYED not in link.sent_of(List)[0].states
    office.window._older.click()
    assert link.sent_of(List)[1].before == past[-1].received_at


def test_details_show_what_became_of_each_recipient(office: Office, link: FakeLink) -> None:
    link.answers[Show] = Detailed(Details(a_summary(state=State.SENT), (), ()))
    office.shows(a_summary(state=State.FAILED))
    office.window.waiting.buttons[Deed.DETAILS].click()
    assert office.desk._details is not None
    assert office.desk._details.isVisible()


def test_a_condition_stands_above_with_its_remedy(office: Office, qtbot: QtBot) -> None:
    needed = Condition("password-needed:a@b.example", "No password.", "Enter it.", "a@b.example")
    office.desk.follow((), (needed,))
    (card,) = office.window.conditions._cards
    assert card.isVisible()
    assert card.accessibleName() == "No password."
    with qtbot.waitSignal(office.window.password_wanted) as wanted:
        office.window.conditions.password_wanted.emit("a@b.example")
    assert wanted.args == ["a@b.example"]
    office.desk.follow((), ())
    assert not office.window.conditions.isVisible()


HELD = Condition("everything-held", "All mail is held.", "Let it go again.")


def test_while_everything_is_held_one_button_lets_it_go(office: Office, link: FakeLink) -> None:
    office.desk.follow((), (HELD,))
    (card,) = office.window.conditions._cards
    assert card.property("frame") == "notice"
    (button,) = card.findChildren(Button)
    assert button.text() == "Let mail go again"
    button.click()
    assert link.sent == [HoldAll(on=False)]


LOCK = Lock("correct horse battery", ("quote.zip",), by_mail=True, after=300.0)


def details_with(lock: Lock | None) -> Detailed:
    results = (
        RecipientResult("hanako@acme.example", State.SENT),
        RecipientResult("hanako@acme.example", State.QUEUED, follows=True),
    )
    received = Received((), lock) if lock else None
    return Detailed(Details(a_summary(state=State.SENT), results, (), received=received))


def shown_details(office: Office, link: FakeLink, lock: Lock | None) -> DetailsWindow:
    link.answers[Show] = details_with(lock)
    office.shows(a_summary(state=State.FAILED))
    office.window.waiting.buttons[Deed.DETAILS].click()
    assert office.desk._details is not None
    return office.desk._details


def test_the_mail_with_the_password_stands_apart(office: Office, link: FakeLink) -> None:
    window = shown_details(office, link, LOCK)
    assert [row.edge for row in window.results.rows] == ["sent"]
    assert [row.edge for row in window.second.rows] == ["waits for its time"]


def test_the_password_can_be_read_and_copied(office: Office, link: FakeLink) -> None:
    window = shown_details(office, link, LOCK)
    assert window.lock.password.text() == "correct horse battery"
    window.lock.copy.click()
    assert QGuiApplication.clipboard().text() == "correct horse battery"
    assert window.lock.copy.text() == "Copied"


def test_without_a_password_there_is_no_place_for_one(office: Office, link: FakeLink) -> None:
    window = shown_details(office, link, LOCK)
    window.show_details(Details(a_summary(state=State.SENT), (), ()))
    assert not window.lock.isVisible()
    assert not window.second.isVisible()
    assert window.lock.password.text() == ""


def test_a_password_that_was_agreed_on_cannot_be_copied(office: Office, link: FakeLink) -> None:
    window = shown_details(office, link, Lock("", ("quote.zip",), is_agreed=True))
    assert not window.lock.copy.isVisible()
    assert "agreed on" in window.lock._told.text()
