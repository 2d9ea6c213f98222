"""The desktop: hears the engine, keeps the read model, and has every window follow it."""

from __future__ import annotations

import time
from functools import cached_property

from PySide6.QtCore import QObject, QTimer, Signal

from mailguard.domain.command import Declined, HoldAll, Response, Undo
from mailguard.domain.event import Asked, Changed, Condition, Event, Recall, Snapshot, Summary
from mailguard.i18n import N_, _
from ui import read_model
from ui.cards.desk import CardDesk
from ui.cards.stack import CardStack
from ui.engine_link import EngineLink
from ui.held.desk import HeldDesk
from ui.held.window import HeldWindow
from ui.learning.desk import LearningDesk
from ui.learning.past_mail import PastMail
from ui.opening import Opening
from ui.quitting import Quitting
from ui.read_model import ReadModel
from ui.review.desk import ReviewDesk
from ui.review.window import ReviewWindow
from ui.session.ending import Ending
from ui.session.watch import SessionWatch
from ui.setup.window import SetupWindow
from ui.theme import Theme
from ui.tray import Tray

_TRAY_PATIENCE_MS = 5000
"""How long after log-in a tray may take to appear."""

_LOST_MS = 5000
"""How long the engine may be away before the user is told."""


class Desktop(QObject):
    """Everything the user sees of MailGuard.

    finished: The user ended MailGuard.
    """

    finished = Signal()

    def __init__(
        self,
        link: EngineLink,
        theme: Theme,
        session: SessionWatch,
        past_mail: PastMail,
        *,
        quiet: bool = False,
    ) -> None:
        """`quiet`: show nothing until there is something to answer."""
        super().__init__()
        self._link = link
        self._theme = theme
        self._quiet = quiet
        self._model = ReadModel()
        self._changed: dict[str, Summary] = {}
        self._lost: Condition | None = None
        self._opening = Opening(link)
        self.review = ReviewWindow(theme)
        self.reviews = ReviewDesk(self.review, link, self._opening)
        self.tray = Tray(self)
        self.stack = CardStack(self.tray.place)
        self.cards = CardDesk(self.stack, link, self._opening)
        self.learning = LearningDesk(theme, past_mail)
        self.quitting = Quitting(link)
        self._session = session
        self.ending = Ending(session, self.quitting, self.reviews)
        self._refresh = QTimer(self, singleShot=True, interval=0)
        self._patience = QTimer(self, singleShot=True, interval=_LOST_MS)
        self._connect()

    @cached_property
    def lists(self) -> HeldDesk:
        """The list window and its desk, built when they are first wanted."""
        window = HeldWindow(self._theme)
        window.setup_wanted.connect(self.show_setup)
        window.quit_wanted.connect(self._on_quit)
        window.password_wanted.connect(self._on_password)
        window.offer.accepted.connect(self.learning.show)
        window.offer.refused.connect(self.learning.refuse)
        self.learning.offered.connect(window.offer.setVisible)
        desk = HeldDesk(window, self._theme, self._link, self._opening)
        desk.review_wanted.connect(self.reviews.open)
        desk.follow(self._waiting(), self._conditions())
        return desk

    @cached_property
    def setup(self) -> SetupWindow:
        """The set-up window, built when it is first wanted."""
        setup = SetupWindow(self._theme, self._link)
        setup.list.learning_wanted.connect(self.learning.show)
        return setup

    def _connect(self) -> None:
        self._link.heard.connect(self.hear)
        self._link.attached.connect(self._on_attached)
        self._link.lost.connect(self._on_lost)
        self._refresh.timeout.connect(self._follow)
        self._patience.timeout.connect(self._on_long_lost)
        self.reviews.refreshed.connect(self.hear)
        self.review.others_wanted.connect(self.show_list)
        self.cards.list_wanted.connect(self.show_list)
        self.cards.refused.connect(lambda text: self.tray.tell(_("MailGuard"), text))
        self.tray.undone.connect(self._on_undone)
        self.tray.review_wanted.connect(self.reviews.open)
        self.tray.list_wanted.connect(self.show_list)
        self.tray.setup_wanted.connect(self.show_setup)
        self.tray.held.connect(self._on_held)
        self.tray.learning_wanted.connect(self.learning.show)
        self.learning.told.connect(lambda text: self.tray.tell(_("MailGuard"), text))
        self.tray.quit_wanted.connect(self._on_quit)
        self.quitting.finished.connect(self._on_finished)
        self.review.postponed.connect(self.ending.go_on)
        self._session.unlocked.connect(self.reviews.show_again)

    def start(self) -> None:
        """Connect, and show what was asked for."""
        self._patience.start()
        self._link.open()
        if not self._quiet:
            self.show_list()
        QTimer.singleShot(_TRAY_PATIENCE_MS, self, self._stand_in_for_tray)

    def show_list(self, entry_id: str = "") -> None:
        """Show the list window, with that mail selected if there is one."""
        self.lists.window.come_forward()
        self._look_for_past_mail()
        if entry_id:
            self.lists.window.waiting.select(entry_id)

    def show_setup(self) -> None:
        """Show the accounts."""
        self.setup.refresh()
        self.setup.come_forward()

    # What the engine says ---------------------------------------------------------------------

    def hear(self, event: Event) -> None:
        """Take an event in; the windows follow once all that came with it is taken in."""
        self._model = read_model.hear(self._model, event, time.monotonic())
        match event:
            case Snapshot() if event.last:
                self.cards.start(self._model.entries.values())
                self._offer_setup(event)
                self._look_for_past_mail()
            case Changed():
                self._changed[event.summary.id] = event.summary
                self.cards.hear(event.summary)
            case Asked():
                self._changed.pop(event.summary.id, None)
            case Recall():
                self.reviews.recall(event.id)
        self._refresh.start()

    def _follow(self) -> None:
        model = self._model
        changed, self._changed = self._changed, {}
        self.reviews.follow(read_model.queue(model), changed)
        waiting = self._waiting()
        conditions = self._conditions()
        held = read_model.is_everything_held(conditions)
        self.cards.hold(held=held)
        self.tray.show_state(waiting, trouble=len(conditions) > held, held=held)
        self.quitting.follow(waiting)
        self.ending.follow()
        if "lists" in self.__dict__:
            self.lists.follow(waiting, conditions)

    def _waiting(self) -> tuple[Summary, ...]:
        """What waits, the oldest first."""
        summaries = (each.summary for each in self._model.entries.values())
        return tuple(sorted(summaries, key=lambda each: (each.received_at, each.id)))

    def _conditions(self) -> tuple[Condition, ...]:
        conditions = self._model.conditions
        return (self._lost, *conditions) if self._lost else conditions

    def _offer_setup(self, snapshot: Snapshot) -> None:
        """Without an account nothing can be sent: the form is what the user needs first."""
        if not snapshot.accounts and not self._quiet and "setup" not in self.__dict__:
            self.show_setup()

    def _look_for_past_mail(self) -> None:
        """What was found is offered in the list window, to whom has an account."""
        if self._model.accounts and "lists" in self.__dict__ and self.lists.window.isVisible():
            self.learning.look()

    def _on_attached(self) -> None:
        self._patience.stop()
        self._lost = None
        self._model = read_model.reconnected(self._model)
        self.reviews.engine_found()
        self._refresh.start()

    def _on_lost(self) -> None:
        self.reviews.engine_lost()
        self._patience.start()

    def _on_long_lost(self) -> None:
        self._lost = Condition("engine-lost", _(_ENGINE_LOST), _(_ENGINE_REMEDY))
        self._refresh.start()

    # What the user does -----------------------------------------------------------------------

    def _on_undone(self, entry_id: str) -> None:
        self._link.send(Undo(entry_id))

    def _on_held(self, on: bool) -> None:  # noqa: FBT001  a signal's argument
        self._link.send(HoldAll(on), self._on_ordered)

    def _on_ordered(self, response: Response) -> None:
        if isinstance(response, Declined):
            self.tray.tell(_("MailGuard"), response.sentence)

    def _on_password(self, address: str) -> None:
        self.show_setup()
        self.setup.ask_password(address)

    def _on_quit(self) -> None:
        self.quitting.ask(self.lists.window if "lists" in self.__dict__ else None)

    def _on_finished(self) -> None:
        self._link.close()
        self.learning.close()
        self.tray.icon.hide()
        self.finished.emit()

    def _stand_in_for_tray(self) -> None:
        """Without a tray the list window is the way to everything: it stays in the task bar."""
        if not self.tray.is_there and not self.lists.window.isVisible():
            self.lists.window.show_minimised()


_ENGINE_LOST = N_("MailGuard's engine is not running.")
_ENGINE_REMEDY = N_(
    "It is being started again. Until it runs, your mail program cannot send; nothing is lost."
)
