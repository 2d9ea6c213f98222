"""Where the pieces of a row stand: the same for painting and for the mouse."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect
from PySide6.QtGui import QFontMetrics

from ui.theme import GRID, Theme
from ui.widgets.rows import Fold, Row, Tick

_PAD = GRID + GRID // 2
_TICK = 18
_MARK = 16
_LEAST_TITLE = 120
_SLACK = 4
_FIELDS = ("To", "Cc", "Bcc")


@dataclass(frozen=True)
class RowLayout:
    """Rectangles within a row; one of width 0 is not there."""

    tick: QRect
    badge: QRect
    lead: QRect
    title: QRect
    detail: QRect
    mark: QRect
    edge: QRect
    link: QRect
    fold: QRect


class Ruler:
    """Measures rows in the fonts of a theme."""

    def __init__(self, theme: Theme) -> None:
        self.text = QFontMetrics(theme.font())
        self.bold = QFontMetrics(theme.font(bold=True))
        self.small = QFontMetrics(theme.font(small=True))
        self.height = self.bold.height() + 2 * GRID
        self._lead = max(self.small.horizontalAdvance(field) for field in _FIELDS) + GRID

    def lay_out(self, row: Row, rect: QRect) -> RowLayout:
        """The places of the row's pieces in `rect`, which is the card's part without gaps."""
        right, mark, edge, link, fold = self._from_the_right(row, rect)
        left, tick, badge, lead = self._from_the_left(row, rect)
        title, detail = self._between(row, QRect(left, rect.top(), right - left, rect.height()))
        return RowLayout(tick, badge, lead, title, detail, mark, edge, link, fold)

    def _between(self, row: Row, rect: QRect) -> tuple[QRect, QRect]:
        """Title and detail. Over a card the title is an organisation: it gives way to nothing."""
        room = max(rect.width(), 0)
        beside = self._width(self.text, row.detail)
        most = max(room - beside - GRID, room // 2) if beside and not row.head else room
        width = min(self._width(self.bold, row.title), most)
        title = QRect(rect.left(), rect.top(), width, rect.height())
        start = width + GRID + 1
        rest = max(room - start, 0)
        if row.head and rest < beside:
            rest = 0  # half a question is none
        return title, QRect(rect.left() + start, rect.top(), rest, rect.height())

    def _from_the_left(self, row: Row, rect: QRect) -> tuple[int, QRect, QRect, QRect]:
        x = rect.left() + _PAD
        tick = _piece(rect, x, _TICK if row.tick is not Tick.NONE else 0, _TICK)
        x = tick.right() + 1 + (GRID if tick.width() else 0)
        width = self.small.horizontalAdvance(row.badge) + 2 * GRID if row.badge else 0
        badge = _piece(rect, x, width, self.small.height() + 4)
        x = badge.right() + 1 + (GRID if width else 0)
        lead = _piece(rect, x, self._lead if row.lead else 0, rect.height())
        return lead.right() + 1, tick, badge, lead

    def _from_the_right(self, row: Row, rect: QRect) -> tuple[int, QRect, QRect, QRect, QRect]:
        x = rect.right() + 1 - _PAD
        fold, x = self._before(rect, x, _MARK if row.fold is not Fold.NONE else 0)
        link, x = self._before(rect, x, self._width(self.text, row.link))
        room = max(x - rect.left() - _LEAST_TITLE, 0)
        wish = self._width(self.small, row.edge)
        edge, x = self._before(rect, x, min(wish, room, rect.width() // 2))
        mark, x = self._before(rect, x, _MARK if row.mark is not None else 0)
        return x, mark, edge, link, fold

    @staticmethod
    def _width(metrics: QFontMetrics, text: str) -> int:
        """Room for a text; drawn letters may be a little wider than their advance says."""
        return metrics.horizontalAdvance(text) + _SLACK if text else 0

    @staticmethod
    def _before(rect: QRect, x: int, width: int) -> tuple[QRect, int]:
        """A piece that ends at `x`, and where the next one to its left may end."""
        piece = QRect(x - width, rect.top(), width, rect.height())
        return piece, x - width - (GRID if width else 0)


def _piece(rect: QRect, x: int, width: int, height: int) -> QRect:
    top = rect.top() + (rect.height() - height) // 2
    return QRect(x, top, width, height)
