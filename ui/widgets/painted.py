"""What every painter of lists draws alike: a line of text, and the frame of what has the focus."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen

from ui.theme import RADIUS, Theme

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def draw_text(
    painter: QPainter,
    rect: QRect,
    text: str,
    font: QFont,
    colour: QColor,
    alignment: Qt.AlignmentFlag = LEFT,
    elide: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
) -> int:
    """Draw `text` on one line, shortened to fit; how wide it came out, in pixels."""
    if not text or rect.width() <= 0:
        return 0
    metrics = QFontMetrics(font)
    elided = metrics.elidedText(text.replace("\n", " "), elide, rect.width())
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(rect, alignment | Qt.TextFlag.TextSingleLine, elided)
    return metrics.horizontalAdvance(elided)


def draw_focus(painter: QPainter, rect: QRect, theme: Theme) -> None:
    """Draw a frame just within `rect`."""
    painter.setPen(QPen(theme.colour("accent"), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(rect).adjusted(2, 2, -2, -2), RADIUS - 2, RADIUS - 2)
