"""Replays users' mail in the order of time, and notes what the model would have seen each time."""

from __future__ import annotations

import json
import random
import tarfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from mailguard.cli.mail_files import octets_of
from mailguard.domain.address import Address
from mailguard.domain.mail import Mail
from mailguard.inspection.domains import organisation_of
from mailguard.inspection.study import heading_in, study
from mailguard.knowledge.history import FileHistory
from mailguard.knowledge.lessons import Sighting, lesson_of
from mailguard.knowledge.reader import KnowledgeReader
from mailguard.knowledge.risk_features import Features, features_of, others_than_author
from mailguard.knowledge.store import Store
from tests.bench.recipient_model.leaks import AddressBook, with_leak

ENOUGH = 40
"""Mails that a user has sent before the next one teaches."""

_MOST_RECIPIENTS = 12
_SEED = 7
_ROUNDS = {True: 1, False: 3}  # pairs of leaks made of one reply, of one new mail


class Seen(msgspec.Struct, frozen=True):
    """One mail as the model saw it."""

    user: int
    is_reply: bool
    variant: str  # clean, add, swap
    made: bool  # its leak was made here; else it belongs to the set's own questions
    leak: str | None
    recipients: dict[str, Features]


class _Told(msgspec.Struct, frozen=True):
    """What the set says of a question."""

    variant: str
    kind: str
    leak: str | None


def seen_in(archive: Path) -> Iterator[Seen]:
    """Everything in an archive of user folders (`requests.jsonl`, `truth.jsonl`, `user`, `eml`)."""
    with TemporaryDirectory() as folder:
        with tarfile.open(archive) as tar:
            tar.extractall(folder, filter="data")
        homes = sorted(path.parent for path in Path(folder).rglob("requests.jsonl"))
        strangers = sorted({key for home in homes for key in _addresses(home)})
        for number, home in enumerate(homes):
            yield from _Replay(number, home, strangers).seen()


def _addresses(home: Path) -> Iterator[str]:
    for path in sorted((home / "eml").glob("*-received.eml")):
        with octets_of(path) as octets:
            people = heading_in(octets).correspondents
        yield from (mailbox.address.key for mailbox in (*people.to, *people.cc))


class _Replay:
    """One user's mail."""

    def __init__(self, number: int, home: Path, strangers: Sequence[str]) -> None:
        self._number = number
        self._home = home
        self._me = Address.parse((home / "user").read_text("utf-8").strip())
        self._chance = random.Random(_SEED + number)
        self._book = AddressBook(strangers, self._chance)
        self._told = {
            row.pop("file"): msgspec.convert(row, _Told)
            for row in map(json.loads, (home / "truth.jsonl").read_text("utf-8").splitlines())
        }
        path = home / "knowledge.sqlite"
        self._store = Store(path)
        reader = KnowledgeReader(path, organisation_of, self._store.connection)
        self._history = FileHistory(reader.rows)

    def seen(self) -> Iterator[Seen]:
        """In the order of time; what was sent or received is known to the next."""
        self._store.begin()
        for line in (self._home / "requests.jsonl").read_text("utf-8").splitlines():
            order = json.loads(line)
            with octets_of(self._home / order["file"]) as octets:
                mail = study(octets, (self._me,))
            if order["op"] == "check":
                told = self._told[order["file"]]
                yield self._look(mail, told.variant, told.leak, made=False, kind=told.kind)
                continue
            if order["op"] == "sent":
                yield from self._leaked(mail)
            self._learn(mail, is_sent=order["op"] == "sent")
        self._store.commit()
        self._store.close()

    def _leaked(self, mail: Mail) -> Iterator[Seen]:
        keys = [recipient.address.key for recipient in others_than_author(mail)]
        if self._history.sent() < ENOUGH or not 0 < len(keys) <= _MOST_RECIPIENTS:
            return
        yield self._look(mail, "clean", None)
        for variant in ("add", "swap") * _ROUNDS[mail.is_reply]:
            right = self._chance.choice(keys)
            wrong = self._book.wrong(right, frozenset((*keys, self._me.key)))
            if wrong:
                leaked = with_leak(mail, right, wrong, swapped=variant == "swap")
                yield self._look(leaked, variant, wrong)

    def _look(
        self, mail: Mail, variant: str, leak: str | None, *, made: bool = True, kind: str = ""
    ) -> Seen:
        now = int((mail.date or datetime.now(UTC)).timestamp())
        is_reply = kind == "reply" if kind else mail.is_reply
        found = features_of(mail, self._history, now)
        return Seen(self._number, is_reply, variant, made, leak, found)

    def _learn(self, mail: Mail, *, is_sent: bool) -> None:
        sighting = Sighting(organisation_of, (self._me,), datetime.now(UTC))
        self._store.learn(lesson_of(mail, sighting, is_sent=is_sent))
        authors = () if is_sent else mail.correspondents.author
        known = [box.address for box in authors]
        known += [recipient.address for recipient in mail.recipients if is_sent]
        self._book.add(address.key for address in known if address.key != self._me.key)
