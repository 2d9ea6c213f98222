"""A part of a window under a small heading; not there at all while it has nothing to show."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.theme import GRID
from ui.widgets.label import Label


class Section(QWidget):
    """A heading, and one widget below it."""

    def __init__(self, heading: str, body: QWidget) -> None:
        super().__init__()
        self.heading = Label(heading, rank="section")
        self.body = body
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID // 2)
        layout.addWidget(self.heading)
        layout.addWidget(body)


class Skeleton(QWidget):
    """Pale bars in the place of rows that are not known yet."""

    def __init__(self, rows: int) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, GRID // 2, 0, GRID // 2)
        layout.setSpacing(GRID + GRID // 2)
        for number in range(rows):
            bar = QWidget()
            bar.setProperty("ground", "bar")
            bar.setFixedHeight(GRID + GRID // 2)
            bar.setMaximumWidth(360 - 90 * (number % 2))
            layout.addWidget(bar)
