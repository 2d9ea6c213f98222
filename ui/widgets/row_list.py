"""A list of rows as high as all its rows, so that the window around it scrolls, not the list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QSizePolicy, QWidget

from ui.theme import Theme
from ui.widgets.annex import Annex
from ui.widgets.row_model import Index, RowModel
from ui.widgets.row_painter import RowPainter, is_tickable
from ui.widgets.rows import Fold, Row

_LIT_MS = 1500


class RowList(QListView):
    """Rows in cards; below a row there may be a widget that belongs to it.

    ticked: The user ticked or unticked the demand of that id.
    followed: The user followed the link of the row with that key.
    folded: The user opened or closed the row with that key.
    reached: The keyboard came to a row, at this place of the list.
    """

    ticked = Signal(str)
    followed = Signal(str)
    folded = Signal(str)
    reached = Signal(QRect)

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        """`name` is what a screen reader calls the list."""
        super().__init__(parent)
        self._rows = RowModel(self)
        self._painter = RowPainter(theme, self._room_below, self)
        self._annexes: Mapping[str, Annex] = {}
        self._was_annexed = False  # the rows were measured with other widgets between them
        self._width = 0  # for which the rows are measured
        self._unlight = QTimer(self, singleShot=True, interval=_LIT_MS)
        self._unlight.timeout.connect(lambda: self._light(""))
        self._pressed: str | None = None
        self.setModel(self._rows)
        self.setItemDelegate(self._painter)
        self.setAccessibleName(name)
        self._dress()
        theme.changed.connect(self.viewport().update)

    def _dress(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setTabKeyNavigation(False)

    @property
    def rows(self) -> tuple[Row, ...]:
        return self._rows.rows

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show `rows`; the current one stays current while it is still there."""
        current = self._current()
        self._rows.show(rows)
        if current and (number := self._rows.number_of(current.key)) is not None:
            self.setCurrentIndex(self._rows.index(number))
        self.arrange()

    def annex(self, annexes: Mapping[str, Annex]) -> None:
        """Have each widget stand below the row with its key, as long as that row is there."""
        self._annexes = annexes
        for widget in annexes.values():
            widget.setParent(self.viewport())
        self.arrange()

    def arrange(self) -> None:
        """Measure the widgets below the rows anew, and put them there."""
        self._width = self.viewport().width()
        if self._annexes or self._was_annexed:
            self._was_annexed = bool(self._annexes)
            self.doItemsLayout()
        for key, widget in self._annexes.items():
            number = self._rows.number_of(key)
            widget.setVisible(number is not None and widget.has_content)
            if number is None:
                continue
            place = self.visualRect(self._rows.index(number))
            rect = self._painter.card_part(self._rows, number, place)
            top = self._painter.line_part(rect).bottom() + 1
            widget.setGeometry(rect.left() + 1, top, rect.width() - 2, self._room_below(key))
        self.updateGeometry()

    def _room_below(self, key: str) -> int:
        widget = self._annexes.get(key)
        if widget is None or not widget.has_content:
            return 0
        return max(widget.heightForWidth(self._width - 2), 0)

    def place_of(self, key: str) -> QRect | None:
        """Where in the list the row with that key stands."""
        number = self._rows.number_of(key)
        return None if number is None else self.visualRect(self._rows.index(number))

    def point_out(self, key: str) -> None:
        """Make the row current, and notable for a moment."""
        number = self._rows.number_of(key)
        if number is not None:
            self.setCurrentIndex(self._rows.index(number))
            self._light(key)
            self._unlight.start()

    def _light(self, key: str) -> None:
        self._painter.lit = key
        self.viewport().update()

    def _current(self) -> Row | None:
        number = self.currentIndex().row()
        return self.rows[number] if 0 <= number < len(self.rows) else None

    def _use(self, row: Row) -> None:
        """What a click on a row, or Space, does."""
        if is_tickable(row):
            self.ticked.emit(row.demand)
        elif row.fold is not Fold.NONE:
            self.folded.emit(row.key)

    def _follow(self, row: Row) -> None:
        """What Enter does."""
        if row.link:
            self.followed.emit(row.key)
        else:
            self._use(row)

    def _row_at(self, point: QPoint) -> tuple[Row, bool] | None:
        """The row there, and whether the point is on its link."""
        number = self.indexAt(point).row()
        if number < 0:
            return None
        rect = self.visualRect(self._rows.index(number))
        rect = self._painter.card_part(self._rows, number, rect)
        row = self.rows[number]
        line = self._painter.line_part(rect)
        link = self._painter.ruler.lay_out(row, line).link.adjusted(-4, 0, 4, 0)
        return row, bool(row.link) and link.contains(point)

    def heightForWidth(self, width: int) -> int:
        before, self._width = self._width, width
        height = self.sizeHint().height()
        self._width = before
        return height

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.arrange()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._painter.height_of(self._rows))

    def minimumSizeHint(self) -> QSize:
        return QSize(240, self.sizeHint().height())

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if self.hasFocus():
            self.reached.emit(self.visualRect(current))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.rows:
            self.setCurrentIndex(self._rows.index(0))
        if event.reason() in {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason}:
            self.reached.emit(self.visualRect(self.currentIndex()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.hasFocus():  # a key that a widget below a row did not want
            event.ignore()
            return
        row = self._current()
        plain = event.modifiers() in {
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        }
        if row and plain and event.key() == Qt.Key.Key_Space:
            self._use(row)
        elif row and plain and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._follow(row)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        hit = self._row_at(event.position().toPoint())
        self._pressed = hit[0].key if hit else None

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        hit = self._row_at(event.position().toPoint())
        pressed, self._pressed = self._pressed, None
        if hit and hit[0].key == pressed and event.button() is Qt.MouseButton.LeftButton:
            row, on_link = hit
            self.followed.emit(row.key) if on_link else self._use(row)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        hit = self._row_at(event.position().toPoint())
        usable = hit and (hit[1] or is_tickable(hit[0]) or hit[0].fold is not Fold.NONE)
        shape = Qt.CursorShape.PointingHandCursor if usable else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # the window around the list scrolls
