"""What a run of learning brought."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mailguard.domain.learning import Learned
from mailguard.i18n import _
from ui.theme import GRID
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button
from ui.widgets.label import Label
from ui.widgets.scroll_area import ScrollArea
from ui.wording import learning as wording


class ResultPage(QWidget):
    """A sentence, and what could not be read.

    more_wanted: The user wants it to learn from other mail as well.
    left: The user has read it.
    """

    more_wanted = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.headline = Label(rank="headline")
        self.sentence = Label()
        self.unreadable = Banner("warning")
        more = Button(_("Learn from other mail…"))
        more.clicked.connect(self.more_wanted)
        self.close_button = Button(_("Close"), role="primary")
        self.close_button.setDefault(True)
        self.close_button.clicked.connect(self.left)
        area = ScrollArea()
        for widget in (self.headline, self.sentence, self.unreadable):
            area.column.addWidget(widget)
        area.column.addStretch(1)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(3 * GRID, GRID, 3 * GRID, 2 * GRID)
        buttons.setSpacing(GRID)
        buttons.addStretch(1)
        buttons.addWidget(more)
        buttons.addWidget(self.close_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area, 1)
        layout.addLayout(buttons)

    def show_result(self, learned: Learned, *, stopped: bool) -> None:
        """Show what it brought; `stopped`: before its end, as the user wished."""
        self.headline.setText(_("Stopped") if stopped else _("Done"))
        self.sentence.setText(wording.learned(learned))
        self.unreadable.say(wording.unreadable(learned))
