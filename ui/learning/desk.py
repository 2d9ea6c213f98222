"""The learning desk: offers to learn from past mail, and sees to it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from PySide6.QtCore import QObject, Signal

from mailguard.domain.learning import Learned, MailFolder, Step, Wish
from ui.learning.past_mail import PastMail
from ui.learning.window import LearningWindow
from ui.theme import Theme
from ui.wording import learning as wording


class LearningDesk(QObject):
    """One run at a time, in the background; the window may be closed meanwhile.

    offered: Whether there is something to offer now.
    told: How a run ended that nobody looked at; a sentence.
    """

    offered = Signal(bool)
    told = Signal(str)

    def __init__(self, theme: Theme, past_mail: PastMail) -> None:
        super().__init__()
        self._theme = theme
        self._past_mail = past_mail
        self._has_looked = False
        self._runs = False
        self._stopped = False
        past_mail.found.connect(self._on_found)
        past_mail.stepped.connect(self._on_step)
        past_mail.ended.connect(self._on_ended)
        past_mail.failed.connect(self._on_failed)

    @cached_property
    def window(self) -> LearningWindow:
        """The window, built when it is first wanted."""
        window = LearningWindow(self._theme)
        window.wished.connect(self._on_wished)
        window.stopped.connect(self._on_stopped)
        window.refused.connect(self.refuse)
        window.more_wanted.connect(self.show)
        return window

    def look(self) -> None:
        """Look, once, whether there is something to offer; only if it may be offered."""
        if not self._has_looked and self._past_mail.may_be_offered:
            self._has_looked = True
            self._past_mail.find()

    def show(self) -> None:
        """The user wants to choose, or to see how far a run is."""
        if not self._runs:
            self.window.show_choice(may_refuse=self._past_mail.may_be_offered)
            self._past_mail.find()
        self.window.come_forward()

    def refuse(self) -> None:
        """The user does not want to be asked again."""
        self._settle()
        if "window" in self.__dict__:
            self.window.close()

    def close(self) -> None:
        """The desktop goes."""
        self._past_mail.close()

    def _settle(self) -> None:
        self._past_mail.settle()
        self.offered.emit(False)  # noqa: FBT003  Qt's signature

    def _on_found(self, folders: Sequence[MailFolder]) -> None:
        if "window" in self.__dict__:
            self.window.show_found(folders)
        self.offered.emit(bool(folders) and self._past_mail.may_be_offered)

    def _on_wished(self, wish: Wish) -> None:
        self._runs, self._stopped = True, False
        self.window.show_run()
        self._past_mail.learn(wish)

    def _on_stopped(self) -> None:
        self._stopped = True
        self._past_mail.stop()

    def _on_step(self, step: Step) -> None:
        self.window.show_step(step)

    def _on_ended(self, learned: Learned) -> None:
        self._runs = False
        self._settle()
        self.window.show_result(learned, stopped=self._stopped)
        self._tell(wording.learned(learned))

    def _on_failed(self, sentence: str) -> None:
        self._runs = False
        self.window.show_failure(sentence)
        self._tell(sentence)

    def _tell(self, sentence: str) -> None:
        """Where the window is not to be seen: it comes forward only when it is asked for."""
        if not self.window.isVisible():
            self.told.emit(sentence)
