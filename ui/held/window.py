"""The list window: what waits, and what became of the rest."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from mailguard.domain.event import Condition, Summary
from mailguard.i18n import _
from ui.held.condition_list import ConditionList
from ui.held.entry_list import EntryList
from ui.learning.offer import Offer
from ui.theme import GRID, Theme
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button
from ui.widgets.window import Window


class HeldWindow(Window):
    """Two lists and the conditions.

    done: The user did a Deed with the mail of that id.
    history_wanted: The history is looked at, and should be up to date.
    older_wanted: The user wants more of the history.
    password_wanted: The user wants to give the password of that account.
    release_wanted: The user wants mail to leave again that is all held.
    setup_wanted: The user wants to see the accounts.
    quit_wanted: The user wants to end MailGuard.
    """

    done = Signal(str, object)
    history_wanted = Signal()
    older_wanted = Signal()
    password_wanted = Signal(str)
    release_wanted = Signal()
    setup_wanted = Signal()
    quit_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(_("MailGuard"))
        self.start_with(95 * GRID, 70 * GRID)
        self.conditions = ConditionList(theme)
        self.offer = Offer()
        self.banner = Banner("warning")
        self.waiting = EntryList(theme, _("Mail that waits"), _("Nothing waits."))
        self.history = EntryList(theme, _("History"), _("Nothing was sent yet."))
        self._older = Button(_("Show older ones"), role="link")
        self._older.hide()
        self._tabs = QTabWidget()
        self._accounts = Button(_("Accounts…"))
        self._quit = Button(_("Quit MailGuard"))
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        past = QWidget()
        layout = QVBoxLayout(past)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.history, 1)
        layout.addWidget(self._older)
        self._tabs.addTab(self.waiting, _("Waiting"))
        self._tabs.addTab(past, _("History"))
        buttons = QHBoxLayout()
        buttons.setContentsMargins(2 * GRID, GRID, 2 * GRID, 0)
        buttons.setSpacing(GRID)
        buttons.addStretch(1)
        buttons.addWidget(self._accounts)
        buttons.addWidget(self._quit)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(buttons)
        whole.addWidget(self.conditions)
        around = QVBoxLayout()
        around.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID // 2)
        around.setSpacing(GRID)
        around.addWidget(self.offer)
        around.addWidget(self.banner)
        whole.addLayout(around)
        whole.addWidget(self._tabs, 1)

    def _connect(self) -> None:
        self.waiting.done.connect(self.done)
        self.history.done.connect(self.done)
        self.conditions.password_wanted.connect(self.password_wanted)
        self.conditions.release_wanted.connect(self.release_wanted)
        self._tabs.currentChanged.connect(self._on_tab)
        self._older.clicked.connect(self.older_wanted)
        self._accounts.clicked.connect(self.setup_wanted)
        self._quit.clicked.connect(self.quit_wanted)

    def come_forward(self) -> None:
        super().come_forward()
        has_mail = self.waiting.selected is not None
        (self.waiting if has_mail else self._tabs.tabBar()).setFocus()

    def show_waiting(self, summaries: Sequence[Summary]) -> None:
        """Show what waits."""
        self.waiting.show_entries(summaries)
        number = len(summaries)
        title = _("Waiting ({n})").format(n=number) if number else _("Waiting")
        self._tabs.setTabText(0, title)

    def show_history(self, summaries: Sequence[Summary], *, more: bool) -> None:
        """Show what became of the rest; `more`: there are older ones."""
        self.history.show_entries(summaries)
        self._older.setVisible(more)

    def show_conditions(self, conditions: Sequence[Condition]) -> None:
        """Show what is to be mended."""
        self.conditions.show_conditions(conditions)

    @property
    def shows_history(self) -> bool:
        """Whether the user is looking at the history."""
        return self.isVisible() and self._tabs.currentIndex() == 1

    def say(self, sentence: str) -> None:
        """Tell how the last deed went; "" for nothing to tell."""
        self.banner.say(sentence)

    def _on_tab(self) -> None:
        if self._tabs.currentIndex() == 1:
            self.history_wanted.emit()
