"""A connection to no engine: notes what is sent, and answers what the test tells it."""

from __future__ import annotations

from typing import Any, TypeVar

from mailguard.domain.command import Command, Done, Response
from ui.link import OnResponse

C = TypeVar("C")


class FakeLink:
    """Implements Link. `answers` holds a response by the type of command; Done where none."""

    def __init__(self) -> None:
        self.sent: list[Command] = []
        self.answers: dict[type[Any], Response] = {}

    def send(self, command: Command, on_response: OnResponse | None = None) -> None:
        self.sent.append(command)
        if on_response is not None:
            on_response(self.answers.get(type(command), Done()))

    def sent_of(self, kind: type[C]) -> list[C]:
        """The commands of one kind, in order."""
        return [command for command in self.sent if isinstance(command, kind)]
