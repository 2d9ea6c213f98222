"""MailGuard's icon, with or without a badge that says how things stand."""

from __future__ import annotations

from functools import cache
from importlib import resources

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

_SIDES = (16, 22, 24, 32, 48, 64)

_WAITING = QColor("#b2201c")
_TROUBLE = QColor("#e0a010")
_HELD = QColor("#5a6472")
_PAUSE = "‖"  # two bars, which are drawn: few fonts have them
_MOST = 9


@cache
def application_icon() -> QIcon:
    """The icon of every window."""
    return _icon("", _WAITING)


@cache
def tray_icon(waiting: int, *, trouble: bool, held: bool) -> QIcon:
    """The icon in the tray: two bars where everything is held, else a number where something
    waits, else `!` where something is wrong.
    """
    if held:
        return _icon(_PAUSE, _HELD)
    if waiting:
        return _icon(str(waiting) if waiting <= _MOST else f"{_MOST}+", _WAITING)
    return _icon("!" if trouble else "", _TROUBLE)


def _icon(badge: str, colour: QColor) -> QIcon:
    drawing = resources.files("resources") / "icons" / "mailguard.svg"
    renderer = QSvgRenderer(drawing.read_bytes())
    icon = QIcon()
    for side in _SIDES:
        pixmap = QPixmap(side, side)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        renderer.render(painter)
        if badge:
            _paint_badge(painter, side, badge, colour)
        painter.end()
        icon.addPixmap(pixmap)
    return icon


def _paint_badge(painter: QPainter, side: int, badge: str, colour: QColor) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    size = side * 0.62
    room = QRectF(side - size, 0, size, size)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawEllipse(room)
    if badge == _PAUSE:
        _paint_bars(painter, room)
        return
    font = QFont()
    font.setPixelSize(max(7, round(size * (0.75 if len(badge) == 1 else 0.55))))
    font.setBold(True)
    painter.setFont(font)
    painter.setPen(Qt.GlobalColor.white)
    painter.drawText(room, Qt.AlignmentFlag.AlignCenter, badge)


def _paint_bars(painter: QPainter, room: QRectF) -> None:
    painter.setBrush(Qt.GlobalColor.white)
    width = room.width() * 0.15
    for middle in (0.36, 0.64):
        left = room.left() + room.width() * middle - width / 2
        painter.drawRect(
            QRectF(left, room.top() + room.height() * 0.27, width, room.height() * 0.46)
        )
