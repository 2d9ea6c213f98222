"""A sentence over the rest of a window: something the user should know before anything else."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout

from ui.theme import GRID
from ui.widgets.label import Label, set_property


class Banner(QFrame):
    """One or more sentences on a coloured ground; not there while there is nothing to say."""

    def __init__(self, frame: str = "notice") -> None:
        """`frame` is a name of the style sheet: `notice`, `warning`, `danger`, `good`."""
        super().__init__()
        self.setProperty("frame", frame)
        self._label = Label()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID + 4, GRID, GRID + 4, GRID)
        layout.addWidget(self._label)
        self.hide()

    @property
    def text(self) -> str:
        return self._label.text()

    def say(self, *sentences: str, frame: str = "") -> None:
        """Say those of `sentences` that are not empty."""
        text = "\n".join(sentence for sentence in sentences if sentence)
        self._label.setText(text)
        self.setAccessibleName(text)
        if frame:
            set_property(self, "frame", frame)
        self.setVisible(bool(text))
