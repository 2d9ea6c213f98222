"""A user's hands on a review window: keys and clicks as the system would deliver them."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from mailguard.domain.command import Answer
from mailguard.domain.inspection import Act, Demand, Offer
from ui.read_model import Question
from ui.review.window import ReviewWindow
from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.row_list import RowList

_LEAST_MS = 2
"""Between two keys: events of one key at the same millisecond are one that repeats by itself."""


class Hands:
    """Uses a window, turns its clock, and counts what it does."""

    def __init__(self, theme: Theme) -> None:
        self.now = 1000.0
        self.actions = 0
        self.answers: list[Answer] = []
        self.window = ReviewWindow(theme, lambda: self.now)
        self.window.answered.connect(self.answers.append)

    def ask(self, question: Question, *, wait: bool = True) -> None:
        """Show a question, and wait until keys count."""
        self.window.ask(question)
        QApplication.processEvents()
        if wait:
            self.now += 1.5

    def press(
        self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        """Press and let go one key, no faster than anybody can."""
        self.actions += 1
        QTest.qWait(_LEAST_MS)
        QTest.keyClick(self.window.windowHandle(), key, held)

    def ctrl_enter(self) -> None:
        self.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    def click(self, widget: QWidget, place: QPoint | None = None) -> None:
        """Click on a widget where it stands in the window."""
        self.actions += 1
        at = widget.mapTo(self.window, place or widget.rect().center())
        left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        QTest.mouseClick(self.window.windowHandle(), left, none, at)

    def write(self, text: str) -> None:
        """Type into whatever has the keyboard; counts as one action."""
        self.actions += 1
        for letter in text:
            QTest.qWait(_LEAST_MS)
            QTest.keyClick(self.window.windowHandle(), ord(letter))

    def list_with(self, key: str) -> RowList:
        """The list in which the row with that key stands."""
        return next(each for each in self.window.body.lists if each.place_of(key) is not None)

    def click_row(self, key: str, x: int = 200) -> None:
        """Click somewhere on a row's line, wherever it has to be scrolled to first."""
        rows = self.list_with(key)
        place = rows.place_of(key)
        assert place is not None
        line = place.top() + 12
        self.window.body.ensureVisible(0, rows.mapTo(self.window.body.content, QPoint(0, line)).y())
        self.click(rows.viewport(), QPoint(x, line))

    def button(self, offer: Offer) -> Button:
        """The button that takes an offer."""
        deeds = (card.deed for card in self.window.body.findings.cards if card.deed)
        return next(deed.buttons[offer] for deed in deeds if offer in deed.buttons)

    def meet(self, demand: Demand) -> None:
        """Do what a demand asks, by the offered action where there is one."""
        card = self.window.body.findings.card_of(demand.id)
        if card is None or card.deed is None:
            self.click_row(demand.id)
            return
        self.window.body.ensureWidgetVisible(card)
        if demand.settled_by:
            self.click(card.deed.buttons[demand.settled_by[0]])
        elif demand.act is Act.TICK:
            self.click(card.deed.tick)
        else:
            card.deed.field.setFocus()
            self.write(demand.expected or "asked for")

    def do_everything(self) -> None:
        """Take the shortest way to having sent the mail."""
        while self.window.review is not None and self.window.review.left:
            self.meet(self.window.review.left[0])
        self.ctrl_enter()
