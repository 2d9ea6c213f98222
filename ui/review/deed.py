"""What a finding asks of the user: one click that mends it, a tick, a word, a reason."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from mailguard.domain.inspection import Act, Demand, Offer
from mailguard.i18n import _
from ui.review.model import Review
from ui.theme import GRID, Theme
from ui.widgets.buttons import Button
from ui.widgets.label import Label, set_property
from ui.widgets.tick_box import TickBox
from ui.widgets.typed_field import TypedField
from ui.wording import review as wording

_WIDTH = 33 * GRID
_REASON_LIMIT = 300  # characters


class Deed(QWidget):
    """The offers first, then what is demanded.

    ticked: The user ticked or unticked the demand of that id.
    typed: The user wrote the text in the field of the demand of that id.
    chosen: The user chose the Offer, or took that back.
    grew: It needs more room now.
    """

    ticked = Signal(str)
    typed = Signal(str, str)
    chosen = Signal(object)
    grew = Signal()

    def __init__(
        self,
        demand: Demand | None,
        offers: tuple[Offer, ...],
        confirms: str,
        theme: Theme,
        *,
        is_narrow: bool = True,
    ) -> None:
        """`demand`: what is met here, if anything; `confirms`: what its tick says; `is_narrow`:
        its words are no wider than its field.
        """
        super().__init__()
        self.demand = demand
        self._offers = offers
        self._is_narrow = is_narrow
        self.buttons = {offer: Button("") for offer in offers}
        self.tick = TickBox(confirms, theme)
        self.field: QLineEdit = QLineEdit()
        self._label = Label(demand.label if demand else "")
        self._note = Label(rank="soft")
        self._note.hide()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        for button in self.buttons.values():
            column.addWidget(button)
        if self.demand is None:
            return
        if self.demand.act is Act.TICK:
            column.addWidget(self.tick)
            return
        self.field = self._field(self.demand)
        self.field.setAccessibleName(self.demand.label)
        (self if self._is_narrow else self.field).setMaximumWidth(_WIDTH)
        for widget in (self._label, self.field, self._note):
            column.addWidget(widget)

    def _field(self, demand: Demand) -> QLineEdit:
        if demand.act is Act.TYPE:
            field = TypedField()
            field.ask_for(demand.expected)
            field.refused.connect(self._on_refused)
            return field
        reason = QLineEdit()
        reason.setMaxLength(_REASON_LIMIT)
        return reason

    def _connect(self) -> None:
        for offer, button in self.buttons.items():
            button.clicked.connect(lambda _checked=False, chosen=offer: self.chosen.emit(chosen))
        if (demand := self.demand) is not None:
            self.tick.clicked.connect(lambda: self.ticked.emit(demand.id))
            self.field.textEdited.connect(lambda text: self.typed.emit(demand.id, text))

    def follow(self, review: Review) -> None:
        """Show what the user did so far."""
        for offer, button in self.buttons.items():
            chosen = offer in review.chosen
            button.setText(_("Take back") if chosen else wording.offer(offer.action))
            possible = review.may_choose(offer)
            button.setEnabled(possible)
            button.setToolTip("" if possible else _("Somebody has to get this mail."))
        if self.demand is not None:
            self._follow_demand(self.demand, review)

    def _follow_demand(self, demand: Demand, review: Review) -> None:
        needless = bool(demand.settled_by) and review.chosen.issuperset(demand.settled_by)
        may_tick = review.may_tick(demand.id)
        self.tick.setEnabled(may_tick)
        self.tick.setToolTip("" if may_tick else _("Please open this file first."))
        self.tick.setChecked(demand.id in review.ticked)
        text = review.written.get(demand.id, "")
        if self.field.text() != text:
            self.field.setText(text)
        set_property(self.field, "met", "true" if review.is_met(demand) else "false")
        for widget in (self._label, self.field, self.tick):
            if widget.parent() is not None:
                widget.setVisible(not needless)

    def taken(self, review: Review) -> str:
        """What the chosen offers will do, as sentences."""
        chosen = (offer for offer in self._offers if offer in review.chosen)
        return " ".join(wording.offer_taken(offer.action) for offer in chosen)

    def focus_order(self) -> list[QWidget]:
        """What the keyboard can reach, as it is read."""
        asked = (each for each in (self.tick, self.field) if each.parent() is not None)
        return [*self.buttons.values(), *asked]

    def focus_demand(self) -> None:
        """Bring the keyboard to what is demanded."""
        is_tick = self.demand is None or self.demand.act is Act.TICK
        (self.tick if is_tick else self.field).setFocus(Qt.FocusReason.OtherFocusReason)

    def sizeHint(self) -> QSize:
        """As wide as a word and its label want it; in a narrow window it is less."""
        hint = super().sizeHint()
        is_written = self.demand is not None and self.demand.act is not Act.TICK
        return QSize(_WIDTH, hint.height()) if is_written else hint

    def _on_refused(self) -> None:
        self._note.say(_("Please type it; pasting does not count here."))
        self.grew.emit()
