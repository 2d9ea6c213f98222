"""How this engine was started."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from mailguard.domain.command import Choice


class Answering(StrEnum):
    """Who answers the reviews."""

    ASK = "ask"  # the user
    SEND = "send"  # the engine, once the inspection is complete
    BACK = "back"  # the engine, likewise; nothing leaves

    @property
    def choice(self) -> Choice | None:
        """The engine's own answer; None: the user's counts."""
        return None if self is Answering.ASK else Choice(self.value)


class Options(msgspec.Struct, frozen=True):
    """The engine's options of the command line."""

    headless: bool = False  # mail is taken although no desktop is attached
    answering: Answering = Answering.ASK
    delay: float | None = None  # seconds for every mail; None: by the settings
    shown_within: float = 10.0  # seconds a desktop has to show a question
    recall_after: float = 300.0  # seconds until an unanswered question is shown again

    @property
    def needs_desktop(self) -> bool:
        return self.answering is Answering.ASK and not self.headless
