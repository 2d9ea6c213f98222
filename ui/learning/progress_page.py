"""How far a run of learning is."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from mailguard.domain.learning import Step
from mailguard.i18n import _
from ui.theme import GRID
from ui.widgets.buttons import Button
from ui.widgets.label import Label
from ui.wording import learning as wording

_PARTS = 1000  # of the bar


class ProgressPage(QWidget):
    """A bar, a number, and the way to stop.

    stopped: The user wants it to end.
    """

    stopped = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.headline = Label(rank="headline")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(_("How far it is"))
        self.number = Label()
        self.stop = Button(_("Stop"))
        self.stop.clicked.connect(self.stopped)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        layout.addWidget(self.headline)
        layout.addWidget(Label(_("You can close this window and go on working."), rank="soft"))
        layout.addSpacing(GRID)
        layout.addWidget(self.bar)
        layout.addWidget(self.number)
        layout.addStretch(1)
        layout.addWidget(self.stop, 0, Qt.AlignmentFlag.AlignRight)

    def start(self) -> None:
        """A run begins, and nobody knows yet how much there is."""
        self.headline.setText(_("Learning from past mail…"))
        self.bar.setRange(0, 0)
        self.number.setText(wording.so_far(0))
        self.stop.setEnabled(True)

    def show_step(self, step: Step) -> None:
        """Show how far it is."""
        self.bar.setRange(0, _PARTS)
        self.bar.setValue(min(step.done * _PARTS // max(step.total, 1), _PARTS))
        self.number.setText(wording.so_far(step.mails))

    def wait(self) -> None:
        """It was asked to stop."""
        self.headline.setText(_("Stopping…"))
        self.stop.setEnabled(False)
