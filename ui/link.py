"""What windows need of the connection to the engine."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from mailguard.domain.command import Command, Response

OnResponse = Callable[[Response], None]


class Link(Protocol):
    """Takes commands, and hands the engine's answers on."""

    def send(self, command: Command, on_response: OnResponse | None = None) -> None:
        """Tell the engine; `on_response` is called with its answer, or with a Declined."""
        ...
