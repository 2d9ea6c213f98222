"""An installation with its own places for every file of the policy."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from pathlib import Path

from mailguard.domain.address import Address
from mailguard.domain.policy import Policy
from mailguard.paths import DataFolder
from mailguard.rulebook.edition import Edition
from mailguard.rulebook.places import Places
from mailguard.rulebook.rulebook import Rulebook

TARO = Address.parse("taro@example.co.jp")
_MOMENTS = count(1)


@dataclass
class Installation:
    """The files of one, below a folder; `read` gives what they say together."""

    root: Path
    days: list[date] = field(default_factory=lambda: [date(2026, 11, 24)])

    def __post_init__(self) -> None:
        self.places = Places(self.root / "etc", os.getuid())
        self.folder = DataFolder(self.root / "data")
        self.folder.create()
        self.rulebook = Rulebook(self.places, self.folder, lambda: self.days[-1])

    def organisation(self, text: str) -> None:
        write(self.places.organisation, text)

    def group(self, name: str, text: str) -> None:
        write(self.places.groups / f"{name}.toml", text)

    def user(self, text: str) -> None:
        write(self.folder.config, text)

    def people(self, name: str, text: str) -> None:
        write(self.places.directory / f"{name}.csv", text)

    def read(self) -> Edition:
        return self.rulebook.read()

    def policy(self) -> Policy:
        """What holds for TARO."""
        return self.read().policy_for([TARO])

    def conditions(self) -> dict[str, str]:
        """What is wrong, by its id, without this test's folders."""
        told = self.read().conditions
        return {each.id: each.sentence.replace(f"{self.root}/", "") for each in told}


def write(path: Path, text: str) -> None:
    """Give a file this content, at a moment of its own."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    moment = next(_MOMENTS)
    os.utime(path, ns=(moment, moment))


def rule(rule_id: str, then: str = 'tick = "Really?"') -> str:
    """A rule that always holds."""
    return f'[[rule]]\nid = "{rule_id}"\nthen.{then}\n'
