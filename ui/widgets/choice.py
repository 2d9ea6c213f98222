"""A box to choose one of several texts from."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox

from ui.theme import GRID, Theme
from ui.widgets.glyphs import draw_fold
from ui.widgets.rows import Fold


class Choice(QComboBox):
    """A combo box with the chevron of the rows."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        place = QRect(self.width() - 3 * GRID, 0, 2 * GRID, self.height())
        draw_fold(painter, place, Fold.OPEN, self._theme.colour("soft"))
