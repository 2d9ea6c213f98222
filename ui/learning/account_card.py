"""An account of a mail program whose folders were found."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from mailguard.domain.learning import MailFolder
from ui.theme import GRID, Theme
from ui.widgets.label import ShortLabel
from ui.widgets.tick_box import TickBox
from ui.wording import learning as wording


class AccountCard(QFrame):
    """Its sent and its received mail, each with a tick that the user sets.

    changed: A tick was set, or taken back.
    """

    changed = Signal()

    def __init__(self, folders: Sequence[MailFolder], theme: Theme) -> None:
        """`folders` are those of one account."""
        super().__init__()
        self.setProperty("frame", "card")
        self._folders = tuple(folders)
        name = " · ".join(filter(None, (folders[0].account, folders[0].profile)))
        self.setAccessibleName(name)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        layout.setSpacing(GRID // 2)
        layout.addWidget(ShortLabel(name, rank="title"))
        self.ticks: dict[bool, TickBox] = {}  # whether it was sent → its tick
        for is_sent in (True, False):
            if size := sum(each.size for each in folders if each.is_sent is is_sent):
                tick = TickBox(wording.folders(size, is_sent=is_sent), theme)
                tick.setAccessibleName(f"{tick.text()}: {name}")
                tick.toggled.connect(self.changed)
                layout.addWidget(tick)
                self.ticks[is_sent] = tick

    def paths(self, *, is_sent: bool) -> tuple[str, ...]:
        """The folders of that direction, if they are ticked."""
        tick = self.ticks.get(is_sent)
        if tick is None or not tick.isChecked():
            return ()
        return tuple(each.path for each in self._folders if each.is_sent is is_sent)
