"""A layout of two parts: beside each other, or below each other where the room is narrow."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QBoxLayout

_BESIDE = QBoxLayout.Direction.LeftToRight
_BELOW = QBoxLayout.Direction.TopToBottom


class BesideOrBelow(QBoxLayout):
    """Beside each other from `wide` pixels on; it never wants more room than `least`."""

    def __init__(self, wide: int, least: int) -> None:
        super().__init__(_BESIDE)
        self._wide = wide
        self._least = least

    def heightForWidth(self, width: int) -> int:
        before = self.direction()
        self._turn(width)
        height = super().heightForWidth(width)
        self.setDirection(before)  # measuring changes nothing
        return height

    def minimumSize(self) -> QSize:
        return QSize(self._least, super().minimumSize().height())

    def setGeometry(self, rect: QRect) -> None:
        self._turn(rect.width())
        super().setGeometry(rect)

    def _turn(self, width: int) -> None:
        self.setDirection(_BESIDE if width >= self._wide else _BELOW)
