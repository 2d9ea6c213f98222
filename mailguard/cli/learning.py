"""Learns from files: mails once each, address books, all that can be read of either."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from mailguard.cli.mail_files import lesson_in
from mailguard.cli.progress import Progress, Shows
from mailguard.cli.search import Search
from mailguard.domain.address import Address
from mailguard.domain.learning import Learned
from mailguard.domain.lesson import Card, Lesson
from mailguard.i18n import _
from mailguard.inspection.domains import organisation_of
from mailguard.inspection.limits import limit_memory
from mailguard.knowledge.sources.books import cards_in
from mailguard.knowledge.sources.finding import Found, Kind
from mailguard.knowledge.sources.mailboxes import messages_in
from mailguard.knowledge.store import Store

_TOGETHER = 100  # mails that are written in one transaction


class Learning:
    """Learns into a store, in many small transactions: a run may be cut off and taken up again."""

    def __init__(
        self, store: Store, me: Sequence[Address], shows: Callable[[int], Shows] = Progress
    ) -> None:
        """`shows` makes what is told how far it is, from the octets there are."""
        limit_memory()
        self._store = store
        self._me = me
        self._shows = shows
        self._lessons: list[Lesson] = []  # not yet written down
        self.learned = Learned()
        self._search = Search(self.learned.unreadable)

    def learn(self, sent: Iterable[Path], received: Iterable[Path] = ()) -> None:
        """Learn from files and folders; what cannot be read is noted. Raises sqlite3.Error.

        However it ends, what was written down until then is kept.
        """
        found = [(each, True) for each in self._search.found(sent)]
        found += [(each, False) for each in self._search.found(received)]
        progress = self._shows(sum(each.size for each, _is_sent in found))
        done = 0
        try:
            for each, is_sent in found:
                for size in self._file(each, is_sent=is_sent):
                    progress.show(done + size, self.learned)
                done += each.size
            self._write()
        except BaseException:  # also Ctrl+C, in the middle of a mail
            self._store.rollback()
            raise
        finally:
            progress.close()

    def _file(self, found: Found, *, is_sent: bool) -> Iterator[int]:
        """The octets of the file that are done with."""
        try:
            if found.kind is Kind.MAIL:
                yield from self._mails(found.path, is_sent=is_sent)
            else:
                self._book(found)
        except (OSError, csv.Error) as error:
            self._search.note(found.path, error)
        except ValueError:
            sentence = _("{file} has no column of mail addresses.")
            self.learned.unreadable.append(sentence.format(file=found.path))

    def _mails(self, path: Path, *, is_sent: bool) -> Iterator[int]:
        done = 0
        for octets in messages_in(path):
            self._lessons.append(lesson_in(octets, self._me, is_sent=is_sent))
            if len(self._lessons) >= _TOGETHER:
                self._write()
            done += len(octets)
            yield done

    def _write(self) -> None:
        """Write lessons down; while mails are read an engine can write its own."""
        lessons, self._lessons = self._lessons, []
        new = self._store.learn_all(lessons)
        self.learned.mails += new
        self.learned.known += len(lessons) - new

    def _book(self, found: Found) -> None:
        cards: list[Card] = []
        try:
            for card in cards_in(found.path, found.kind, organisation_of):
                cards.append(card)
                if len(cards) >= _TOGETHER:
                    self._note_down(cards)
                    cards = []
        finally:  # also where the rest of the file cannot be read
            self._note_down(cards)

    def _note_down(self, cards: Sequence[Card]) -> None:
        now = datetime.now(UTC)
        self._store.begin()
        new = sum([self._store.note(card, now) for card in cards])
        self._store.commit()
        self.learned.contacts += new
