"""Messages that follow others: they wait for the first, recipient by recipient, or never leave."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace

from mailguard.domain.address import Address
from mailguard.domain.entry import Channel, Entry
from mailguard.domain.state import State
from mailguard.guard.storage import ConflictError, Spool
from tests.spool.builders import (
    ACCOUNT,
    HANAKO,
    JIRO,
    NOON,
    a_follow_up,
    a_message,
    an_envelope,
    kept,
    outcomes,
    states_of,
    tried,
)

S = State
FIVE_MINUTES = timedelta(minutes=5)
SIX_MINUTES = timedelta(minutes=6)


async def with_password(spool: Spool, state: State = State.QUEUED) -> Entry:
    """A mail to two people, and one that follows it after five minutes."""
    entry = await kept(spool, HANAKO, JIRO)
    first = a_message(entry, state)
    second = a_follow_up(first, state, HANAKO, JIRO, after=300.0)
    moved = replace(entry, state=state)
    return await spool.commit(moved, was=None, by=Channel.DESKTOP, messages=(first, second))


def is_due_in_five_minutes(spool: Spool) -> bool:
    """The clock of the tests goes on a little with each look at it."""
    due = spool.next_due(ACCOUNT)
    return due is not None and NOON + FIVE_MINUTES <= due < NOON + SIX_MINUTES


async def test_what_follows_leaves_after_the_first_was_taken_and_its_time_is_up(
    spool: Spool,
) -> None:
    entry = await with_password(spool)
    after = await tried(spool, entry, S.SENT)
    assert after.state is S.QUEUED
    assert is_due_in_five_minutes(spool)
    assert await spool.claim(ACCOUNT, NOON) is None
    claim = await spool.claim(ACCOUNT, NOON + SIX_MINUTES)
    assert claim is not None
    assert claim.message_id == spool.messages(entry.id)[1].id
    done = await spool.record(claim, outcomes(claim, S.SENT), None)
    assert done.state is S.SENT


async def test_who_did_not_get_the_first_does_not_get_the_second(spool: Spool) -> None:
    entry = await with_password(spool)
    await tried(spool, entry, S.SENT, S.FAILED)
    assert states_of(spool, entry) == [S.SENT, S.FAILED, S.QUEUED, S.WITHDRAWN]
    claim = await spool.claim(ACCOUNT, NOON + SIX_MINUTES)
    assert claim is not None
    assert claim.outgoing.envelope.recipients == (HANAKO,)


async def test_while_it_is_uncertain_whether_the_first_went_the_second_waits(spool: Spool) -> None:
    entry = await with_password(spool)
    await tried(spool, entry, S.UNCERTAIN)
    assert spool.next_due(ACCOUNT) is None
    await spool.mark_gone(entry.id, Channel.DESKTOP)
    assert is_due_in_five_minutes(spool)


async def test_while_the_first_is_tried_again_the_second_waits(spool: Spool) -> None:
    entry = await with_password(spool)
    await tried(spool, entry, S.QUEUED, due_at=NOON + FIVE_MINUTES)
    assert spool.next_due(ACCOUNT) == NOON + FIVE_MINUTES
    await spool.requeue(entry.id, S.QUEUED, NOON, Channel.DESKTOP)
    claim = await spool.claim(ACCOUNT, NOON)
    assert claim is not None
    assert claim.message_id == spool.messages(entry.id)[0].id


async def test_undo_takes_both(spool: Spool) -> None:
    entry = await with_password(spool)
    withdrawn = await spool.withdraw_waiting(entry.id, Channel.DESKTOP)
    assert withdrawn.state is S.WITHDRAWN
    assert set(states_of(spool, entry)) == {S.WITHDRAWN}


async def test_undo_after_the_first_went_takes_the_second(spool: Spool) -> None:
    entry = await with_password(spool)
    await tried(spool, entry, S.SENT)
    await spool.withdraw_waiting(entry.id, Channel.DESKTOP)
    assert states_of(spool, entry) == [S.SENT, S.SENT, S.WITHDRAWN, S.WITHDRAWN]
    assert spool.next_due(ACCOUNT) is None


async def test_what_was_undone_while_the_first_was_under_way_stays_undone(spool: Spool) -> None:
    entry = await with_password(spool)
    claim = await spool.claim(ACCOUNT, NOON)
    assert claim is not None
    await spool.withdraw_waiting(entry.id, Channel.DESKTOP)
    await spool.record(claim, outcomes(claim, S.SENT), None)
    assert states_of(spool, entry) == [S.SENT, S.SENT, S.WITHDRAWN, S.WITHDRAWN]


async def test_a_first_that_failed_and_is_tried_again_is_followed_again(spool: Spool) -> None:
    entry = await with_password(spool)
    await tried(spool, entry, S.FAILED)
    await spool.requeue(entry.id, S.FAILED, NOON, Channel.DESKTOP)
    assert set(states_of(spool, entry)) == {S.QUEUED}
    await tried(spool, entry, S.SENT)
    assert is_due_in_five_minutes(spool)


async def test_both_wait_for_the_delay(spool: Spool) -> None:
    entry = await with_password(spool, State.DELAYED)
    assert set(states_of(spool, entry)) == {S.DELAYED}
    moved = replace(entry, state=State.QUEUED)
    await spool.commit(moved, was=State.DELAYED, by=Channel.ENGINE)
    claim = await spool.claim(ACCOUNT, NOON + SIX_MINUTES)
    assert claim is not None
    assert claim.message_id == spool.messages(entry.id)[0].id
    assert await spool.claim(ACCOUNT, NOON + SIX_MINUTES) is None


async def test_each_of_several_messages_has_its_own_end(spool: Spool) -> None:
    entry = await kept(spool, HANAKO, JIRO)
    whole = a_message(entry, State.QUEUED)
    parts = tuple(
        replace(
            whole,
            id=f"{entry.id}-{number}",
            outgoing=replace(
                whole.outgoing,
                envelope=replace(entry.envelope, forwards=(entry.envelope.forwards[number - 1],)),
            ),
            results=(whole.results[number - 1],),
        )
        for number in (1, 2)
    )
    moved = replace(entry, state=State.QUEUED)
    await spool.commit(moved, was=None, by=Channel.DESKTOP, messages=parts)
    await tried(spool, entry, S.SENT)
    after = await tried(spool, entry, S.FAILED)
    assert after.state is S.FAILED
    assert states_of(spool, entry) == [S.SENT, S.FAILED]


async def test_somebody_who_got_the_mail_cannot_be_dropped_from_it(spool: Spool) -> None:
    entry = await with_password(spool)
    await tried(spool, entry, S.SENT, S.FAILED)
    withdrawn = await spool.withdraw_waiting(entry.id, Channel.DESKTOP)
    only_jiro = a_message(replace(entry, envelope=an_envelope(JIRO)), S.QUEUED)
    with pytest.raises(ValueError, match="not among the new ones"):
        await spool.commit(replace(withdrawn, state=S.QUEUED), was=withdrawn.state,
                           by=Channel.DESKTOP, messages=(only_jiro,))  # fmt: skip


async def test_a_second_answer_to_the_undo_finds_nothing(spool: Spool) -> None:
    entry = await with_password(spool)
    await spool.withdraw_waiting(entry.id, Channel.DESKTOP)
    with pytest.raises(ConflictError):
        await spool.withdraw_waiting(entry.id, Channel.DESKTOP)


TELLER = Address("boss", "example.com")


async def with_note(spool: Spool) -> Entry:
    """A mail to two people, and a note about it to somebody else."""
    entry = await kept(spool, HANAKO, JIRO)
    first = a_message(entry, State.QUEUED)
    note = a_follow_up(first, State.QUEUED, TELLER)
    moved = replace(entry, state=State.QUEUED)
    return await spool.commit(moved, was=None, by=Channel.DESKTOP, messages=(first, note))


async def test_a_note_leaves_once_anybody_got_the_mail(spool: Spool) -> None:
    entry = await with_note(spool)
    assert await spool.claim(ACCOUNT, NOON) is not None
    assert await spool.claim(ACCOUNT, NOON + SIX_MINUTES) is None
    entry = await with_note(spool)
    await tried(spool, entry, S.FAILED, S.SENT)
    claim = await spool.claim(ACCOUNT, NOON + SIX_MINUTES)
    assert claim is not None
    assert claim.outgoing.envelope.recipients == (TELLER,)


async def test_where_nobody_got_the_mail_there_is_no_note(spool: Spool) -> None:
    entry = await with_note(spool)
    await tried(spool, entry, S.FAILED)
    assert states_of(spool, entry) == [S.FAILED, S.FAILED, S.WITHDRAWN]


async def test_a_mail_that_is_tried_again_has_its_note_again(spool: Spool) -> None:
    entry = await with_note(spool)
    await tried(spool, entry, S.FAILED)
    await spool.requeue(entry.id, S.FAILED, NOON, Channel.DESKTOP)
    await tried(spool, entry, S.SENT)
    claim = await spool.claim(ACCOUNT, NOON + SIX_MINUTES)
    assert claim is not None
    assert claim.outgoing.envelope.recipients == (TELLER,)
