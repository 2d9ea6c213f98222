"""A list of mails, with what may be done with the one that is selected."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QListView,
    QVBoxLayout,
    QWidget,
)

from mailguard.domain.event import Summary
from ui.held.deeds import Deed, deeds, label
from ui.held.entry_model import EntryModel
from ui.held.entry_painter import EntryPainter
from ui.theme import GRID, Theme
from ui.widgets.buttons import Button
from ui.widgets.label import Label


class EntryList(QWidget):
    """Mails, and buttons below them.

    done: The user did a Deed with the mail of that id.
    """

    done = Signal(str, object)

    def __init__(self, theme: Theme, name: str, nothing: str) -> None:
        """`name` for screen readers; `nothing` is said while there is no mail."""
        super().__init__()
        self._model = EntryModel(self)
        self._nothing = Label(nothing, rank="soft")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.view = _View()
        self.view.setAccessibleName(name)
        self.view.setModel(self._model)
        self.view.setItemDelegate(EntryPainter(theme, self))
        self.buttons = {deed: Button(label(deed)) for deed in Deed}
        theme.changed.connect(self.view.viewport().update)
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.view)
        self.show_entries(())

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        bar.setSpacing(GRID)
        for button in self.buttons.values():
            bar.addWidget(button)
        bar.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.view, 1)
        layout.addWidget(self._nothing, 1)
        layout.addLayout(bar)

    def _connect(self) -> None:
        for deed, button in self.buttons.items():
            button.clicked.connect(lambda _checked=False, deed=deed: self._do(deed))
        self.view.used.connect(self._on_used)
        self.view.doubleClicked.connect(self._on_used)
        self.view.selectionModel().currentChanged.connect(self._show_buttons)

    @property
    def selected(self) -> Summary | None:
        """The mail that is selected."""
        number = self.view.currentIndex().row()
        return self._model.entries[number] if 0 <= number < len(self._model.entries) else None

    def show_entries(self, summaries: Sequence[Summary]) -> None:
        """Show these mails; the selected one stays selected while it is among them."""
        before = self.selected
        self._model.show(summaries)
        number = self._model.number_of(before.id) if before else None
        if summaries:
            self.view.setCurrentIndex(self._model.index(number or 0))
        self.view.setVisible(bool(summaries))
        self._nothing.setVisible(not summaries)
        self._show_buttons()

    def select(self, entry_id: str) -> None:
        """Select that mail, if it is in the list."""
        number = self._model.number_of(entry_id)
        if number is not None:
            self.view.setCurrentIndex(self._model.index(number))

    def _show_buttons(self) -> None:
        permitted = deeds(self.selected) if self.selected else ()
        for deed, button in self.buttons.items():
            button.setVisible(deed in permitted)

    def _on_used(self) -> None:
        if self.selected is not None:
            self._do(deeds(self.selected)[0])

    def _do(self, deed: Deed) -> None:
        if self.selected is not None:
            self.done.emit(self.selected.id, deed)


class _View(QListView):
    """used: Enter was pressed on a mail."""

    used = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.used.emit()
        else:
            super().keyPressEvent(event)
