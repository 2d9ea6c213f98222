"""The cards on the screen."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QRect, Qt
from pytestqt.qtbot import QtBot

from mailguard.domain.command import Declined, Export, Exported, Pause, ReleaseNow, Undo
from mailguard.domain.state import State
from tests.ui.cards.test_model import delayed
from tests.ui.links import FakeLink, FakeOpener
from tests.ui.questions import a_summary
from ui.cards.desk import CardDesk
from ui.cards.stack import CardStack
from ui.opening import Opening


class Corner:
    """A stack of cards with its desk, and a clock to turn."""

    def __init__(self, link: FakeLink, tray: QRect | None = None) -> None:
        self.now = 0.0
        self.opener = FakeOpener()
        self.stack = CardStack(lambda: tray or QRect(), lambda: self.now)
        self.desk = CardDesk(self.stack, link, Opening(link, self.opener), lambda: self.now)

    def title(self, entry_id: str = "m1") -> str:
        return self.stack.shown[entry_id].accessibleName()


pytestmark = pytest.mark.usefixtures("theme")


@pytest.fixture
def corner(link: FakeLink) -> Corner:
    return Corner(link)


def test_a_card_never_takes_the_focus(corner: Corner) -> None:
    corner.desk.hear(delayed())
    assert corner.stack.isVisible()
    assert corner.stack.testAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
    assert corner.stack.windowFlags() & Qt.WindowType.WindowDoesNotAcceptFocus
    assert corner.stack.shown["m1"].undo.focusPolicy() is Qt.FocusPolicy.NoFocus


def test_it_counts_down_by_its_own_clock(corner: Corner) -> None:
    corner.desk.hear(delayed(release_in=60.0))
    assert corner.title().startswith("Sending in 60 s")
    corner.now = 48.2
    corner.stack._timer.timeout.emit()
    assert corner.title().startswith("Sending in 12 s")


def test_its_buttons_tell_the_engine(corner: Corner, link: FakeLink) -> None:
    corner.desk.hear(delayed())
    card = corner.stack.shown["m1"]
    for button in (card.undo, card.pause, card.hurry):
        button.click()
    assert link.sent == [Undo("m1"), Pause("m1"), ReleaseNow("m1")]


def test_when_its_time_has_come_there_is_nothing_left_to_press(corner: Corner) -> None:
    corner.desk.hear(delayed())
    corner.now = 60.0
    corner.stack._timer.timeout.emit()
    assert not corner.stack.shown["m1"].undo.isVisible()


def test_what_was_taken_back_can_be_opened_as_a_draft(corner: Corner, link: FakeLink) -> None:
    link.answers[Export] = Exported("exports/Greetings.eml")
    corner.desk.hear(delayed())
    corner.desk.hear(a_summary(state=State.WITHDRAWN))
    corner.stack.shown["m1"].draft.click()
    assert link.sent == [Export("m1")]
    assert corner.opener.opened == ["exports/Greetings.eml"]


def test_news_goes_by_itself_and_with_the_last_card_the_window(corner: Corner) -> None:
    corner.desk.hear(delayed())
    corner.desk.hear(a_summary(state=State.SENT))
    assert corner.title().startswith("Sent")
    corner.now = 10.0
    corner.stack._timer.timeout.emit()
    assert not corner.stack.isVisible()
    assert not corner.stack._timer.isActive()


def test_more_than_three_become_a_line(corner: Corner, qtbot: QtBot) -> None:
    for number in range(5):
        corner.desk.hear(delayed(f"m{number}", 10.0 + number))
    assert sorted(corner.stack.shown) == ["m0", "m1", "m2"]
    assert corner.stack._more.text() == "2 more mails wait"
    with qtbot.waitSignal(corner.desk.list_wanted):
        corner.stack._more.click()


def test_an_undo_that_comes_too_late_is_told(corner: Corner, link: FakeLink, qtbot: QtBot) -> None:
    link.answers[Undo] = Declined("This mail was sent.", "stale")
    corner.desk.hear(delayed())
    with qtbot.waitSignal(corner.desk.refused) as told:
        corner.stack.shown["m1"].undo.click()
    assert told.args == ["This mail was sent."]


def test_it_stands_in_the_corner_that_is_near_the_tray(link: FakeLink) -> None:
    room = Corner(link).stack.screen().availableGeometry()
    below, above = Corner(link), Corner(link, QRect(room.right() - 30, room.top(), 20, 20))
    for corner in (below, above):
        corner.desk.hear(delayed())
    assert below.stack.geometry().bottom() > room.center().y()
    assert above.stack.geometry().top() < room.center().y()
    assert below.stack.geometry().right() <= room.right()


def test_while_all_mail_is_held_only_undo_is_left(corner: Corner) -> None:
    corner.desk.hear(replace(delayed(), undoable=True))
    corner.desk.hold(held=True)
    card = corner.stack.shown["m1"]
    assert corner.title().startswith("Held with all other mail")
    shown = [b for b in (card.undo, card.pause, card.hurry) if b.isVisible()]
    assert shown == [card.undo]
    corner.desk.hold(held=False)
    assert card.hurry.isVisible()
