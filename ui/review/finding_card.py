"""A finding on the screen: the fact, why it is shown, and what to do about it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from mailguard.domain.finding import Severity
from mailguard.i18n import N_, _
from ui.review.deed import Deed
from ui.review.marks import ON_TOP, Placed
from ui.review.model import Review
from ui.theme import GRID, Theme
from ui.widgets.beside_or_below import BesideOrBelow
from ui.widgets.buttons import Button
from ui.widgets.label import Label, set_property
from ui.widgets.mark import Mark
from ui.wording import review as wording
from ui.wording.why import explanation

_SEVERITIES = {
    Severity.NOTICE: N_("Notice"),
    Severity.WARNING: N_("Warning"),
    Severity.DANGER: N_("Danger"),
}
_FRAMES = {
    Severity.NOTICE: "plain",
    Severity.WARNING: "warning",
    Severity.DANGER: "danger",
}
_SIGN, _QUIET_SIGN = 20, 16  # pixels
_WIDE, _LEAST = 58 * GRID, 20 * GRID


class FindingCard(QFrame):
    """One finding: one sentence; its evidence opens with *Why?*.

    shown: The user wants to see the place the finding speaks of.
    grew: The card needs more or less room now.
    """

    shown = Signal()
    grew = Signal()

    def __init__(self, placed: Placed, deed: Deed | None, theme: Theme) -> None:
        """`deed`: what is to be done about it; it is shown on the card."""
        super().__init__()
        self.placed = placed
        self.deed = deed
        finding = placed.finding
        self._is_quiet = finding.severity is Severity.NOTICE
        self.setProperty("frame", _FRAMES[finding.severity])
        self.setAccessibleName(f"{_(_SEVERITIES[finding.severity])}: {finding.sentence}")
        self.why = Label(explanation(finding), rank="soft")
        self.why.hide()
        self._taken = Label(tone="good")
        self._taken.hide()
        self._links: list[QWidget] = []
        self._parts = BesideOrBelow(_WIDE, _LEAST)
        self._lay_out(theme)

    def _lay_out(self, theme: Theme) -> None:
        layout = QHBoxLayout(self)
        pad = 0 if self._is_quiet else GRID
        layout.setContentsMargins(pad + GRID // 2, pad, pad + GRID // 2, pad)
        layout.setSpacing(GRID + 2)
        mark = Mark(self.placed.finding.severity, theme, _QUIET_SIGN if self._is_quiet else _SIGN)
        layout.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        self._parts.setSpacing(GRID)
        self._parts.addLayout(self._words(), 1)
        if self.deed is not None:
            self._parts.addWidget(self.deed, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(self._parts, 1)

    def _words(self) -> QVBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(GRID // 4)
        sentence = self._sentence()
        if self._is_quiet:
            line = QHBoxLayout()
            line.setSpacing(GRID)
            line.addWidget(sentence, 1)
            self._add_links(line)
            words.addLayout(line)
        else:
            words.addWidget(sentence)
            words.addWidget(self._taken)
            links = QHBoxLayout()
            links.setSpacing(GRID)
            self._add_links(links)
            links.addStretch(1)
            words.addLayout(links)
        words.addWidget(self.why)
        words.addStretch(1)
        return words

    def _sentence(self) -> Label:
        finding = self.placed.finding
        if self._is_quiet:
            return Label(finding.sentence, rank="soft")
        return Label(finding.sentence, rank="title", tone=_FRAMES[finding.severity])

    def _add_links(self, line: QHBoxLayout) -> None:
        text = wording.show(self.placed.finding.place) if self.placed.key == ON_TOP else ""
        if text:
            show = Button(text, role="link")
            show.clicked.connect(self.shown)
            self._links.append(show)
        why = Button(_("Why?"), role="link", name=_("Why is this shown?"))
        why.setAccessibleDescription(self.placed.finding.sentence)
        why.clicked.connect(self._on_why)
        self._links.append(why)
        for link in self._links:
            line.addWidget(link, 0, Qt.AlignmentFlag.AlignTop)

    def follow(self, review: Review, *, is_met: bool) -> None:
        """Show what the user did about the finding so far."""
        frame = _FRAMES[self.placed.finding.severity]
        taken = ""
        if self.deed is not None:
            self.deed.follow(review)
            taken = self.deed.taken(review)
        self._taken.say(taken)
        set_property(self, "frame", "good" if taken else "done" if is_met else frame)

    def focus_order(self) -> list[QWidget]:
        """What the keyboard can reach, as it is read."""
        return [*self._links, *(self.deed.focus_order() if self.deed else [])]

    def _on_why(self) -> None:
        self.why.setVisible(self.why.isHidden())
        self.grew.emit()
