"""Puts past mails through the checks and rules, and counts what they would have done."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from mailguard.cli.mail_files import MailFiles, by_its_date
from mailguard.cli.progress import Bar
from mailguard.cli.search import Search
from mailguard.domain.address import Address
from mailguard.domain.policy import Policy
from mailguard.i18n import _, ngettext
from mailguard.inspection.limits import limit_memory
from mailguard.knowledge.reader import KnowledgeReader
from mailguard.knowledge.sources.finding import Found
from mailguard.knowledge.sources.mailboxes import messages_in
from mailguard.policy.backtest import Backtest


class Backtesting:
    """Looks mail after mail through; what was counted stays, however it ends."""

    def __init__(self, policy: Policy, reader: KnowledgeReader, backtest: Backtest) -> None:
        limit_memory()
        self._reader = reader
        self._files = MailFiles(reader, policy, by_its_date)
        self._backtest = backtest
        self.unreadable: list[str] = []
        self._search = Search(self.unreadable)

    def run(self, paths: Iterable[Path], senders: Sequence[Address] = ()) -> None:
        """Look all mails there through; without `senders`, their authors send them."""
        found = list(self._search.mails(paths))
        bar, done = Bar(sum(each.size for each in found)), 0
        try:
            for each in found:
                for size in self._file(each, senders):
                    bar.show(done + size, self._words)
                done += each.size
        finally:
            bar.close()

    def _file(self, found: Found, senders: Sequence[Address]) -> Iterator[int]:
        """The octets of the file that are done with."""
        done = 0
        try:
            for octets in messages_in(found.path):
                self._mail(octets, found.path, senders)
                done += len(octets)
                yield done
        except OSError as error:
            self._search.note(found.path, error)

    def _mail(self, octets: memoryview, path: Path, senders: Sequence[Address]) -> None:
        try:
            with self._reader.steady():
                looked = self._files.look_at(octets, senders)
        except MemoryError:
            sentence = _("A mail in {file} is too large to be looked through.")
            self.unreadable.append(sentence.format(file=path))
        else:
            self._backtest.add(looked.inspection, looked.sent_at)

    def _words(self) -> str:
        count = self._backtest.mails
        return ngettext("{count} mail", "{count} mails", count).format(count=count)
