"""A tick, and beside it a sentence as long as it is."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.theme import Theme
from ui.widgets.label import Label
from ui.widgets.tick_box import TickBox


class TickLine(QWidget):
    """A click on the sentence counts as one on its tick.

    ticked: The user ticked it, or took the tick back.
    """

    ticked = Signal()

    def __init__(self, sentence: str, theme: Theme) -> None:
        super().__init__()
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.tick = TickBox("", theme)
        self.tick.setAccessibleName(sentence)
        self.tick.clicked.connect(self.ticked)
        self.label = Label(sentence)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)  # the tick leaves room beside it
        layout.addWidget(self.tick, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self.label, 1)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(
            event.position().toPoint()
        ):
            self.tick.click()
