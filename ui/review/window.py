"""The review window: shows one question, and gives the user's answer.

It is built once and kept hidden, so that it is there at once when a mail comes. It is the one
window that may take the focus.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mailguard.domain.command import Choice
from mailguard.domain.inspection import Offer
from mailguard.domain.state import State
from mailguard.i18n import _
from ui.read_model import Question
from ui.review import model
from ui.review.body import Body
from ui.review.footer import Footer
from ui.review.header import Header
from ui.review.key_guard import KeyGate, KeyGuard
from ui.review.model import Review
from ui.theme import GRID, Theme
from ui.widgets.banner import Banner
from ui.widgets.scroll_area import measure_anew

WIDTH = 95 * GRID
_LEAST_WIDTH = 60 * GRID
_SHARE_OF_SCREEN = 0.86


class ReviewWindow(QWidget):
    """One question at a time.

    answered: The user's Answer.
    postponed: The user closed a question that can wait.
    closed: The user closed a question that had ended.
    opened: The user wants to open the attachment of that index.
    others_wanted: The user wants to see what else waits.
    """

    answered = Signal(object)
    postponed = Signal()
    closed = Signal()
    opened = Signal(int)
    others_wanted = Signal()

    def __init__(self, theme: Theme, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self.setWindowTitle(_("Before you send"))
        self.setProperty("ground", "surface")
        self.setMinimumWidth(_LEAST_WIDTH)
        self.review: Review | None = None
        self._ended = False
        self._answering = False  # an answer is on its way
        self._keys = KeyGuard(clock)
        self._listening = QTimer(self, interval=100)
        self._listening.timeout.connect(self._show_keys)
        self.header = Header()
        self.banner = Banner()
        self.body = Body(theme)
        self.footer = Footer()
        self._layout = QVBoxLayout(self)
        self._lay_out()
        self._connect()
        self.winId()  # a native window now costs nothing when the first mail comes
        self.body.before = self.header.others
        self._gate = KeyGate(self.windowHandle(), self._keys, self)
        self._gate.sent.connect(self._on_send)
        self._gate.left.connect(self._on_back)

    def _lay_out(self) -> None:
        around = QVBoxLayout()
        around.setContentsMargins(3 * GRID, 0, 3 * GRID, 0)
        around.addWidget(self.banner)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._layout.addWidget(self.header)
        self._layout.addLayout(around)
        self._layout.addWidget(self.body, 1)
        self._layout.addWidget(self.footer)

    def _connect(self) -> None:
        self.footer.sent.connect(self._on_send)
        self.footer.put_off.connect(self._on_later)
        self.footer.left.connect(self._on_back)
        self.footer.next_wanted.connect(self._on_next)
        self.header.others_wanted.connect(self.others_wanted)
        self.body.opened.connect(self.opened)
        self.body.findings.ticked.connect(self._on_ticked)
        self.body.checklist.ticked.connect(self._on_ticked)
        self.body.rules.ticked.connect(self._on_ticked)
        self.body.rules.typed.connect(self._on_typed)
        self.body.findings.typed.connect(self._on_typed)
        self.body.findings.chosen.connect(self._on_chosen)
        for rows in self.body.lists:
            rows.ticked.connect(self._on_ticked)

    # What the engine says ---------------------------------------------------------------------

    def ask(self, question: Question) -> None:
        """Show the question, or its newer state, and come to the front if it is another one."""
        is_other = self.review is None or self.review.question.id != question.id or self._ended
        before = self.review
        self.review = model.follow(before, question) if before else Review(question)
        self._ended = False
        if is_other or before is None or before.question.revision != question.revision:
            self.banner.say()
        self.body.start(self.review)
        self._follow()
        self._fit()
        self._keys.moved()
        self._listening.start()
        if is_other or not self.isVisible():
            self.come_forward()

    def come_forward(self) -> None:
        """Show the window over all others, with the keyboard."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()
        self.setFocus(Qt.FocusReason.OtherFocusReason)  # no button that Space would press
        self._keys.moved()  # it may come while the user types elsewhere
        self._listening.start()

    def say(self, sentence: str) -> None:
        """Tell something about the last answer; the question stays, and can be answered again."""
        self.banner.say(sentence, frame="warning")
        self._follow()
        self._fit()
        self._keys.moved()

    def end(self, headline: str, sentence: str) -> None:
        """The question is over, and not by an answer given here: say how."""
        self._ended = True
        self.header.end(headline)
        self.banner.say(sentence, frame="warning")
        self.footer.end()
        self._fit()
        self._keys.moved()

    def show_others(self, number: int) -> None:
        """Say how many other questions wait."""
        self.header.show_others(number)

    def note_opened(self, entry_id: str, revision: int, index: int) -> None:
        """The attachment of that index was opened, as it was asked in that revision."""
        question = self.review.question if self.review else None
        if question and (question.id, question.revision) == (entry_id, revision):
            self._change(lambda review: model.note_opened(review, index))

    def forget(self) -> None:
        """Hide, and show nothing of the mail any more."""
        self.review = None
        self._listening.stop()
        self.hide()

    # What the user does -----------------------------------------------------------------------

    def _on_ticked(self, demand_id: str) -> None:
        self._change(lambda review: model.tick(review, demand_id))

    def _on_typed(self, demand_id: str, text: str) -> None:
        self._change(lambda review: model.write(review, demand_id, text))

    def _on_chosen(self, offer: Offer) -> None:
        self._change(lambda review: model.choose(review, offer))

    def _change(self, change: Callable[[Review], Review]) -> None:
        if self.review is not None:
            self.review = change(self.review)
            self.body.follow(self.review)
            self._follow()

    def _on_send(self) -> None:
        if self.review is not None and self.review.can_send and not self._ended:
            self._answer(self.review, Choice.SEND)

    def _on_later(self) -> None:
        if self.review is not None and self.review.can_send and not self._ended:
            self._answer(self.review, Choice.SEND, later=True)

    def _on_back(self) -> None:
        if self._ended:
            self.closed.emit()
        elif self.review is not None:
            self._answer(self.review, Choice.BACK)

    def _answer(self, review: Review, choice: Choice, *, later: bool = False) -> None:
        if not self._answering:
            self._answering = True
            self.footer.wait()
            self.answered.emit(model.answer(review, choice, later=later))

    def _on_next(self) -> None:
        if self.review is not None and self.review.left:
            self.body.show_demand(self.review.left[0].id)

    # How it looks -----------------------------------------------------------------------------

    def _follow(self) -> None:
        self._answering = False
        if self.review is not None:
            self.header.follow(self.review)
            self.footer.follow(self.review)

    def _show_keys(self) -> None:
        self.footer.show_keys(listening=self._keys.listens)
        if self._keys.listens:
            self._listening.stop()

    def _fit(self) -> None:
        """As high as the mail needs, and never higher than the screen lets it be."""
        room = self.screen().availableGeometry()
        width = min(max(self.width(), WIDTH) if self.isVisible() else WIDTH, room.width())
        measure_anew(self)
        body = self.body.height_for(width)
        rest = self._layout.totalHeightForWidth(width) - self.body.sizeHint().height()
        height = min(rest + body, round(room.height() * _SHARE_OF_SCREEN))
        if not self.isVisible():
            self.resize(width, height)
            self.move(room.center() - self.rect().center())
        elif height > self.height():
            self.resize(width, height)
            self.move(self.x(), max(room.top(), min(self.y(), room.bottom() - height)))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._keys.moved()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing a mail that the mail program waits for means not to send it."""
        event.ignore()
        if self._ended or self.review is None:
            self.closed.emit()
        elif self.review.question.summary.state is State.RECEIVED:
            self._on_back()
        else:
            self.postponed.emit()
