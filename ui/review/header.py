"""The top of a review: its state in one sentence, the counts, the sender."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout

from mailguard.i18n import _
from ui.review.model import Review
from ui.theme import GRID
from ui.widgets.buttons import Button
from ui.widgets.label import Label
from ui.wording import people
from ui.wording import review as wording


class Header(QFrame):
    """Headline and counts.

    others_wanted: The user wants to see what else waits.
    """

    others_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "surface")
        self.headline = Label(rank="headline")
        self.counts = Label(rank="soft")
        self._sender = Label(rank="soft")
        self.others = Button("", role="chip")
        self.others.clicked.connect(self.others_wanted)
        self.others.hide()
        self._progress = QProgressBar()
        self._progress.setAccessibleName(_("Checking this mail…"))
        self._progress.setRange(0, 0)
        self._progress.setTextVisible(False)
        policy = self._progress.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._progress.setSizePolicy(policy)
        self._lay_out()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(GRID)
        top.addWidget(self.headline, 1)
        top.addWidget(self.others, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 2 * GRID + 4, 3 * GRID, GRID // 2)
        layout.setSpacing(GRID // 4)
        layout.addLayout(top)
        layout.addWidget(self.counts)
        layout.addWidget(self._sender)
        layout.addSpacing(GRID // 2)
        layout.addWidget(self._progress)

    def follow(self, review: Review) -> None:
        """Show how the review stands."""
        question = review.question
        self.headline.setText(wording.headline(question.inspection, len(review.left)))
        self.counts.say(wording.counts(question.preview, question.inspection, review.recipients))
        author = people.mailboxes(question.preview.correspondents.author)
        self._sender.say(_("From {author}").format(author=author) if author else "")
        self._progress.setVisible(question.inspection is None)

    def show_others(self, number: int) -> None:
        """Say how many other questions wait."""
        self.others.setText(wording.waiting(number))
        self.others.setVisible(number > 0)

    def end(self, sentence: str) -> None:
        """Say that there is nothing more to answer."""
        self.headline.setText(sentence)
        self._progress.hide()
