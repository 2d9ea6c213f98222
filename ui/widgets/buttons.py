"""Buttons: ordinary, primary, those that look like links, and those that show their key."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QStyle, QStyleOptionButton, QStylePainter

from ui.theme import GRID


class Button(QPushButton):
    """A push button; `role` is a name of the style sheet: `primary`, `link`, `chip`."""

    def __init__(self, text: str, *, role: str = "", name: str = "") -> None:
        """`name` is for screen readers, where the text alone does not say enough."""
        super().__init__(text)
        self.setProperty("role", role)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        if name:
            self.setAccessibleName(name)


class KeyButton(Button):
    """A button with its key written beside its label, pale while keys are not listened to."""

    def __init__(self, text: str, key: str, *, role: str = "") -> None:
        super().__init__(text, role=role)
        self._key = key
        self._key_works = True
        self.setAccessibleDescription(key)

    def set_key_works(self, works: bool) -> None:  # noqa: FBT001  a setter, as Qt has them
        """Show whether the key would be listened to now."""
        if works != self._key_works:
            self._key_works = works
            self.update()

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(
            hint.width() + GRID + self._key_metrics().horizontalAdvance(self._key), hint.height()
        )

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _key_font(self) -> QFont:
        font = QFont(self.font())
        font.setBold(False)
        font.setPixelSize(max(11, round(self.fontInfo().pixelSize() * 0.8)))
        return font

    def _key_metrics(self) -> QFontMetrics:
        return QFontMetrics(self._key_font())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  Qt's signature
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        self._write(painter, option.palette.buttonText().color())

    def _write(self, painter: QPainter, colour: QColor) -> None:
        font = QFont(self.font())
        font.setBold(True)
        label = QFontMetrics(font).horizontalAdvance(self.text())
        whole = label + GRID + self._key_metrics().horizontalAdvance(self._key)
        left = (self.width() - whole) // 2
        painter.setPen(colour)
        painter.setFont(font)
        centre = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(QRect(left, 0, label + 1, self.height()), centre, self.text())
        colour.setAlphaF(0.85 if self._key_works else 0.4)
        painter.setPen(colour)
        painter.setFont(self._key_font())
        rect = QRect(left + label + GRID, 0, self.width(), self.height())
        painter.drawText(rect, centre, self._key)
