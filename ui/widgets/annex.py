"""What belongs to a row of a list and stands below its line."""

from __future__ import annotations

from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QWidget


class Annex(QWidget):
    """A widget below a row, as high as it needs to be; it is shown while `has_content`."""

    def __init__(self) -> None:
        super().__init__()
        self.has_content = True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()  # a click beside a button is none on the row

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()
