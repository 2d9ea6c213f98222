"""The board: tells every desktop, and the journal, how an entry stands."""

from __future__ import annotations

from mailguard.domain.entry import Entry
from mailguard.domain.event import RECIPIENTS_SHOWN, Changed, Summary
from mailguard.domain.record import Moved
from mailguard.domain.state import State
from mailguard.guard.conditions import ConditionBoard
from mailguard.guard.ports import Desk, Witness
from mailguard.guard.timetable import Timetable

_UNDOABLE = frozenset({State.DELAYED, State.QUEUED, State.APPROVAL, State.PREPARING})


class Board:
    """Makes summaries, and publishes them where somebody looks."""

    def __init__(
        self, desk: Desk, timetable: Timetable, conditions: ConditionBoard, witness: Witness
    ) -> None:
        self._desk = desk
        self._timetable = timetable
        self._conditions = conditions
        self._witness = witness

    def changed(self, entry: Entry) -> None:
        """Tell that the entry changed."""
        self._witness.note(Moved(entry.id, entry.state))
        if self._desk.attended:
            self._desk.publish(Changed(self.summary(entry)))

    def summary(self, entry: Entry, *, client_waits: bool = False) -> Summary:
        """The entry as lists show it."""
        recipients = tuple(str(address) for address in entry.recipients)
        shown = recipients[:RECIPIENTS_SHOWN]
        return Summary(
            id=entry.id,
            revision=entry.revision,
            state=entry.state,
            account=entry.account,
            subject=entry.subject,
            sender=str(entry.envelope.sender or ""),
            recipients=shown,
            recipient_count=len(recipients),
            received_at=entry.received_at,
            names={address: entry.names[address] for address in shown if address in entry.names},
            release_at=entry.release_at,
            release_in=self._timetable.remaining(entry.id),
            delay=self._timetable.delay(entry.id),
            scheduled=entry.scheduled,
            reason=self._reason(entry),
            note=entry.note,
            client_waits=client_waits,
            undoable=entry.state in _UNDOABLE,
        )

    def _reason(self, entry: Entry) -> str:
        """While its account is kept from sending, a mail waits for that, whoever met it first."""
        if entry.state is State.QUEUED and not entry.reason:
            return self._conditions.of_account(entry.account)
        return entry.reason
