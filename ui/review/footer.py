"""The bottom of a review: back at the left, Send at the right, and what is left beside it."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from mailguard.i18n import _
from ui.review.model import Review
from ui.theme import GRID
from ui.widgets.buttons import Button, KeyButton
from ui.widgets.label import Label, set_property
from ui.wording import review as wording


class Footer(QFrame):
    """The two answers.

    sent: The user pressed Send.
    put_off: The user wants it sent at the later time that is offered.
    left: The user does not want to send.
    next_wanted: The user wants to see the next thing that is left to do.
    """

    sent = Signal()
    put_off = Signal()
    left = Signal()
    next_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "ground")
        self.setProperty("edge", "top")
        self.back = KeyButton(_("Back to editing"), _("Esc"))
        self.send = KeyButton(_("Send"), _("Ctrl+Enter"), role="primary")
        self.later = Button("")
        self.later.hide()
        self.todo = Button("", role="link")
        self._note = Label(rank="soft")
        self._note.hide()
        self._departure = Label(rank="soft")
        for label in (self._note, self._departure):
            label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.back.clicked.connect(self.left)
        self.send.clicked.connect(self.sent)
        self.later.clicked.connect(self.put_off)
        self.todo.clicked.connect(self.next_wanted)
        self.todo.setToolTip(_("Show the next one"))
        self._lay_out()

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(GRID + 4)
        buttons.addWidget(self.back)
        buttons.addWidget(self._departure, 1)
        buttons.addWidget(self.todo)
        buttons.addWidget(self.send)
        above = QHBoxLayout()
        above.setSpacing(GRID + 4)
        above.addWidget(self._note, 1)
        above.addWidget(self.later)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, GRID + 4, 3 * GRID, GRID + 4)
        layout.setSpacing(GRID)
        layout.addLayout(above)
        layout.addLayout(buttons)

    def follow(self, review: Review) -> None:
        """Show how the review stands."""
        left = len(review.left)
        self.back.setText(wording.back(review.question.summary))
        self.todo.setText(wording.things_left(left))
        self.todo.setVisible(left > 0)
        self._show_times(review)
        self.send.setEnabled(review.can_send)
        self.later.setEnabled(review.can_send)
        self.back.setEnabled(True)
        self.send.setVisible(not review.is_refused)
        set_property(self.back, "role", "primary" if review.is_refused else "")

    def _show_times(self, review: Review) -> None:
        """When it leaves, and when it may leave instead."""
        now = datetime.now().astimezone()
        decision, later = review.decision, review.later
        ready = decision if review.can_send else None
        self._departure.setText(wording.departure(ready, now) if ready else "")
        self._note.say(wording.outside_hours() if later else "")
        self.later.setVisible(later is not None)
        if later is not None:
            self.later.setText(wording.send_later(later, now))

    def wait(self) -> None:
        """An answer is on its way: no second one."""
        self.send.setEnabled(False)
        self.later.setEnabled(False)
        self.back.setEnabled(False)

    def end(self) -> None:
        """There is nothing more to answer."""
        self.back.setText(_("Close"))
        self.back.setEnabled(True)
        for widget in (self.send, self.later, self.todo, self._note):
            widget.hide()
        self._departure.setText("")

    def show_keys(self, *, listening: bool) -> None:
        """Show whether the keys on the buttons count now."""
        self.back.set_key_works(listening)
        self.send.set_key_works(listening)
