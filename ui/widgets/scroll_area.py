"""A scrolling part of a window. Its bar has a place of its own, so that nothing moves aside."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from ui.theme import GRID
from ui.widgets.label import set_property

_BAR = 10  # as wide as the style sheet has it


def measure_anew(widget: QWidget) -> None:
    """Forget what was measured of `widget` and all in it: hidden layouts do not see to that."""
    for part in (*reversed(widget.findChildren(QWidget)), widget):
        if (layout := part.layout()) is not None:
            layout.invalidate()
            part.updateGeometry()


class ScrollArea(QScrollArea):
    """Widgets under each other, with the margins of a window."""

    def __init__(self) -> None:
        super().__init__()
        self.content = QWidget()
        self.content.setProperty("ground", "surface")
        self.column = QVBoxLayout(self.content)
        self.column.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID - _BAR, 2 * GRID)
        self.column.setSpacing(GRID)
        self.setWidget(self.content)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.verticalScrollBar().rangeChanged.connect(self._on_range)
        self._on_range(0, 0)

    def _on_range(self, _least: int, most: int) -> None:
        set_property(self.verticalScrollBar(), "empty", "true" if most <= 0 else "false")
