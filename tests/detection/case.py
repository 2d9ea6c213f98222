"""One mail of a suite, and what the checks have to say about it."""

from __future__ import annotations

from dataclasses import dataclass

from tests.detection.letters import Letter


@dataclass(frozen=True)
class Case:
    """A mail in which something was planted; with no `planted`, an ordinary or tricky one."""

    name: str
    letter: Letter
    planted: str = ""  # the check that must speak
    also: frozenset[str] = frozenset()  # checks that may speak besides
