"""One mail of a suite, what went before it, and what the checks have to say about it."""

from __future__ import annotations

from dataclasses import dataclass, field

from mailguard.domain.settings import Settings
from tests.detection.letters import Letter


@dataclass(frozen=True)
class Before:
    """What is known besides the history of the world, and how the installation is set."""

    past: tuple[tuple[bool, bytes], ...] = ()  # (sent by me, message), the oldest first
    own: tuple[str, ...] = ()  # further addresses of mine
    lists: tuple[tuple[str, str], ...] = ()  # (mailing list, one of its members)
    settings: Settings = field(default_factory=Settings)


@dataclass(frozen=True)
class Case:
    """A mail in which something was planted; with no `planted`, an ordinary or tricky one."""

    name: str
    letter: Letter
    planted: str = ""  # the check that must speak
    also: frozenset[str] = frozenset()  # checks that may speak besides
    softly: bool = False  # a notice of it is enough
    tempts: str = ""  # the check that might speak, and must not
    before: Before = Before()
