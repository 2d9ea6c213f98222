"""MailGuard's desktop on a display, answered by keyboard and mouse as a person would."""

import os
import signal
import sys
from types import TracebackType
from typing import Literal, Self

from tests.e2e.rig.display import Display
from tests.e2e.rig.mailguard import NO_KEYRING, MailGuard
from tests.e2e.rig.process import Process
from tests.e2e.rig.wait import until

Language = Literal["en", "ja"]

REVIEW = "^(Before you send|送信前の確認)"
CARDS = "^(MailGuard: mail that leaves soon)"

_LOCALE = {"en": "C.UTF-8", "ja": "ja_JP.UTF-8"}
_UNDO = (50, -28)  # the first button of the lowest card
_STILL = 1.2  # seconds: keys count once nothing has moved in the review for one


class Windows:
    """What MailGuard shows on a display, whoever started its desktop."""

    def __init__(self, display: Display) -> None:
        self._display = display

    def review(self, *, within: float = 60) -> str:
        """The window that asks, once it is there."""
        return self._display.wait_for_window(REVIEW, within=within)

    def asks(self) -> bool:
        """Is a review on the screen?"""
        return bool(self._display.windows(REVIEW))

    def press(self, *keys: str) -> None:
        """Press keys in the review, once it listens to keys."""
        window = self.review()
        self._display.focus(window)
        self._display.wait_until_still(window, seconds=_STILL)
        self._display.key(*keys)

    def answer(self, *keys: str, within: float = 30) -> None:
        """Press keys in the review, the last of which answers it."""
        window = self.review()
        self.press(*keys)
        gone = f"{keys} answer the review"
        until(lambda: window not in self._display.windows(REVIEW), gone, within=within)

    def undo(self) -> None:
        """Press *Undo* on the card of the mail that leaves next."""
        cards = self._display.wait_for_window(CARDS)
        self._display.click(cards, *_UNDO)


class Desktop(Windows):
    """Running inside a `with`. It starts the engine if none runs, which outlives it."""

    def __init__(self, mailguard: MailGuard, display: Display, language: Language = "en") -> None:
        super().__init__(display)
        self._mailguard = mailguard
        self._language = language
        self._process: Process | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._process:
            self._process.kill()

    def start(self) -> None:
        """Start it as at log-in: it shows nothing until there is something to ask."""
        words = {**NO_KEYRING, "LANG": _LOCALE[self._language]}
        ui = (sys.executable, "-m", "ui", "--quiet", "--data", str(self._mailguard.data))
        self._process = self._display.start(
            "env", *(f"{name}={value}" for name, value in words.items()), *ui
        )
        self._mailguard.until_running()

    def kill(self) -> None:
        """End it at once, as a crash would."""
        if self._process:
            self._process.kill()

    def freeze(self) -> None:
        """Have it do nothing any more, without a word."""
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it go on."""
        self._signal(signal.SIGCONT)

    def _signal(self, number: signal.Signals) -> None:
        if self._process:
            os.kill(self._process.pid, number)
