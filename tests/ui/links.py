"""Connections to no engine: they note what is sent, and answer what the test tells them."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QUrl

from mailguard.domain.command import Command, Done, Response
from mailguard.domain.event import Event
from mailguard.paths import DataFolder
from ui.engine_link import EngineLink
from ui.link import OnResponse

C = TypeVar("C")


class FakeLink:
    """Implements Link. `answers` holds a response by the type of command; Done where none.

    With `slow` the answers wait until `answer` is called.
    """

    def __init__(self) -> None:
        self.sent: list[Command] = []
        self.answers: dict[type[Any], Response] = {}
        self.slow = False
        self._waiting: list[tuple[Command, OnResponse]] = []

    def send(self, command: Command, on_response: OnResponse | None = None) -> None:
        self.sent.append(command)
        if on_response is None:
            return
        self._waiting.append((command, on_response))
        if not self.slow:
            self.answer()

    def answer(self) -> None:
        """Answer everything that waits for an answer."""
        waiting, self._waiting = self._waiting, []
        for command, on_response in waiting:
            on_response(self.answers.get(type(command), Done()))

    def sent_of(self, kind: type[C]) -> list[C]:
        """The commands of one kind, in order."""
        return [command for command in self.sent if isinstance(command, kind)]


class FakeOpener:
    """Opens nothing, and notes what it was to open."""

    def __init__(self) -> None:
        self.opened: list[str] = []

    def __call__(self, url: QUrl) -> bool:
        self.opened.append(url.toLocalFile())
        return True


class FakeEngineLink(EngineLink):
    """A connection for a whole desktop: the test plays the engine."""

    def __init__(self) -> None:
        super().__init__(DataFolder(Path("nowhere")))
        self.fake = FakeLink()
        self.is_open = False

    def open(self) -> None:
        self.is_open = True
        self.attached.emit()

    def close(self) -> None:
        self.is_open = False

    def send(self, command: Command, on_response: OnResponse | None = None) -> None:
        self.fake.send(command, on_response)

    def tell(self, *events: Event) -> None:
        """Have the desktop hear these events."""
        for event in events:
            self.heard.emit(event)
