"""The organisation's checklist: sentences to read, with ticks where it wants them ticked."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from mailguard.domain.inspection import Demand
from ui.review.marks import checklist_key
from ui.review.model import Review
from ui.theme import GRID, Theme
from ui.widgets.bullet import Bullet
from ui.widgets.tick_box import TickBox
from ui.widgets.tick_line import TickLine


class ChecklistCard(QFrame):
    """All sentences, each as long as it is.

    ticked: The user ticked or unticked the demand of that id.
    """

    ticked = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("frame", "card")
        self._theme = theme
        self._sentences: tuple[str, ...] = ()
        self.lines: list[QWidget] = []
        self.ticks: dict[str, TickBox] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(GRID + 4, GRID, GRID + 4, GRID)
        self._layout.setSpacing(GRID // 2)

    def follow(self, review: Review) -> None:
        """Show the sentences of a review, and which of them are ticked."""
        sentences = review.decision.checklist if review.decision else ()
        demands = tuple(review.demand(checklist_key(n)) for n in range(len(sentences)))
        wanted = [demand.id for demand in demands if demand]
        if sentences != self._sentences or wanted != list(self.ticks):
            self._show(sentences, demands)
        for demand_id, tick in self.ticks.items():
            tick.setChecked(demand_id in review.ticked)

    def tick_of(self, demand_id: str) -> TickBox | None:
        """The tick that meets that demand."""
        return self.ticks.get(demand_id)

    def _show(self, sentences: tuple[str, ...], demands: tuple[Demand | None, ...]) -> None:
        self._sentences = sentences
        for line in self.lines:
            line.hide()
            line.deleteLater()
        self.ticks = {}
        self.lines = [self._line(*each) for each in zip(sentences, demands, strict=True)]
        for line in self.lines:
            self._layout.addWidget(line)

    def _line(self, sentence: str, demand: Demand | None) -> QWidget:
        return Bullet(sentence) if demand is None else self._tick_line(sentence, demand)

    def _tick_line(self, sentence: str, demand: Demand) -> QWidget:
        line = TickLine(sentence, self._theme)
        line.ticked.connect(lambda: self.ticked.emit(demand.id))
        self.ticks[demand.id] = line.tick
        return line
