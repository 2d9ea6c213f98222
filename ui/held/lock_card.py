"""The password of a mail's files: to read, to copy, and how the recipients learn it."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from mailguard.domain.received import Lock
from mailguard.i18n import _
from ui.theme import GRID
from ui.widgets.buttons import Button
from ui.widgets.label import Label
from ui.wording import outcome


class LockCard(QFrame):
    """One password."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("frame", "card")
        self.password = Label(rank="title")
        self.copy = Button(_("Copy"), name=_("Copy the password"))
        self.copy.clicked.connect(self._on_copy)
        self._files = Label(rank="soft")
        self._told = Label()
        line = QHBoxLayout()
        line.setSpacing(GRID)
        line.addWidget(self.password, 1)
        line.addWidget(self.copy)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID + 4, GRID, GRID + 4, GRID)
        layout.setSpacing(GRID // 2)
        layout.addLayout(line)
        layout.addWidget(self._told)
        layout.addWidget(self._files)

    def show_lock(self, lock: Lock | None) -> None:
        """Show this password; None: there is none."""
        self.copy.setText(_("Copy"))
        word = lock.password if lock else ""
        self.password.say(word)
        self.copy.setVisible(bool(word))
        self._told.say(outcome.password(lock) if lock else "")
        self._files.say(outcome.locked(lock) if lock else "")

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.password.text())
        self.copy.setText(_("Copied"))
