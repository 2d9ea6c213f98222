"""Prepares what leaves: by the rules, by what the user chose, and by what every mail needs."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import datetime

from msgspec.structs import replace

from mailguard.domain.action import FollowUp, Outgoing, Prepared
from mailguard.domain.consequence import Preparation
from mailguard.domain.entry import Entry, OutgoingMessage, Result
from mailguard.domain.inspection import Inspection, Offer
from mailguard.domain.mail import Edit, Span
from mailguard.domain.received import Lock, Received
from mailguard.domain.recipient import OUTSIDE
from mailguard.domain.rule import Mode
from mailguard.domain.state import State
from mailguard.guard.ports import Preparer
from mailguard.guard.question import Question
from mailguard.guard.storage import Spool
from mailguard.message.submission import submission_edits
from mailguard.preparation.note import Note
from mailguard.preparation.order import Order, without_octets
from mailguard.preparation.prepare import needs_worker
from mailguard.preparation.steps import steps_chosen, steps_of


class Preparing:
    """Makes of a mail what leaves for it; what is heavy is left to a process of its own."""

    def __init__(
        self, spool: Spool, preparer: Preparer, agreed: Callable[[Collection[str]], str]
    ) -> None:
        """`agreed`: the password for attachments that organisations know, as in `Rim`."""
        self._spool = spool
        self._preparer = preparer
        self._agreed = agreed

    async def prepare(self, question: Question, chosen: Sequence[Offer], now: datetime) -> Prepared:
        """What leaves for the mail of `question`. Raises ActionRefusedError, SpoolError."""
        order = _order(question, chosen, now, self._agreed)
        if not needs_worker(order.steps):
            return without_octets(order)
        order = replace(order, room=str(self._spool.room(question.id)))
        return await self._preparer.prepare(order, question.account)


def _order(
    question: Question,
    chosen: Sequence[Offer],
    now: datetime,
    agreed: Callable[[Collection[str]], str],
) -> Order:
    entry, account, inspection = question.entry, question.account, question.inspection
    message_id = f"<{entry.id}@{account.address.domain}>"
    recipients = inspection.preview.recipients if inspection else ()
    inside = frozenset(each.address.key for each in recipients if each.kind not in OUTSIDE)
    preparation = inspection.decision.preparation if inspection else Preparation()
    known = agreed(inspection.outside) if inspection and preparation.encrypt else ""
    by_rules = steps_of(preparation, known)
    steps = (*by_rules, *steps_chosen(chosen))
    always = submission_edits(question.header, now, message_id)
    return Order(
        account.address,
        entry.envelope,
        question.header,
        entry.source,
        inside,
        inspection.attachments if inspection else (),
        steps,
        always,
        now,
        room="",
        notes=_notes(inspection),
    )


def _notes(inspection: Inspection | None) -> tuple[Note, ...]:
    """What the rules have told to others. Who gets the mail is not known yet."""
    if inspection is None or not inspection.decision.notify:
        return ()
    titles = tuple(fired.title for fired in inspection.decision.rules if fired.mode is Mode.ON)
    return (Note(inspection.decision.notify, inspection.preview.subject, (), titles),)


def described(entry: Entry, prepared: Prepared) -> Entry:
    """`entry` with who gets what by what was prepared."""
    reached = {a.key: a for each in prepared.messages for a in each.envelope.recipients}
    written_to = {address.key for address in entry.envelope.recipients}
    received = Received(prepared.files, _without_agreed(prepared.lock))
    return replace(
        entry,
        left_out=frozenset(written_to - reached.keys()),
        added=tuple(address for key, address in reached.items() if key not in written_to),
        received=received if received != Received() else None,
    )


def _without_agreed(lock: Lock | None) -> Lock | None:
    """A password that was agreed on lies in the vault, and nowhere else."""
    return replace(lock, password="") if lock is not None and lock.is_agreed else lock


def messages_for(
    entry: Entry, prepared: Prepared, state: State, at: datetime
) -> tuple[OutgoingMessage, ...]:
    """What leaves for `entry`, each recipient in `state`; who gets a first message is due `at`."""
    firsts = [
        _message(entry, number, outgoing, state, at)
        for number, outgoing in enumerate(prepared.messages, 1)
    ]
    return (*firsts, *_followers(entry, firsts, prepared.follow_ups, state))


def _followers(
    entry: Entry, firsts: Sequence[OutgoingMessage], follow_ups: Iterable[FollowUp], state: State
) -> Iterator[OutgoingMessage]:
    whole = Span(0, entry.source.length)
    for number, each in enumerate(follow_ups, len(firsts) + 1):
        outgoing = Outgoing(each.envelope, (Edit(whole, each.octets),))
        message = _message(entry, number, outgoing, state, None)
        yield replace(message, follows=firsts[each.follows].id, after=each.after)


def _message(
    entry: Entry, number: int, outgoing: Outgoing, state: State, due_at: datetime | None
) -> OutgoingMessage:
    once = dict.fromkeys(outgoing.envelope.recipients)
    results = tuple(Result(address, state, due_at=due_at) for address in once)
    return OutgoingMessage(f"{entry.id}-{number}", entry.id, outgoing, results)


def moved(
    messages: Iterable[OutgoingMessage], state: State, at: datetime
) -> tuple[OutgoingMessage, ...]:
    """`messages` with every recipient that no server took yet in `state`, due at `at`; what
    follows another becomes due by that one.
    """
    return tuple(_moved(message, state, at if message.is_first else None) for message in messages)


def _moved(message: OutgoingMessage, state: State, at: datetime | None) -> OutgoingMessage:
    results = tuple(
        result if result.state is State.SENT else replace(result, state=state, due_at=at)
        for result in message.results
    )
    return replace(message, results=results)
