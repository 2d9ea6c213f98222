"""Paints a row: its part of the card's frame, and its pieces."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.theme import GRID, RADIUS, Theme
from ui.widgets.glyphs import draw_fold, draw_mark, draw_tick
from ui.widgets.painted import RIGHT, draw_focus, draw_text
from ui.widgets.row_layout import RowLayout, Ruler
from ui.widgets.row_model import Index, RowModel
from ui.widgets.rows import Fold, Row, Tone

_MIDDLE = Qt.TextElideMode.ElideMiddle


class RowPainter(QStyledItemDelegate):
    """Paints the rows of a RowModel. `lit` is the key of a row that is to be noticed.

    Below its line a row has `room_below` (its key) pixels, in which something else is shown.
    """

    def __init__(self, theme: Theme, room_below: Callable[[str], int], parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self._room_below = room_below
        self.ruler = Ruler(theme)
        self.lit = ""

    def card_part(self, model: RowModel, number: int, rect: QRect) -> QRect:
        """What of an item's rectangle belongs to the card: not the gap below its last row."""
        gap = GRID if model.is_last(number) and number < len(model.rows) - 1 else 0
        return rect.adjusted(0, 0, 0, -gap)

    def height_of(self, model: RowModel) -> int:
        """How high all rows are together."""
        gaps = sum(model.is_last(number) for number in range(len(model.rows) - 1))
        below = sum(self._room_below(row.key) for row in model.rows)
        return len(model.rows) * self.ruler.height + gaps * GRID + below

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        model = _model(index)
        number = index.row()
        gap = GRID if model.is_last(number) and number < len(model.rows) - 1 else 0
        return QSize(0, self.ruler.height + self._room_below(model.rows[number].key) + gap)

    def line_part(self, rect: QRect) -> QRect:
        """What of a row's part of its card is its own line."""
        return QRect(rect.left(), rect.top(), rect.width(), self.ruler.height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model, number = _model(index), index.row()
        row = model.rows[number]
        rect = self.card_part(model, number, option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_frame(painter, row, rect, (model.is_first(number), model.is_last(number)))
        line = self.line_part(rect)
        self._paint_pieces(painter, row, self.ruler.lay_out(row, line))
        if _has_focus(option):
            draw_focus(painter, line, self._theme)
        painter.restore()

    def _paint_frame(
        self, painter: QPainter, row: Row, rect: QRect, ends: tuple[bool, bool]
    ) -> None:
        first, last = ends
        painter.setClipRect(rect)
        frame = QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5)
        # the corners of a middle row lie outside of what is painted
        frame.adjust(0, 0 if first else -2 * RADIUS, 0, 0 if last else 2 * RADIUS)
        painter.setPen(QPen(self._theme.colour("line"), 1))
        painter.setBrush(self._theme.colour(self._ground(row)))
        painter.drawRoundedRect(frame, RADIUS, RADIUS)
        if not first:
            painter.drawLine(rect.topLeft(), rect.topRight())

    def _ground(self, row: Row) -> str:
        if row.key == self.lit:
            return "accent_soft"
        return "ground" if row.head else "surface"

    def _paint_pieces(self, painter: QPainter, row: Row, places: RowLayout) -> None:
        theme = self._theme
        draw_tick(painter, places.tick, row.tick, theme)
        if row.badge:
            self._paint_badge(painter, row, places.badge)
        small, text, bold = theme.font(small=True), theme.font(), theme.font(bold=True)
        plain = theme.colour(Tone.PLAIN)
        draw_text(painter, places.lead, row.lead, small, plain)
        # the end of an address or a file name says most: it is the middle that gives way
        ink = theme.colour("soft" if row.struck else "ink")
        draw_text(painter, places.title, row.title, _struck(bold, row), ink, elide=_MIDDLE)
        draw_text(painter, places.detail, row.detail, _struck(text, row), plain, elide=_MIDDLE)
        draw_text(painter, places.edge, row.edge, small, theme.colour(row.edge_tone), RIGHT)
        draw_text(painter, places.link, row.link, text, theme.colour(Tone.ACCENT), RIGHT)
        if row.mark is not None:
            draw_mark(painter, places.mark, row.mark, theme)
        if row.fold is not Fold.NONE:
            draw_fold(painter, places.fold, row.fold, theme.colour("soft"))

    def _paint_badge(self, painter: QPainter, row: Row, rect: QRect) -> None:
        colour = self._theme.colour(row.badge_tone)
        painter.setPen(QPen(colour, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        half = rect.height() / 2
        painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), half, half)
        painter.setFont(self._theme.font(small=True))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, row.badge)


def _struck(font: QFont, row: Row) -> QFont:
    if row.struck:
        font = QFont(font)
        font.setStrikeOut(True)
    return font


def is_tickable(row: Row) -> bool:
    """Whether the user can tick the row, or take the tick back."""
    return bool(row.demand)


def _model(index: Index) -> RowModel:
    model = index.model()
    if not isinstance(model, RowModel):
        raise TypeError("rows are painted of a RowModel only")
    return model


def _has_focus(option: QStyleOptionViewItem) -> bool:
    return bool(option.state & QStyle.StateFlag.State_HasFocus)
