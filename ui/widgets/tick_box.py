"""A check box that looks like the ticks of rows."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox

from ui.theme import GRID, Theme
from ui.widgets.glyphs import draw_tick
from ui.widgets.rows import Tick

_SIDE = 18


class TickBox(QCheckBox):
    """A tick and its words."""

    def __init__(self, text: str, theme: Theme) -> None:
        super().__init__(text)
        self._theme = theme
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        width = metrics.horizontalAdvance(self.text()) + _SIDE + 2 * GRID
        return QSize(width, max(metrics.height(), _SIDE) + GRID // 2)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, _point: object) -> bool:
        return True

    def _shown(self) -> Tick:
        if not self.isEnabled():
            return Tick.SHUT
        return Tick.DONE if self.isChecked() else Tick.OPEN

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  Qt's signature
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRect(2, (self.height() - _SIDE) // 2, _SIDE, _SIDE)
        draw_tick(painter, box, self._shown(), self._theme)
        painter.setPen(self._theme.colour("ink" if self.isEnabled() else "soft"))
        words = self.rect().adjusted(_SIDE + GRID + 2, 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.text())
        if self.hasFocus():
            painter.setPen(QPen(self._theme.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 4, 4)
