"""A rule on the screen: what it says, what is to be done, whose rule it is, and why it asks."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from mailguard.domain.consequence import Fired
from mailguard.domain.inspection import Act, Demand
from mailguard.i18n import _
from ui.review.deed import Deed
from ui.review.model import Review
from ui.review.points import Point
from ui.theme import GRID, Theme
from ui.widgets.buttons import Button
from ui.widgets.label import Label
from ui.widgets.tick_line import TickLine
from ui.wording import rules as wording


class PointCard(QWidget):
    """One rule.

    ticked, typed: as of a Deed.
    grew: It needs more or less room now.
    """

    ticked = Signal(str)
    typed = Signal(str, str)
    grew = Signal()

    def __init__(self, point: Point, theme: Theme, *, rank: str = "", tone: str = "") -> None:
        """`rank`, `tone`: of its sentences, as of a Label."""
        super().__init__()
        self._theme = theme
        self.ticks: dict[str, TickLine] = {}
        self.deeds: dict[str, Deed] = {}
        self.why = Button(_("Why?"), role="link", name=_("Why does this rule ask?"))
        self.evidence = Label(rank="soft")
        self.evidence.hide()
        self._has_why = point.fired is not None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GRID // 2)
        for sentence in point.sentences:
            self._column.addWidget(Label(sentence, rank=rank, tone=tone))
        for demand in point.demands:
            self._column.addWidget(self._what_is_asked(demand))
        if point.fired is not None:
            self._add_why(point.fired)

    def _what_is_asked(self, demand: Demand) -> QWidget:
        if demand.act is Act.TICK:
            line = self.ticks[demand.id] = TickLine(demand.label, self._theme)
            line.ticked.connect(lambda: self.ticked.emit(demand.id))
            return line
        deed = self.deeds[demand.id] = Deed(demand, (), "", self._theme, is_narrow=False)
        deed.typed.connect(self.typed)
        deed.grew.connect(self.grew)
        return deed

    def _add_why(self, fired: Fired) -> None:
        line = QHBoxLayout()
        line.setSpacing(GRID)
        line.addWidget(Label(wording.whose(fired), rank="soft"), 1)
        line.addWidget(self.why, 0, Qt.AlignmentFlag.AlignTop)
        self.why.setAccessibleDescription(fired.title)
        self.why.clicked.connect(self._on_why)
        self.evidence.setText(wording.why(fired))
        self._column.addLayout(line)
        self._column.addWidget(self.evidence)

    def follow(self, review: Review) -> None:
        """Show what the user did so far."""
        for demand_id, line in self.ticks.items():
            line.tick.setChecked(demand_id in review.ticked)
        for deed in self.deeds.values():
            deed.follow(review)

    def focus_order(self) -> list[QWidget]:
        """What the keyboard can reach, as it is read."""
        asked = [
            *(line.tick for line in self.ticks.values()),
            *(widget for deed in self.deeds.values() for widget in deed.focus_order()),
        ]
        return [*asked, self.why] if self._has_why else asked

    def _on_why(self) -> None:
        self.evidence.setVisible(self.evidence.isHidden())
        self.grew.emit()


class PointList(QFrame):
    """The points of a review under each other in one frame.

    ticked, typed, grew: as of a PointCard.
    """

    ticked = Signal(str)
    typed = Signal(str, str)
    grew = Signal()

    def __init__(self, theme: Theme, frame: str, *, rank: str = "", tone: str = "") -> None:
        """`frame` is a name of the style sheet; `rank`, `tone`: of the sentences."""
        super().__init__()
        self.setProperty("frame", frame)
        self._theme = theme
        self._rank, self._tone = rank, tone
        self.points: tuple[Point, ...] = ()
        self.cards: tuple[PointCard, ...] = ()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(GRID + 4, GRID, GRID + 4, GRID)
        self._layout.setSpacing(GRID + GRID // 2)

    def start(self, points: tuple[Point, ...]) -> None:
        """Show other points."""
        if points != self.points:
            self.points = points
            for card in self.cards:
                card.hide()
                card.deleteLater()
            self.cards = tuple(self._card(each) for each in points)
            for card in self.cards:
                self._layout.addWidget(card)

    def follow(self, review: Review) -> None:
        """Show what the user did so far."""
        for card in self.cards:
            card.follow(review)

    def show_demand(self, demand_id: str) -> QWidget | None:
        """Bring the keyboard to that demand; the widget to scroll to, if it stands here."""
        for card in self.cards:
            if line := card.ticks.get(demand_id):
                line.tick.setFocus(Qt.FocusReason.OtherFocusReason)
                return line
            if deed := card.deeds.get(demand_id):
                deed.focus_demand()
                return deed
        return None

    def focus_order(self) -> list[QWidget]:
        """What the keyboard can reach, as it is read."""
        return [widget for card in self.cards for widget in card.focus_order()]

    def _card(self, point: Point) -> PointCard:
        card = PointCard(point, self._theme, rank=self._rank, tone=self._tone)
        card.ticked.connect(self.ticked)
        card.typed.connect(self.typed)
        card.grew.connect(self.grew)
        return card
