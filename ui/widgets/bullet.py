"""A sentence behind a bullet, as long as it is."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from ui.theme import GRID
from ui.widgets.label import Label


class Bullet(QWidget):
    """One point of several."""

    def __init__(self, text: str) -> None:
        super().__init__()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(QLabel("•"), 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(Label(text), 1)
