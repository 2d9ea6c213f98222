"""A small question in the middle of work: a sentence, perhaps a field, and buttons. Never modal."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from mailguard.i18n import _
from ui.theme import GRID
from ui.widgets.buttons import Button
from ui.widgets.label import Label


class Dialog(QDialog):
    """A question. It goes with the first button that is pressed; Esc is *Cancel*."""

    def __init__(self, title: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(55 * GRID)
        self.text = Label(text)
        self.setAccessibleDescription(text)
        self._body = QVBoxLayout()
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(GRID)
        self._buttons.addStretch(1)
        self.cancel = Button(_("Cancel"))
        self.cancel.clicked.connect(self.reject)
        self._buttons.addWidget(self.cancel)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 2 * GRID + 4, 3 * GRID, 2 * GRID)
        layout.setSpacing(2 * GRID)
        layout.addWidget(self.text)
        layout.addLayout(self._body)
        layout.addLayout(self._buttons)

    def add_field(self, field: QLineEdit, name: str) -> None:
        """Put a field under the sentence."""
        field.setAccessibleName(name)
        self._body.addWidget(field)
        field.setFocus()

    def add_button(self, text: str, deed: Callable[[], None], *, role: str = "") -> Button:
        """Add a button that does something and closes the question."""
        button = Button(text, role=role)
        button.clicked.connect(deed)
        button.clicked.connect(self.accept)
        button.setDefault(role == "primary")
        self._buttons.addWidget(button)
        return button
