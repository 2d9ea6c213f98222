"""Mails of a suite, looked through as MailGuard does it, with what past mail taught."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from mailguard.cli.mail_files import Looked, MailFiles, lesson_in
from mailguard.domain.address import Address
from mailguard.domain.finding import Finding
from mailguard.domain.policy import Policy
from mailguard.domain.settings import Settings
from mailguard.inspection.domains import organisation_of
from mailguard.knowledge.lists import LISTS
from mailguard.knowledge.reader import KnowledgeReader
from mailguard.knowledge.store import Store
from tests.detection.case import Before, Case
from tests.detection.letters import history
from tests.detection.world import World


@dataclass(frozen=True)
class Answer:
    """What the checks said of a case."""

    case: Case
    findings: tuple[Finding, ...]
    milliseconds: float


class Looking:
    """Keeps its files in `folder`; it has learned the history of `world`."""

    def __init__(self, folder: Path, world: World) -> None:
        self._folder = folder
        self._me = Address.parse(world.me.address)
        self._path = folder / "knowledge.sqlite"
        self._store = Store(self._path)
        past = ((is_sent, letter.octets()) for is_sent, letter in history(world))
        self._store.begin()
        self._learn(past, [self._me])
        self._store.commit()
        self._files = self._looking_with(Settings())

    def answers(self, cases: Iterable[Case]) -> Iterator[Answer]:
        """Look through one after the other."""
        path = self._folder / "case.eml"
        for case in cases:
            path.write_bytes(case.letter.octets())
            looked = self._looked(path, case.before)
            yield Answer(case, looked.inspection.findings, looked.milliseconds)

    def _looked(self, path: Path, before: Before) -> Looked:
        """With what went before this one mail, which is forgotten again."""
        if before == Before():
            return self._files.look_through(path, [self._me])
        me = [self._me, *map(Address.parse, before.own)]
        lists = self._folder / LISTS
        with lists.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(before.lists)
        self._store.begin()
        self._learn(before.past, me)
        looked = self._looking_with(before.settings).look_through(path, me)
        self._store.rollback()
        lists.unlink()
        return looked

    def _learn(self, past: Iterable[tuple[bool, bytes]], me: Sequence[Address]) -> None:
        for is_sent, octets in past:
            self._store.learn(lesson_in(memoryview(octets), me, is_sent=is_sent))

    def _looking_with(self, settings: Settings) -> MailFiles:
        reader = KnowledgeReader(self._path, organisation_of, self._store.connection)
        return MailFiles(reader, Policy(settings))
