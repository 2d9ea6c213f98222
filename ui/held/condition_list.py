"""What keeps MailGuard from working, each with its remedy."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from mailguard.domain.event import Condition
from mailguard.domain.finding import Severity
from mailguard.i18n import _
from ui.read_model import is_everything_held
from ui.theme import GRID, Theme
from ui.widgets.buttons import Button
from ui.widgets.label import Label
from ui.widgets.mark import Mark

PASSWORD_NEEDED = "password-needed"  # noqa: S105  the name of a condition


class ConditionList(QWidget):
    """One card a condition; nothing while all is well.

    password_wanted: The user wants to give the password of that account.
    release_wanted: The user wants mail to leave again that is all held.
    """

    password_wanted = Signal(str)
    release_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._cards: list[QFrame] = []
        self._shown: tuple[Condition, ...] = ()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        self._layout.setSpacing(GRID)
        self.hide()

    def show_conditions(self, conditions: Sequence[Condition]) -> None:
        """Show these conditions, and no others."""
        if tuple(conditions) == self._shown:
            return
        self._shown = tuple(conditions)
        for card in self._cards:
            card.hide()
            card.deleteLater()
        self._cards = [self._card(each) for each in self._shown]
        for card in self._cards:
            self._layout.addWidget(card)
        self.setVisible(bool(self._cards))

    def _card(self, condition: Condition) -> QFrame:
        is_held = is_everything_held([condition])
        severity = Severity.NOTICE if is_held else Severity.WARNING
        card = QFrame()
        card.setProperty("frame", "notice" if is_held else "warning")
        card.setAccessibleName(condition.sentence)
        layout = QHBoxLayout(card)
        layout.setContentsMargins(GRID + 4, GRID, GRID + 4, GRID)
        layout.setSpacing(GRID + 4)
        layout.addWidget(Mark(severity, self._theme))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Label(condition.sentence, rank="title", tone="" if is_held else "warning"))
        if not is_held:  # the button says what to do
            words.addWidget(Label(condition.remedy))
        layout.addLayout(words, 1)
        if is_held:
            layout.addWidget(self._release_button())
        if condition.id.startswith(PASSWORD_NEEDED) and condition.account:
            layout.addWidget(self._password_button(condition.account))
        return card

    def _release_button(self) -> Button:
        button = Button(_("Let mail go again"))
        button.clicked.connect(self.release_wanted)
        return button

    def _password_button(self, account: str) -> Button:
        button = Button(_("Enter the password…"))
        button.clicked.connect(lambda: self.password_wanted.emit(account))
        return button
