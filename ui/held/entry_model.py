"""Mails in a list, as Qt's views and screen readers want them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt

from mailguard.domain.event import Summary
from ui.widgets.row_model import Index
from ui.wording import entries, people


class EntryModel(QAbstractListModel):
    """Mails in the order given; only what differs is told to the views."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.entries: tuple[Summary, ...] = ()

    def show(self, summaries: Sequence[Summary]) -> None:
        """Hold these mails from now on."""
        if [each.id for each in summaries] != [each.id for each in self.entries]:
            self.beginResetModel()
            self.entries = tuple(summaries)
            self.endResetModel()
            return
        changed = [n for n, each in enumerate(summaries) if each != self.entries[n]]
        self.entries = tuple(summaries)
        for number in changed:
            self.dataChanged.emit(self.index(number), self.index(number))

    def number_of(self, entry_id: str) -> int | None:
        """Where that mail stands."""
        return next((n for n, each in enumerate(self.entries) if each.id == entry_id), None)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's signature
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        summary = self.entries[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return ", ".join(part for part in _parts(summary) if part)
            case Qt.ItemDataRole.ToolTipRole:
                return "\n".join(part for part in _parts(summary) if part)
        return None


def _parts(summary: Summary) -> tuple[str, ...]:
    return (
        entries.subject(summary),
        people.addressees(summary),
        entries.state(summary),
        summary.reason,
        summary.note,
    )
