"""The window of learning from past mail."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from mailguard.domain.learning import Learned, MailFolder, Step
from mailguard.i18n import _
from ui.learning.choice_page import ChoicePage
from ui.learning.progress_page import ProgressPage
from ui.learning.result_page import ResultPage
from ui.theme import GRID, Theme
from ui.widgets.window import Window


class LearningWindow(Window):
    """The choice, how far it is, and what came of it.

    wished: The user wants it to learn from this Wish.
    stopped: The user wants it to end.
    refused: The user does not want to be asked again.
    more_wanted: The user wants to choose once more.
    """

    wished = Signal(object)
    stopped = Signal()
    refused = Signal()
    more_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(_("MailGuard: learn from past mail"))
        self.start_with(75 * GRID, 75 * GRID)
        self.choice = ChoicePage(theme)
        self.progress = ProgressPage()
        self.result = ResultPage()
        self.pages = QStackedWidget()
        for page in (self.choice, self.progress, self.result):
            self.pages.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.pages)
        self.choice.wished.connect(self.wished)
        self.choice.refused.connect(self.refused)
        self.progress.stopped.connect(self._on_stopped)
        self.result.more_wanted.connect(self.more_wanted)
        for page in (self.choice, self.result):
            page.left.connect(self.close)

    @property
    def is_busy(self) -> bool:
        """Whether a run is shown."""
        return self.pages.currentWidget() is self.progress

    def show_choice(self, *, may_refuse: bool) -> None:
        """Ask what to learn from."""
        self.choice.start(may_refuse=may_refuse)
        self.pages.setCurrentWidget(self.choice)
        self.choice.focus_first()

    def show_found(self, folders: Sequence[MailFolder]) -> None:
        """Show what was found."""
        had_nothing = not self.choice.accounts
        self.choice.show_found(folders)
        if had_nothing and self.focusWidget() is self.choice.files:
            self.choice.focus_first()

    def show_run(self) -> None:
        """A run begins."""
        self.progress.start()
        self.pages.setCurrentWidget(self.progress)
        self.progress.stop.setFocus()

    def show_step(self, step: Step) -> None:
        """Show how far it is."""
        self.progress.show_step(step)

    def show_result(self, learned: Learned, *, stopped: bool) -> None:
        """Show what the run brought."""
        self.result.show_result(learned, stopped=stopped)
        self.pages.setCurrentWidget(self.result)
        self.result.close_button.setFocus()

    def show_failure(self, sentence: str) -> None:
        """The run could not be done: say why, and ask again."""
        self.pages.setCurrentWidget(self.choice)
        self.choice.banner.say(sentence, frame="warning")

    def _on_stopped(self) -> None:
        self.progress.wait()
        self.stopped.emit()
