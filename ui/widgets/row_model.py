"""The rows of a list as Qt's views and screen readers want them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ui.widgets.rows import Row, Tick

Index = QModelIndex | QPersistentModelIndex

_CHECKED = {
    Tick.OPEN: Qt.CheckState.Unchecked,
    Tick.SHARED: Qt.CheckState.Unchecked,
    Tick.DONE: Qt.CheckState.Checked,
    Tick.GIVEN: Qt.CheckState.Checked,
}


class RowModel(QAbstractListModel):
    """Rows, replaced as a whole; only what differs is told to the views."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[Row, ...] = ()

    def show(self, rows: Sequence[Row]) -> None:
        """Hold `rows` from now on."""
        if [row.key for row in rows] == [row.key for row in self.rows]:
            self._update(tuple(rows))
            return
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def is_first(self, number: int) -> bool:
        """Whether the row is the top one of its card."""
        return number == 0 or self.rows[number - 1].card != self.rows[number].card

    def is_last(self, number: int) -> bool:
        """Whether the row is the bottom one of its card."""
        last = len(self.rows) - 1
        return number == last or self.rows[number + 1].card != self.rows[number].card

    def number_of(self, key: str) -> int | None:
        """Where the row with that key stands."""
        return next((n for n, row in enumerate(self.rows) if row.key == key), None)

    def _update(self, rows: tuple[Row, ...]) -> None:
        changed = [n for n, row in enumerate(rows) if row != self.rows[n]]
        self.rows = rows
        for number in changed:
            index = self.index(number)
            self.dataChanged.emit(index, index)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's signature
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return row.spoken
            case Qt.ItemDataRole.AccessibleDescriptionRole:
                return row.hint
            case Qt.ItemDataRole.ToolTipRole:
                return "\n".join(part for part in (row.title, row.detail, row.edge) if part)
            case Qt.ItemDataRole.CheckStateRole if row.demand:
                return _CHECKED.get(row.tick)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if index.isValid() and self.rows[index.row()].demand:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags
