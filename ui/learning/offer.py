"""The offer to learn from past mail: a card in the list window, which never comes by itself."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from mailguard.i18n import _
from ui.theme import GRID
from ui.widgets.beside_or_below import BesideOrBelow
from ui.widgets.buttons import Button
from ui.widgets.label import Label


class Offer(QFrame):
    """A question with two answers.

    accepted: The user wants to see what there is.
    refused: The user does not want to be asked again.
    """

    accepted = Signal()
    refused = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("frame", "notice")
        question = _("Learn from the mail in Thunderbird?")
        self.setAccessibleName(question)
        self.accept = Button(_("Show what there is…"))
        self.refuse = Button(_("No, thanks"), role="link")
        self.accept.clicked.connect(self.accepted)
        self.refuse.clicked.connect(self.refused)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Label(question, rank="title"))
        words.addWidget(Label(_("MailGuard then knows whom you write to, and asks less. "
                                "You find it again under Accounts.")))  # fmt: skip
        deeds = QHBoxLayout()
        deeds.setSpacing(2 * GRID)
        deeds.addWidget(self.accept)
        deeds.addWidget(self.refuse)
        deeds.addStretch(1)
        layout = BesideOrBelow(80 * GRID, 20 * GRID)
        layout.setContentsMargins(GRID + 4, GRID, GRID + 4, GRID)
        layout.setSpacing(GRID)
        layout.addLayout(words, 1)
        layout.addLayout(deeds)
        self.setLayout(layout)
        self.hide()
