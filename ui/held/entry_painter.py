"""Paints a mail in a list: subject and time, then state, recipients and reason."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QObject, QRect, QSize
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from mailguard.domain.event import Summary
from mailguard.domain.state import State
from ui.held.entry_model import EntryModel
from ui.theme import GRID, Theme
from ui.widgets.painted import RIGHT, draw_focus, draw_text
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
            draw_focus(painter, rect, self._theme)

    def _paint_first(self, painter: QPainter, rect: QRect, summary: Summary) -> None:
        theme, when = self._theme, entries.when(summary, datetime.now().astimezone())
        small, bold = theme.font(small=True), theme.font(bold=True)
        width = draw_text(painter, rect, when, small, theme.colour("soft"), RIGHT)
        room = rect.adjusted(0, 0, -width - GRID, 0)
        draw_text(painter, room, entries.subject(summary), bold, theme.colour("ink"))

    def _paint_second(self, painter: QPainter, rect: QRect, summary: Summary) -> None:
        tone = _TONES.get(summary.state, Tone.PLAIN)
        state = entries.state(summary)
        font = self._theme.font(small=True)
        rest = f"{people.addressees(summary)}"
        if summary.reason:
            rest = f"{rest} · {summary.reason}"
        width = draw_text(painter, rect, state, font, self._theme.colour(tone))
        room = rect.adjusted(width + GRID, 0, 0, 0)
        draw_text(painter, room, rest, font, self._theme.colour("soft"))
