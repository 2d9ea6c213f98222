"""A finding on the screen: the fact, its evidence, where it is, why it matters, what to do."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from mailguard.domain.finding import Finding, Severity
from mailguard.domain.inspection import Act, Demand
from mailguard.i18n import N_, _
from ui.review.model import Review
from ui.theme import GRID, Theme
from ui.widgets.buttons import Button
from ui.widgets.label import Label, set_property
from ui.widgets.mark import Mark
from ui.widgets.tick_box import TickBox
from ui.wording import review as wording

_SEVERITIES = {
    Severity.NOTICE: N_("Notice"),
    Severity.WARNING: N_("Warning"),
    Severity.DANGER: N_("Danger"),
}
_FRAMES = {
    Severity.NOTICE: "notice",
    Severity.WARNING: "warning",
    Severity.DANGER: "danger",
}

_FIELD_WIDTH = 33 * GRID


class FindingCard(QFrame):
    """One finding, with what it demands.

    ticked: The user ticked or unticked the demand of that id.
    typed: The user wrote the text in the field of the demand of that id.
    chosen: The user chose the offered action of that name, or took that back.
    shown: The user wants to see the place the finding speaks of.
    grew: The card needs more or less room now.
    """

    ticked = Signal(str)
    typed = Signal(str, str)
    chosen = Signal(object)
    shown = Signal()
    grew = Signal()

    def __init__(
        self, finding: Finding, demand: Demand | None, settles: Demand | None, theme: Theme
    ) -> None:
        """`demand` is met on the card; `settles` is that one, or the one of a row elsewhere."""
        super().__init__()
        self.finding = finding
        self.demand = demand
        self._settles = settles
        self.setProperty("frame", _FRAMES[finding.severity])
        self.setAccessibleName(f"{_(_SEVERITIES[finding.severity])}: {finding.sentence}")
        self._why = Label(wording.why(finding.check), rank="soft")
        self._why.hide()
        self._taken = Label(tone="good")
        self._taken.hide()
        self._links_shown: list[QWidget] = []
        self.offer = Button("")
        self.field = QLineEdit()
        self.tick = TickBox(_("I have checked this"), theme)
        self._lay_out(theme)
        self._connect()

    def _lay_out(self, theme: Theme) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(GRID + 4, GRID + 4, GRID + 4, GRID + 4)
        layout.setSpacing(GRID + 4)
        layout.addWidget(Mark(self.finding.severity, theme), 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(self._words(), 1)
        if self.demand is not None:
            layout.addWidget(self._deed(self.demand), 0)

    def _words(self) -> QVBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(GRID // 4)
        tone = "" if self.finding.severity is Severity.NOTICE else _FRAMES[self.finding.severity]
        words.addWidget(Label(self.finding.sentence, rank="title", tone=tone))
        if self.finding.evidence:
            words.addWidget(Label("\n".join(self.finding.evidence)))
        words.addWidget(self._taken)
        words.addLayout(self._links())
        words.addWidget(self._why)
        return words

    def _links(self) -> QHBoxLayout:
        links = QHBoxLayout()
        links.setContentsMargins(0, GRID // 2, 0, 0)
        links.setSpacing(GRID)
        if text := wording.show(self.finding.place):
            show = Button(text, role="link")
            show.clicked.connect(self.shown)
            links.addWidget(show)
            self._links_shown.append(show)
        why = Button(_("Why?"), role="link", name=_("Why is this shown?"))
        why.clicked.connect(self._on_why)
        links.addWidget(why)
        self._links_shown.append(why)
        links.addStretch(1)
        return links

    def _deed(self, demand: Demand) -> QWidget:
        """What the user is asked to do, at the right."""
        place = QWidget()
        deed = QVBoxLayout(place)
        deed.setContentsMargins(0, 0, 0, 0)
        deed.setSpacing(GRID // 2)
        if demand.settled_by:
            deed.addWidget(self.offer)
        if demand.act is not Act.TICK:
            question = Label(demand.label)
            self.field.setAccessibleName(question.text())
            deed.addWidget(question)
            deed.addWidget(self.field)
            place.setFixedWidth(_FIELD_WIDTH)
        else:
            deed.addWidget(self.tick)
        deed.addStretch(1)
        return place

    def _connect(self) -> None:
        demand = self.demand
        if demand is None:
            return
        self.tick.clicked.connect(lambda: self.ticked.emit(demand.id))
        self.field.textEdited.connect(lambda text: self.typed.emit(demand.id, text))
        self.offer.clicked.connect(lambda: self.chosen.emit(demand.settled_by[0]))

    def follow(self, review: Review) -> None:
        """Show what the user did about the finding so far."""
        met = self._settles is not None and review.is_met(self._settles)
        set_property(self, "frame", "card" if met else _FRAMES[self.finding.severity])
        if self.demand is not None:
            self._follow_demand(self.demand, review, met=met)

    def _follow_demand(self, demand: Demand, review: Review, *, met: bool) -> None:
        chosen = bool(demand.settled_by) and review.chosen.issuperset(demand.settled_by)
        self.tick.setChecked(demand.id in review.ticked)
        self._show_field(review.written.get(demand.id, ""), met=met)
        action = demand.settled_by[0].action if demand.settled_by else ""
        self.offer.setText(_("Take back") if chosen else wording.offer(action))
        self._taken.say(wording.offer_taken(action) if chosen else "")
        for deed in (self.tick, self.field):
            deed.setEnabled(not chosen)
        if chosen:
            set_property(self, "frame", "good")

    def _show_field(self, text: str, *, met: bool) -> None:
        if self.field.text() != text:
            self.field.setText(text)
        set_property(self.field, "met", "true" if met else "false")

    def focus_order(self) -> list[QWidget]:
        """What the keyboard can reach, as it is read."""
        deeds = (self.offer, self.tick, self.field)
        return [*self._links_shown, *(each for each in deeds if each.parent() is not None)]

    def focus_demand(self) -> None:
        """Bring the keyboard to what the finding demands."""
        if self.demand is None:
            return
        deed: QWidget = self.field if self.demand.act is not Act.TICK else self.tick
        deed.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_why(self) -> None:
        self._why.setVisible(self._why.isHidden())
        self.grew.emit()
