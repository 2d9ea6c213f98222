"""Paints a mail in a list: subject and time, then state, recipients and reason."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QObject, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from mailguard.domain.event import Summary
from mailguard.domain.state import State
from ui.held.entry_model import EntryModel
from ui.theme import GRID, RADIUS, Theme
from ui.widgets.row_model import Index
from ui.widgets.rows import Tone
from ui.wording import entries, people

_TONES = {
    State.RECEIVED: Tone.ACCENT,
    State.ASKING: Tone.ACCENT,
    State.DELAYED: Tone.ACCENT,
    State.FAILED: Tone.DANGER,
    State.UNCERTAIN: Tone.WARNING,
    State.ABANDONED: Tone.WARNING,
    State.SENT: Tone.GOOD,
}
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class EntryPainter(QStyledItemDelegate):
    """Paints the mails of an EntryModel in two lines each."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self._line = QFontMetrics(theme.font(bold=True)).height() + 2

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        return QSize(0, 2 * self._line + 2 * GRID)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        if not isinstance(model, EntryModel):
            return
        summary = model.entries[index.row()]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, option)
        inner = option.rect.adjusted(2 * GRID, GRID, -2 * GRID, -GRID)
        self._paint_first(
            painter, QRect(inner.topLeft(), QSize(inner.width(), self._line)), summary
        )
        second = QRect(inner.left(), inner.top() + self._line, inner.width(), self._line)
        self._paint_second(painter, second, summary)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        rect = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, self._theme.colour("accent_soft"))
        painter.setPen(QPen(self._theme.colour("line"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(self._theme.colour("accent"), 2))
            painter.drawRoundedRect(QRectF(rect).adjusted(2, 2, -2, -2), RADIUS - 2, RADIUS - 2)

    def _paint_first(self, painter: QPainter, rect: QRect, summary: Summary) -> None:
        now = datetime.now().astimezone()
        small = self._theme.font(small=True)
        width = self._write(painter, rect, entries.when(summary, now), small, "soft", _RIGHT)
        room = rect.adjusted(0, 0, -width - GRID, 0)
        self._write(painter, room, entries.subject(summary), self._theme.font(bold=True), "ink")

    def _paint_second(self, painter: QPainter, rect: QRect, summary: Summary) -> None:
        tone = _TONES.get(summary.state, Tone.PLAIN)
        state = entries.state(summary)
        font = self._theme.font(small=True)
        rest = f"{people.addressees(summary)}"
        if summary.reason:
            rest = f"{rest} · {summary.reason}"
        width = self._write(painter, rect, state, font, tone)
        room = rect.adjusted(width + GRID, 0, 0, 0)
        self._write(painter, room, rest, font, "soft")

    def _write(
        self,
        painter: QPainter,
        rect: QRect,
        text: str,
        font: QFont,
        colour: str,
        alignment: Qt.AlignmentFlag = _LEFT,
    ) -> int:
        """How wide what was written is."""
        metrics = QFontMetrics(font)
        painter.setFont(font)
        painter.setPen(self._theme.colour(colour))
        line = text.replace("\n", " ")
        elided = metrics.elidedText(line, Qt.TextElideMode.ElideRight, max(rect.width(), 0))
        painter.drawText(rect, alignment | Qt.TextFlag.TextSingleLine, elided)
        return metrics.horizontalAdvance(elided)
