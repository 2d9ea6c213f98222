"""The small signs that are painted by hand: ticks, marks, chevrons. Shape says it, not colour."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from mailguard.domain.finding import Severity
from ui.theme import Theme
from ui.widgets.rows import Fold, Tick, Tone

MARK_TONES = {
    Severity.NOTICE: Tone.ACCENT,
    Severity.WARNING: Tone.WARNING,
    Severity.DANGER: Tone.DANGER,
}


def draw_tick(painter: QPainter, rect: QRect, tick: Tick, theme: Theme) -> None:
    """The box of a row's tick; a given tick has none."""
    box = QRectF(rect).adjusted(1, 1, -1, -1)
    match tick:
        case Tick.OPEN:
            painter.setPen(QPen(theme.colour("soft"), 1.5))
            painter.setBrush(theme.colour("surface"))
            painter.drawRoundedRect(box, 4, 4)
        case Tick.SHUT:
            painter.setPen(QPen(theme.colour("line"), 1.5))
            painter.setBrush(theme.colour("ground"))
            painter.drawRoundedRect(box, 4, 4)
        case Tick.DONE:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent"))
            painter.drawRoundedRect(box, 4, 4)
            _draw_check(painter, box, theme.colour("on_accent"))
        case Tick.GIVEN:
            _draw_check(painter, box, theme.colour("good"))
        case Tick.NONE | Tick.SHARED:
            pass


def _draw_check(painter: QPainter, box: QRectF, colour: QColor) -> None:
    points = ((0.24, 0.54), (0.43, 0.73), (0.78, 0.30))
    _draw_line(painter, box, points, colour, 2.0)


def draw_fold(painter: QPainter, rect: QRect, fold: Fold, colour: QColor) -> None:
    """A chevron: to the right where closed, down where open."""
    size = min(rect.width(), rect.height())
    box = QRectF(0, 0, size, size)
    box.moveCenter(QRectF(rect).center())
    closed = ((0.40, 0.28), (0.62, 0.50), (0.40, 0.72))
    opened = ((0.28, 0.40), (0.50, 0.62), (0.72, 0.40))
    _draw_line(painter, box, closed if fold is Fold.CLOSED else opened, colour, 1.6)


def _draw_line(
    painter: QPainter,
    box: QRectF,
    points: tuple[tuple[float, float], ...],
    colour: QColor,
    width: float,
) -> None:
    pen = QPen(colour, width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(QPolygonF([_within(box, x, y) for x, y in points]))


def _within(box: QRectF, x: float, y: float) -> QPointF:
    return QPointF(box.left() + x * box.width(), box.top() + y * box.height())


def draw_mark(painter: QPainter, rect: QRect, severity: Severity, theme: Theme) -> None:
    """The sign of a finding: filled circle (danger), triangle (warning), ring (notice)."""
    size = float(min(rect.width(), rect.height()))
    box = QRectF(0, 0, size, size)
    box.moveCenter(QRectF(rect).center())
    colour = theme.colour(MARK_TONES[severity])
    inside = theme.colour("surface") if severity is Severity.DANGER else colour
    filled = severity is Severity.DANGER
    painter.setPen(QPen(colour, 1.5))
    painter.setBrush(colour if filled else Qt.BrushStyle.NoBrush)
    painter.drawPath(_outline(box.adjusted(1, 1, -1, -1), severity))
    _draw_letter(painter, box, severity, inside)


def _outline(box: QRectF, severity: Severity) -> QPainterPath:
    path = QPainterPath()
    if severity is Severity.WARNING:
        corners = ((0.5, 0.04), (1.0, 0.94), (0.0, 0.94))
        path.addPolygon(QPolygonF([_within(box, x, y) for x, y in corners]))
        path.closeSubpath()
    else:
        path.addEllipse(box)
    return path


def _draw_letter(painter: QPainter, box: QRectF, severity: Severity, colour: QColor) -> None:
    """An exclamation mark; for a notice an i."""
    shift = 0.08 if severity is Severity.WARNING else 0.0
    bar = ((0.5, 0.28 + shift), (0.5, 0.54 + shift))
    dot = ((0.5, 0.71 + shift), (0.5, 0.72 + shift))
    if severity is Severity.NOTICE:
        bar, dot = ((0.5, 0.46), (0.5, 0.72)), ((0.5, 0.29), (0.5, 0.30))
    for line in (bar, dot):
        _draw_line(painter, box, line, colour, box.width() / 10)
