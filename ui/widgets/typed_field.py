"""A field for a word that is to be typed letter by letter: what is pasted does not count."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QLineEdit

_Hint = Qt.InputMethodHint
_LATIN = (
    _Hint.ImhLatinOnly
    | _Hint.ImhPreferLatin
    | _Hint.ImhPreferLowercase
    | _Hint.ImhNoAutoUppercase
    | _Hint.ImhNoPredictiveText
)
_MOST = 255  # letters of a domain


class TypedField(QLineEdit):
    """Nothing gets in by the clipboard or by dragging, and nothing is completed.

    refused: The user tried to paste.
    """

    refused = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setMaxLength(_MOST)
        self.setAcceptDrops(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)

    def ask_for(self, word: str) -> None:
        """Have an input method start in Latin letters, where the word is written in them."""
        self.setInputMethodHints(_LATIN if word.isascii() else _Hint.ImhNoPredictiveText)

    def paste(self) -> None:
        """Refuse."""
        self.refused.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.refused.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.MiddleButton:
            super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.MiddleButton:  # under X11 it pastes the selection
            self.refused.emit()
        else:
            super().mouseReleaseEvent(event)
