"""The list over all rows: what speaks of the mail or its text, and the fold of the hints."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mailguard.i18n import _, ngettext
from ui.review.finding_card import FindingCard
from ui.review.finding_group import FindingGroup
from ui.review.findings import HINTS_AT_ONCE, Findings
from ui.review.marks import ON_TOP
from ui.theme import GRID
from ui.widgets.buttons import Button

SHOWN = 12
"""Findings that are shown before the rest is asked for."""


class FindingList(QWidget):
    """The findings that have no row, the most severe first.

    unfolded: The user wants to see the hints, or no longer.
    grew: More or fewer are shown now.
    """

    unfolded = Signal()
    grew = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._group = FindingGroup(())
        self._is_whole = False
        self._with_hints = True
        self.more = Button("", role="link")
        self.more.clicked.connect(self._on_more)
        self.hints = Button("", role="link")
        self.hints.clicked.connect(self.unfolded)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(GRID)
        for widget in (self._group, self.more, self.hints):
            self._layout.addWidget(widget, 0, Qt.AlignmentFlag(0))
        for link in (self.more, self.hints):
            self._layout.setAlignment(link, Qt.AlignmentFlag.AlignLeft)

    @property
    def cards(self) -> tuple[FindingCard, ...]:
        return self._group.cards

    def start(self, findings: Findings) -> None:
        """Show the findings of another review."""
        self._layout.removeWidget(self._group)
        self._group = findings.groups.get(ON_TOP) or FindingGroup(())
        self._layout.insertWidget(0, self._group)
        self._is_whole = False
        self.fold(findings)

    def fold(self, findings: Findings) -> None:
        """Show the hints or not, as `findings` has it."""
        self._with_hints = findings.hints_open
        self._show()
        text = ngettext("Show {n} hint", "Show {n} hints", findings.hints).format(n=findings.hints)
        self.hints.setText(_("Hide the hints") if findings.hints_open else text)
        self.hints.setVisible(findings.hints > HINTS_AT_ONCE)
        self.setVisible(bool(self._group.shown) or findings.hints > HINTS_AT_ONCE)

    def show_card(self, card: FindingCard) -> None:
        """Have that card be among those shown."""
        if card in self.cards and card.isHidden():
            self._on_more()

    def focus_order(self) -> list[QWidget]:
        """What the keyboard can reach, as it is read."""
        return [*self._group.focus_order(), self.more, self.hints]

    def _show(self) -> None:
        limit = None if self._is_whole else SHOWN
        self._group.show_cards(hints=self._with_hints, limit=limit)
        shown = len(self._group.shown)
        rest = sum(self._with_hints or c.placed.interrupts for c in self.cards) - shown
        self.more.setText(ngettext("Show {n} more", "Show {n} more", rest).format(n=rest))
        self.more.setVisible(rest > 0)

    def _on_more(self) -> None:
        self._is_whole = True
        self._show()
        self.grew.emit()
