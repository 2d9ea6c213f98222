"""The bottom of a review: back at the left, Send at the right, and what is left beside it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from mailguard.i18n import _
from ui.review.model import Review
from ui.theme import GRID
from ui.widgets.buttons import Button, KeyButton
from ui.widgets.label import Label
from ui.wording import review as wording


class Footer(QFrame):
    """The two answers.

    sent: The user pressed Send.
    left: The user does not want to send.
    next_wanted: The user wants to see the next thing that is left to do.
    """

    sent = Signal()
    left = Signal()
    next_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "ground")
        self.setProperty("edge", "top")
        self.back = KeyButton(_("Back to editing"), _("Esc"))
        self.send = KeyButton(_("Send"), _("Ctrl+Enter"), role="primary")
        self.todo = Button("", role="link")
        self._departure = Label(rank="soft")
        self._departure.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.back.clicked.connect(self.left)
        self.send.clicked.connect(self.sent)
        self.todo.clicked.connect(self.next_wanted)
        self.todo.setToolTip(_("Show the next one"))
        self._lay_out()

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(3 * GRID, GRID + 4, 3 * GRID, GRID + 4)
        layout.setSpacing(GRID + 4)
        layout.addWidget(self.back)
        layout.addWidget(self._departure, 1)
        layout.addWidget(self.todo)
        layout.addWidget(self.send)

    def follow(self, review: Review) -> None:
        """Show how the review stands."""
        left = len(review.left)
        self.back.setText(wording.back(review.question.summary))
        self.todo.setText(wording.things_left(left))
        self.todo.setVisible(left > 0)
        ready = review.decision is not None and not left
        self._departure.setText(
            wording.departure(review.decision) if ready and review.decision else ""
        )
        self.send.setEnabled(review.can_send)
        self.back.setEnabled(True)
        self.send.show()

    def wait(self) -> None:
        """An answer is on its way: no second one."""
        self.send.setEnabled(False)
        self.back.setEnabled(False)

    def end(self) -> None:
        """There is nothing more to answer."""
        self.back.setText(_("Close"))
        self.back.setEnabled(True)
        self.send.hide()
        self.todo.hide()
        self._departure.setText("")

    def show_keys(self, *, listening: bool) -> None:
        """Show whether the keys on the buttons count now."""
        self.back.set_key_works(listening)
        self.send.set_key_works(listening)
