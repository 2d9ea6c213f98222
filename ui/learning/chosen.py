"""A file or folder that the user chose to learn from."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from mailguard.i18n import _
from ui.theme import GRID, Theme
from ui.widgets.buttons import Button
from ui.widgets.label import ShortLabel
from ui.widgets.tick_box import TickBox


class Chosen(QFrame):
    """One path, and whether it is received mail.

    removed: The user does not want it after all.
    """

    removed = Signal()

    def __init__(self, path: str, theme: Theme) -> None:
        super().__init__()
        self.path = path
        self.setProperty("frame", "card")
        name = Path(path).name or path
        self.setAccessibleName(name)
        self.received = TickBox(_("This is mail I received"), theme)
        self.received.setAccessibleName(f"{self.received.text()}: {name}")
        self.remove = Button(_("Remove"), role="link", name=_("Remove: {what}").format(what=name))
        self.remove.clicked.connect(self.removed)
        deeds = QHBoxLayout()
        deeds.addWidget(self.received)
        deeds.addStretch(1)
        deeds.addWidget(self.remove)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        layout.setSpacing(GRID // 2)
        layout.addWidget(ShortLabel(name, rank="title"))
        layout.addWidget(ShortLabel(str(Path(path).parent), rank="soft"))
        layout.addLayout(deeds)
