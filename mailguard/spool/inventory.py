"""Compares the files of a spool with its rows, and puts right what a crash left behind."""

from __future__ import annotations

import errno
from datetime import datetime

from msgspec.structs import replace

from mailguard.domain.action import Outgoing
from mailguard.domain.entry import Channel, Entry, OutgoingMessage
from mailguard.domain.state import WAITING, State
from mailguard.guard.storage import Recovery
from mailguard.i18n import _
from mailguard.spool import mailfile, marks, moves
from mailguard.spool.failure import DamageError
from mailguard.spool.folder import SpoolFolder
from mailguard.spool.ledger import Ledger
from mailguard.spool.mailfile import CorruptFileError, MailFile
from mailguard.spool.moves import Record
from mailguard.spool.results import Messages, states

HASHED_AT_MOST = 200_000_000
"""Octets whose SHA-256 is checked at an opening; the relay checks every one before it sends."""

_NOT_THE_FILES_FAULT = frozenset({errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.EINTR})


class Inventory:
    """One look at all files, within the transaction of `ledger`.

    Raises what `Tables` raises; DamageError also where the files know more than the rows.
    """

    def __init__(self, folder: SpoolFolder, ledger: Ledger, now: datetime) -> None:
        self._folder = folder
        self._ledger = ledger
        self._now = now
        self._ids = folder.ids()
        self._budget = HASHED_AT_MOST

    def recover(self) -> Recovery:
        """The rows are sound: entries without a 250 are ABANDONED, cut-off sendings UNCERTAIN."""
        abandoned = uncertain = 0
        rows = self._ledger.tables.with_file()
        for entry_id, state, _since in rows:
            if entry_id not in self._ids:
                self._missing(entry_id, state)
            elif state in WAITING:
                self._check(entry_id)
            uncertain += state is State.SENDING and self._interrupt(entry_id)
            abandoned += state is State.RECEIVED and self._abandon_row(entry_id)
        for entry_id in sorted(self._ids.difference(entry_id for entry_id, *_rest in rows)):
            abandoned += self._without_row(entry_id)
        return Recovery(
            abandoned=abandoned, uncertain=uncertain, corrupt=tuple(self._folder.corrupt)
        )

    def rebuild(self) -> Recovery:
        """There are no rows any more: each mail that is not done becomes a question."""
        for entry_id in sorted(self._ids):
            found = self._read(entry_id)
            if found:
                self._insert(_rebuilt(found, self._now))
        return Recovery(rebuilt=bool(self._ids), corrupt=tuple(self._folder.corrupt))

    # Files without a row ---------------------------------------------------------------------

    def _without_row(self, entry_id: str) -> bool:
        """Whether the file became an abandoned entry."""
        row = self._ledger.tables.record(entry_id)
        if row and (row.entry.state in WAITING or not row.file_gone):
            raise DamageError(f"{entry_id}: its row does not know of its file")
        found = self._read(entry_id)
        if found is None or row:
            return False
        if marks.is_accepted(found.marks):
            raise DamageError(f"{entry_id} was accepted, and has no row")
        state = marks.ended(found.marks) or State.ABANDONED
        self._insert(Record(replace(found.entry, state=state), self._now))
        return state is State.ABANDONED

    def _insert(self, record: Record) -> None:
        self._ledger.write(None, record, Channel.ENGINE, self._now)

    # Rows ------------------------------------------------------------------------------------

    def _check(self, entry_id: str) -> None:
        """The file of an entry that waits has to be whole, and to agree with its row."""
        found = self._read(entry_id)
        if found is None:
            self._unreadable(entry_id, _("The file of this mail is damaged; it cannot be sent."))
            return
        record = self._record(entry_id)
        if _arrival(found.entry) != _arrival(record.entry):
            raise DamageError(f"{entry_id}: row and file do not tell of the same mail")
        if not self._ledger.tables.is_found_when_due(record):
            raise DamageError(f"{entry_id}: the message is in no index")
        if _is_ahead(found.marks, record):
            raise DamageError(f"{entry_id}: its file is newer than its row")

    def _missing(self, entry_id: str, state: State) -> None:
        if state in WAITING:
            self._unreadable(entry_id, _("The file of this mail is gone; it cannot be sent."))
        else:
            self._ledger.tables.set_file_gone(entry_id)

    def _unreadable(self, entry_id: str, reason: str) -> None:
        before = self._record(entry_id)
        after = moves.unreadable(before, reason, self._now)
        self._ledger.write(before, after, Channel.ENGINE, self._now)

    def _interrupt(self, entry_id: str) -> int:
        """How many attempts were cut off."""
        before = self._record(entry_id)
        after = moves.interrupted(before, self._now)
        self._ledger.write(before, after, Channel.ENGINE, self._now)
        return self._ledger.tables.end_attempts(entry_id, self._now)

    def _abandon_row(self, entry_id: str) -> bool:
        before = self._record(entry_id)
        if before.entry.state is State.RECEIVED:  # else its file proved to be lost
            after = moves.abandoned(before, self._now)
            self._ledger.write(before, after, Channel.ENGINE, self._now)
        return True

    def _record(self, entry_id: str) -> Record:
        record = self._ledger.tables.record(entry_id)
        if record is None:
            raise DamageError(f"{entry_id}: the row vanished")
        return record

    # Reading files ---------------------------------------------------------------------------

    def _read(self, entry_id: str) -> MailFile | None:
        """What the file says; None: it is set aside as corrupt."""
        try:
            found = mailfile.read(self._folder.path(entry_id))
            self._check_octets(found.entry)
        except OSError as error:
            if error.errno in _NOT_THE_FILES_FAULT:
                raise
        except CorruptFileError:
            pass
        else:
            return found
        self._folder.set_corrupt(entry_id)
        return None

    def _check_octets(self, entry: Entry) -> None:
        if entry.source.length > self._budget:
            return
        self._budget -= entry.source.length
        if not mailfile.has_its_octets(entry.source):
            raise CorruptFileError(f"{entry.id}: the octets are not those that came")


def _rebuilt(found: MailFile, now: datetime) -> Record:
    entry = found.entry
    state = marks.ended(found.marks) or State.ASKING
    reason = _("MailGuard’s records were damaged. Please look at this mail once more.")
    known = marks.tried(found.marks, entry.envelope)
    messages: Messages = ()
    if known or state is State.SENT:
        results = marks.results(entry.envelope, state, known)
        outgoing = Outgoing(entry.envelope)
        messages = (OutgoingMessage(f"{entry.id}-1", entry.id, outgoing, results),)
    asked = state is State.ASKING
    entry = replace(entry, state=state, reason=reason if asked else "")
    return Record(entry, now, messages)


def _arrival(entry: Entry) -> tuple[object, ...]:
    """What file and row both say about an entry."""
    return (entry.account, entry.envelope, entry.source.length, entry.source.sha256)


def _is_ahead(letters: bytes, record: Record) -> bool:
    """Whether the file knows of an end that the rows do not know of: they are older then."""
    if marks.ended(letters):
        return True
    if not record.messages:
        return False
    sent = {address for address, state in states(record.messages).items() if state is State.SENT}
    known = marks.tried(letters, record.entry.envelope)
    return any(state is State.SENT and a not in sent for a, state in known.items())
