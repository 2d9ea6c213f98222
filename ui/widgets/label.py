"""Labels: plain text always, whatever a mail may carry."""

from __future__ import annotations

import re

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QStyle, QWidget

_ENDLESS = re.compile(r"[!-~\u00a1-\u024f]{32}")
"""A run of letters without a place to break a line at."""

_BREAK = "\u200b"  # zero width space


def breakable(text: str) -> str:
    """`text` with places to break a line at also within endless words."""
    return _ENDLESS.sub(lambda run: run[0] + _BREAK, text)


class Label(QLabel):
    """A text that wraps. `rank` and `tone` are names of the style sheet."""

    def __init__(self, text: str = "", *, rank: str = "", tone: str = "") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)  # a subject is no place for markup
        self.setWordWrap(True)
        self.setProperty("rank", rank)
        self.setProperty("tone", tone)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.setText(text)

    def setText(self, text: str) -> None:
        super().setText(breakable(text) if self.wordWrap() else text)

    def text(self) -> str:
        return super().text().replace(_BREAK, "")

    def say(self, text: str) -> None:
        """Show `text`; take no room where there is none."""
        self.setText(text)
        self.setVisible(bool(text))


class ShortLabel(Label):
    """A text of one line, cut with an ellipsis where the room ends, whole in its tooltip."""

    def __init__(self, text: str = "", *, rank: str = "", tone: str = "") -> None:
        super().__init__(text, rank=rank, tone=tone)
        self.setWordWrap(False)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  Qt's signature
        room = self.contentsRect()
        line = self.text().replace("\n", " ")
        text = self.fontMetrics().elidedText(line, Qt.TextElideMode.ElideRight, room.width())
        self.setToolTip(self.text() if text != line else "")
        style = self.style()
        painter = QPainter(self)
        alignment = QStyle.visualAlignment(self.layoutDirection(), self.alignment())
        role = self.foregroundRole()
        style.drawItemText(painter, room, alignment, self.palette(), self.isEnabled(), text, role)


def set_property(widget: QWidget, name: str, value: object) -> None:
    """Set a property that the style sheet asks for, and dress the widget by it."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)
