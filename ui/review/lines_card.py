"""Lines to read in a quiet frame."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ui.theme import GRID
from ui.widgets.bullet import Bullet
from ui.widgets.label import Label


class LinesCard(QFrame):
    """Points with a bullet each, and sentences below them."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("frame", "card")
        self._shown: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
        self._widgets: list[QWidget] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(GRID + 4, GRID, GRID + 4, GRID)
        self._layout.setSpacing(GRID // 2)

    @property
    def lines(self) -> tuple[str, ...]:
        """Everything that is said here."""
        points, notes = self._shown
        return (*points, *notes)

    def say(self, points: Sequence[str], notes: Sequence[str] = ()) -> None:
        """Show these, and no others."""
        if (tuple(points), tuple(notes)) == self._shown:
            return
        self._shown = (tuple(points), tuple(notes))
        for widget in self._widgets:
            widget.hide()
            widget.deleteLater()
        self._widgets = [*map(Bullet, points), *map(_note, notes)]
        for widget in self._widgets:
            self._layout.addWidget(widget)


def _note(text: str) -> Label:
    label = Label(text, rank="soft")
    label.setContentsMargins(2 * GRID, 0, 0, 0)
    return label
