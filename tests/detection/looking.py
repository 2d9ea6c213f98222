"""Mails of a suite, looked through as MailGuard does it, with what past mail taught."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from mailguard.cli.mail_files import MailFiles, lesson_in
from mailguard.domain.address import Address
from mailguard.domain.finding import Finding
from mailguard.domain.settings import Settings
from mailguard.inspection.domains import organisation_of
from mailguard.knowledge.reader import KnowledgeReader
from mailguard.knowledge.store import Store
from tests.detection.case import Case
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
        path = folder / "knowledge.sqlite"
        _learn(path, world, self._me)
        self._files = MailFiles(KnowledgeReader(path, organisation_of), Settings())

    def answers(self, cases: Iterable[Case]) -> Iterator[Answer]:
        """Look through one after the other."""
        path = self._folder / "case.eml"
        for case in cases:
            path.write_bytes(case.letter.octets())
            looked = self._files.look_through(path, [self._me])
            yield Answer(case, looked.inspection.findings, looked.milliseconds)


def _learn(path: Path, world: World, me: Address) -> None:
    store = Store(path)
    store.learn_all(
        lesson_in(memoryview(letter.octets()), [me], is_sent=is_sent)
        for is_sent, letter in history(world)
    )
    store.close()
