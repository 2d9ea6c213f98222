"""A window that comes forward only when the user asked for it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget


class Window(QWidget):
    """A window of MailGuard's own; Esc closes it."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setWindowTitle(title)
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, on=False)

    def start_with(self, width: int, height: int) -> None:
        """The size at first, as far as the screen has room for it."""
        room = self.screen().availableSize()
        self.resize(min(width, room.width()), min(height, room.height()))

    def show_minimised(self) -> None:
        """Have it in the task bar only."""
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.showMinimized()

    def come_forward(self) -> None:
        """Show it over the others: the user asked for it."""
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, on=False)
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)
