"""One card on the screen."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout

from mailguard.i18n import _
from ui.cards.model import Card, Look, left, share
from ui.theme import GRID
from ui.widgets.buttons import Button
from ui.widgets.label import ShortLabel, set_property
from ui.wording import cards as wording

_STEPS = 1000
_WIDTH = 45 * GRID


class CardWidget(QFrame):
    """A mail that leaves soon, or what became of it.

    undone: Undo was pressed.
    paused: Pause was pressed.
    hurried: Send now was pressed.
    opened: The user wants the draft.
    listed: The user wants to see the mail in the list.
    closed: The user has seen enough.
    """

    undone = Signal()
    paused = Signal()
    hurried = Signal()
    opened = Signal()
    listed = Signal()
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("frame", "floating")
        self.setFixedWidth(_WIDTH)
        self._title = ShortLabel(rank="title")
        self._about = ShortLabel(rank="soft")
        self._reason = ShortLabel(rank="soft")
        self._bar = QProgressBar()
        self._bar.setRange(0, _STEPS)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(_("Time until it is sent"))
        self.undo = Button(_("Undo"), role="primary")
        self.pause = Button(_("Pause"))
        self.hurry = Button(_("Send now"))
        self.draft = Button(_("Open the draft"), role="primary")
        self.list = Button(_("Show"), role="primary")
        self.close_it = Button(_("Close"))
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, GRID + 4, 2 * GRID, GRID + 4)
        layout.setSpacing(GRID // 2)
        for widget in (self._title, self._about, self._reason):
            layout.addWidget(widget)
        layout.addSpacing(GRID // 2)
        layout.addWidget(self._bar)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(0, GRID // 2, 0, 0)
        buttons.setSpacing(GRID)
        for button in self._buttons():
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # a card never takes the keyboard
            buttons.addWidget(button)
        buttons.addStretch(1)
        layout.addLayout(buttons)

    def _buttons(self) -> tuple[Button, ...]:
        return (self.undo, self.pause, self.hurry, self.draft, self.list, self.close_it)

    def _connect(self) -> None:
        self.undo.clicked.connect(self.undone)
        self.pause.clicked.connect(self.paused)
        self.hurry.clicked.connect(self.hurried)
        self.draft.clicked.connect(self.opened)
        self.list.clicked.connect(self.listed)
        self.close_it.clicked.connect(self.closed)

    def show_card(self, card: Card, now: float, *, held: bool) -> None:
        """Show how the mail stands at `now`; `held`: nothing leaves."""
        seconds = left(card, now)
        counts = card.look is Look.COUNTING and not held
        clock = datetime.now().astimezone()
        self._title.setText(wording.title(card.summary, seconds, clock, held=held))
        set_property(self._title, "tone", "danger" if card.look is Look.TROUBLE else "")
        self._about.setText(wording.about(card.summary))
        self._reason.say(card.summary.reason if card.look is not Look.COUNTING else "")
        self._bar.setVisible(counts)
        self._bar.setValue(round(share(card, now) * _STEPS))
        self.setAccessibleName(f"{self._title.text()}. {self._about.text()}")
        self._show_buttons(card, counting=counts and seconds > 0, held=held)

    def _show_buttons(self, card: Card, *, counting: bool, held: bool) -> None:
        look = card.look
        rests = look in {Look.PAUSED, Look.SCHEDULED}
        self.undo.setVisible(counting or rests or _can_undo(card, held=held))
        self.pause.setVisible(counting)
        self.hurry.setVisible(counting or (rests and not held))
        self.draft.setVisible(look is Look.TAKEN_BACK)
        self.list.setVisible(look is Look.TROUBLE)
        self.close_it.setVisible(look in {Look.TAKEN_BACK, Look.TROUBLE})


def _can_undo(card: Card, *, held: bool) -> bool:
    """A mail that waits for the server, or with all others, can still be taken back."""
    waits = card.look is Look.LEAVING or (held and card.look is Look.COUNTING)
    return waits and card.summary.undoable
