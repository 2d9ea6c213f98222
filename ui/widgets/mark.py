"""The sign of a finding as a widget of its own."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from mailguard.domain.finding import Severity
from ui.theme import Theme
from ui.widgets.glyphs import draw_mark


class Mark(QWidget):
    """The sign for a severity."""

    def __init__(self, severity: Severity, theme: Theme, side: int = 20) -> None:
        """`side` in pixels of an unscaled text; below and above it there is room for a line."""
        super().__init__()
        self._side = side
        self._severity = severity
        self._theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        side = self._theme.pixels(self._side)
        return QSize(side, max(side, self.fontMetrics().lineSpacing()))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  Qt's signature
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_mark(painter, self.rect(), self._severity, self._theme)
