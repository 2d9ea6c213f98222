"""What every spool does, the one in memory and the one on disk alike."""

from __future__ import annotations

from datetime import timedelta
from itertools import product

import pytest
from msgspec.structs import replace

from mailguard.domain.address import Address
from mailguard.domain.entry import Channel, Entry, Outcome
from mailguard.domain.state import NEXT, WAITING, State
from mailguard.guard.storage import ConflictError, Spool, SpoolError
from mailguard.spool.reception import SMALL
from tests.spool.builders import (
    ACCOUNT,
    HANAKO,
    JIRO,
    LATER,
    NEVER,
    NOON,
    OCTETS,
    Clock,
    a_message,
    an_envelope,
    committed,
    in_state,
    kept,
    outcomes,
    queued,
    states_of,
    tried,
)

MINUTE = timedelta(minutes=1)
BY_COMMIT = [
    (origin, target)
    for origin, target in product(State, State)
    if State.SENDING not in (origin, target)
]


# Taking in -------------------------------------------------------------------------------------


async def test_a_kept_mail_is_received_and_has_no_row(spool: Spool) -> None:
    entry = await kept(spool)
    assert entry.state is State.RECEIVED
    assert entry.source.length == len(OCTETS)
    assert spool.entry(entry.id) is None
    assert spool.entries() == ()


async def test_a_reception_tells_its_length_and_its_header(spool: Spool) -> None:
    reception = spool.open_reception(ACCOUNT, an_envelope(), None)
    for octet in OCTETS:
        reception.write(bytes([octet]))
    assert reception.length == len(OCTETS)
    assert reception.header == OCTETS[: OCTETS.index(b"Hello")]
    reception.discard()


async def test_whoever_wants_to_begin_early_is_told_the_entry_first(spool: Spool) -> None:
    reception = spool.open_reception(ACCOUNT, an_envelope(), None)
    reception.write(OCTETS)
    assert reception.whole == OCTETS
    begun: list[Entry] = []
    entry = await spool.keep(reception, NOON, "Thunderbird", begun.append)
    assert begun == [entry]


async def test_only_a_small_mail_is_handed_on_in_memory(spool: Spool) -> None:
    reception = spool.open_reception(ACCOUNT, an_envelope(), None)
    reception.write(b"x" * SMALL)
    small = reception.whole
    reception.write(b"x")
    assert (small, reception.whole) == (b"x" * SMALL, None)
    reception.discard()


async def test_the_header_of_a_kept_mail_can_be_read_again(spool: Spool) -> None:
    assert spool.header(await kept(spool)) == OCTETS[: OCTETS.index(b"Hello")]


# Moving ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("target", sorted(NEXT[State.RECEIVED] | {State.RECEIVED}))
async def test_the_first_commit_writes_the_state_that_was_reached(
    spool: Spool, target: State
) -> None:
    written = await committed(spool, await kept(spool), target)
    assert spool.entry(written.id) == written
    assert written.state is target
    assert [line.state for line in spool.journal(written.id)] == [target]


@pytest.mark.parametrize(("origin", "target"), BY_COMMIT)
async def test_commit_moves_as_next_says_and_no_other_way(
    spool: Spool, origin: State, target: State
) -> None:
    before = await in_state(spool, origin)
    if target in NEXT[origin] or target is origin:
        after = await committed(spool, before, target, was=origin)
        assert after.state is target
        assert spool.entry(before.id) == after
    else:
        with pytest.raises(ValueError, match="no move"):
            await committed(spool, before, target, was=origin)
        assert spool.entry(before.id) == before


@pytest.mark.parametrize("target", [State.SENDING, *sorted(NEXT[State.SENDING])])
async def test_only_claim_and_record_move_to_and_from_sending(spool: Spool, target: State) -> None:
    origin = State.QUEUED if target is State.SENDING else State.SENDING
    before = await in_state(spool, origin)
    with pytest.raises(ValueError, match="only claim and record"):
        await committed(spool, before, target, was=origin)
    assert spool.entry(before.id) == before


async def test_a_move_from_another_state_is_a_conflict_that_names_the_current_one(
    spool: Spool,
) -> None:
    entry = await in_state(spool, State.ASKING)
    withdrawn = await committed(spool, entry, State.WITHDRAWN, was=State.ASKING)
    with pytest.raises(ConflictError) as conflict:
        await committed(spool, entry, State.DELAYED, was=State.ASKING)
    assert conflict.value.current == withdrawn
    assert spool.entry(entry.id) == withdrawn


async def test_a_second_first_commit_is_a_conflict(spool: Spool) -> None:
    entry = await kept(spool)
    first = await committed(spool, entry, State.ASKING)
    with pytest.raises(ConflictError) as conflict:
        await committed(spool, entry, State.QUEUED)
    assert conflict.value.current == first
    assert spool.messages(entry.id) == ()


async def test_a_move_of_an_unknown_entry_is_a_conflict(spool: Spool) -> None:
    with pytest.raises(ConflictError) as conflict:
        await committed(spool, await kept(spool), State.DELAYED, was=State.ASKING)
    assert conflict.value.current is None


@pytest.mark.parametrize("state", [State.DELAYED, State.SENDING])
async def test_a_commit_in_the_same_state_changes_the_rest(spool: Spool, state: State) -> None:
    entry = await in_state(spool, state)
    paused = replace(entry, release_at=None, note="paused", names={"a@b.example": "A"}, revision=4)
    assert await committed(spool, paused, state, was=state) == paused
    assert spool.entry(entry.id) == paused


async def test_queued_without_a_message_is_refused(spool: Spool) -> None:
    entry = await kept(spool)
    with pytest.raises(ValueError, match="nothing to deliver"):
        await spool.commit(replace(entry, state=State.QUEUED), was=None, by=Channel.ENGINE)
    assert spool.entry(entry.id) is None


async def test_a_message_without_a_result_for_each_recipient_is_refused(spool: Spool) -> None:
    entry = await kept(spool, HANAKO, JIRO)
    message = a_message(entry, State.QUEUED)
    lacking = replace(message, results=message.results[:1])
    with pytest.raises(ValueError, match="do not match"):
        await spool.commit(
            replace(entry, state=State.QUEUED), was=None, by=Channel.ENGINE, messages=(lacking,)
        )


async def test_recipients_follow_their_entry_until_it_is_queued(spool: Spool) -> None:
    entry = await in_state(spool, State.DELAYED, HANAKO, JIRO)
    assert states_of(spool, entry) == [State.DELAYED] * 2
    assert await spool.claim(ACCOUNT, NOON + MINUTE) is None
    withdrawn = await committed(spool, entry, State.WITHDRAWN, was=State.DELAYED)
    assert states_of(spool, withdrawn) == [State.WITHDRAWN] * 2
    again = await committed(spool, withdrawn, State.QUEUED, was=State.WITHDRAWN)
    assert states_of(spool, again) == [State.QUEUED] * 2
    assert await spool.claim(ACCOUNT, NOON + MINUTE) is not None


async def test_a_recipient_named_twice_gets_one_result(spool: Spool) -> None:
    await queued(spool, HANAKO, HANAKO)
    claim = await spool.claim(ACCOUNT, NOON)
    assert claim is not None
    assert claim.outgoing.envelope.recipients == (HANAKO, HANAKO)
    after = await spool.record(claim, outcomes(claim, State.SENT), None)
    assert states_of(spool, after) == [State.SENT]


async def test_what_has_left_does_not_leave_again_with_a_new_message(spool: Spool) -> None:
    entry = await queued(spool, HANAKO, JIRO)
    failed = await tried(spool, entry, State.SENT, State.FAILED)
    withdrawn = await committed(spool, failed, State.WITHDRAWN, was=State.FAILED)
    anew = replace(a_message(entry, State.QUEUED), id="another")
    again = await spool.commit(
        replace(withdrawn, state=State.QUEUED),
        was=State.WITHDRAWN,
        by=Channel.DESKTOP,
        messages=(anew,),
    )
    assert states_of(spool, again) == [State.SENT, State.QUEUED]
    claim = await spool.claim(ACCOUNT, NOON)
    assert claim is not None
    assert (claim.message_id, claim.outgoing.envelope.recipients) == ("another", (JIRO,))


# Superseding -----------------------------------------------------------------------------------


@pytest.mark.parametrize("state", sorted(State))
async def test_a_repeat_supersedes_where_next_allows_it(spool: Spool, state: State) -> None:
    older = await in_state(spool, state)
    newer = await kept(spool)
    await spool.commit(
        replace(newer, state=State.ASKING),
        was=None,
        by=Channel.ENGINE,
        supersedes=(older.id, newer.id, "unknown"),
    )
    allowed = State.SUPERSEDED in NEXT[state]
    found = spool.entry(older.id)
    assert found is not None
    assert found.state is (State.SUPERSEDED if allowed else state)


async def test_a_commit_that_conflicts_supersedes_nothing(spool: Spool) -> None:
    older = await in_state(spool, State.ASKING)
    newer = await in_state(spool, State.ASKING)
    with pytest.raises(ConflictError):
        await spool.commit(newer, was=None, by=Channel.ENGINE, supersedes=(older.id,))
    assert spool.entry(older.id) == older


# Delivering ------------------------------------------------------------------------------------


async def test_nothing_is_claimed_before_it_is_due(spool: Spool) -> None:
    await queued(spool, due_at=NOON + MINUTE)
    assert spool.next_due(ACCOUNT) == NOON + MINUTE
    assert await spool.claim(ACCOUNT, NOON) is None
    assert await spool.claim("another@example.com", NOON + MINUTE) is None
    assert spool.next_due("another@example.com") is None


async def test_messages_are_claimed_in_the_order_of_their_due_times(spool: Spool) -> None:
    late, early = await queued(spool, due_at=NOON), await queued(spool, due_at=NOON - MINUTE)
    claims = [await spool.claim(ACCOUNT, NOON) for _ in range(3)]
    assert [claim and claim.entry.id for claim in claims] == [early.id, late.id, None]
    assert spool.next_due(ACCOUNT) is None


async def test_a_claim_is_on_record_and_nobody_else_gets_it(spool: Spool) -> None:
    entry = await queued(spool)
    claim = await spool.claim(ACCOUNT, NOON)
    assert claim is not None
    assert claim.entry.state is State.SENDING
    assert spool.entry(entry.id) == claim.entry
    assert [line.state for line in spool.journal(entry.id)] == [State.QUEUED, State.SENDING]
    assert await spool.claim(ACCOUNT, NOON + MINUTE) is None


async def test_a_mail_is_queued_and_claimed_in_one_step(spool: Spool) -> None:
    older, entry = await in_state(spool, State.ABANDONED), await kept(spool)
    message = a_message(entry, State.QUEUED)
    claim = await spool.commit_claimed(
        replace(entry, state=State.QUEUED),
        was=None,
        by=Channel.DESKTOP,
        messages=(message,),
        supersedes=[older.id],
    )
    assert claim.entry.state is State.SENDING
    assert (spool.entry(entry.id), spool.next_due(ACCOUNT)) == (claim.entry, None)
    lines = [(line.state, line.by) for line in spool.journal(entry.id)]
    assert lines == [(State.QUEUED, "desktop"), (State.SENDING, "engine")]
    assert (spool.entry(older.id) or older).state is State.SUPERSEDED
    after = await spool.record(claim, outcomes(claim, State.QUEUED), NOON + MINUTE)
    assert (after.state, spool.next_due(ACCOUNT)) == (State.QUEUED, NOON + MINUTE)


async def test_of_two_moves_to_the_connection_one_wins(spool: Spool) -> None:
    entry = await in_state(spool, State.DELAYED)
    to = replace(entry, state=State.QUEUED)
    message = a_message(entry, State.QUEUED)
    await spool.commit_claimed(to, was=State.DELAYED, by=Channel.ENGINE, messages=(message,))
    with pytest.raises(ConflictError):
        await spool.commit_claimed(to, was=State.DELAYED, by=Channel.ENGINE, messages=(message,))
    assert spool.messages(entry.id)
    assert states_of(spool, entry) == [State.SENDING]


async def test_a_claim_holds_only_the_recipients_that_are_due(spool: Spool) -> None:
    entry = await queued(spool, HANAKO, JIRO)
    await tried(spool, entry, State.SENT, State.QUEUED, due_at=NOON + MINUTE)
    assert spool.next_due(ACCOUNT) == NOON + MINUTE
    claim = await spool.claim(ACCOUNT, NOON + MINUTE)
    assert claim is not None
    assert claim.outgoing.envelope.recipients == (JIRO,)
    (message,) = spool.messages(entry.id)
    assert [result.attempts for result in message.results] == [1, 2]


@pytest.mark.parametrize(
    ("brought", "state", "reason"),
    [
        ([State.SENT], State.SENT, ""),
        ([State.SENT, State.QUEUED], State.QUEUED, str(LATER)),
        ([State.FAILED, State.SENT], State.FAILED, str(NEVER)),
        ([State.FAILED, State.QUEUED], State.QUEUED, str(LATER)),
        ([State.QUEUED, State.UNCERTAIN], State.UNCERTAIN, ""),
    ],
)
async def test_the_entry_shows_the_most_urgent_of_its_recipients(
    spool: Spool, brought: list[State], state: State, reason: str
) -> None:
    after = await tried(spool, await queued(spool, HANAKO, JIRO), *brought, due_at=NOON + MINUTE)
    assert (after.state, after.reason) == (state, reason)
    assert spool.entry(after.id) == after


async def test_a_reason_of_ours_is_shown_before_the_reply(spool: Spool) -> None:
    await queued(spool)
    claim = await spool.claim(ACCOUNT, NOON)
    assert claim is not None
    outcome = Outcome(HANAKO, State.FAILED, NEVER, "It waited for five days.")
    assert (await spool.record(claim, [outcome], None)).reason == "It waited for five days."


async def test_a_recipient_without_an_outcome_is_uncertain(spool: Spool) -> None:
    await queued(spool, HANAKO, JIRO)
    claim = await spool.claim(ACCOUNT, NOON)
    assert claim is not None
    after = await spool.record(claim, outcomes(claim, State.SENT)[:1], None)
    assert states_of(spool, after) == [State.SENT, State.UNCERTAIN]


async def test_an_attempt_cannot_end_in_any_state(spool: Spool) -> None:
    entry = await queued(spool)
    claim = await spool.claim(ACCOUNT, NOON)
    assert claim is not None
    with pytest.raises(ValueError, match="cannot end"):
        await spool.record(claim, [Outcome(HANAKO, State.WITHDRAWN, None)], None)
    assert states_of(spool, entry) == [State.SENDING]


async def test_an_attempt_is_recorded_once(spool: Spool) -> None:
    await queued(spool)
    claim = await spool.claim(ACCOUNT, NOON)
    assert claim is not None
    after = await spool.record(claim, outcomes(claim, State.QUEUED), NOON + MINUTE)
    with pytest.raises(ConflictError):
        await spool.record(claim, outcomes(claim, State.SENT), None)
    assert spool.entry(after.id) == after
    assert states_of(spool, after) == [State.QUEUED]


# What the user does meanwhile ------------------------------------------------------------------


async def test_only_waiting_recipients_are_withdrawn(spool: Spool) -> None:
    entry = await queued(spool, HANAKO, JIRO)
    await tried(spool, entry, State.SENT, State.QUEUED, due_at=NOON + MINUTE)
    after = await spool.withdraw_waiting(entry.id, Channel.DESKTOP)
    assert after.state is State.WITHDRAWN
    assert states_of(spool, after) == [State.SENT, State.WITHDRAWN]
    assert spool.next_due(ACCOUNT) is None
    with pytest.raises(ConflictError):
        await spool.withdraw_waiting(entry.id, Channel.DESKTOP)


async def test_what_is_being_sent_goes_on_while_the_rest_is_withdrawn(spool: Spool) -> None:
    entry = await queued(spool, HANAKO, JIRO)
    await tried(spool, entry, State.QUEUED, due_at=NOON)
    claim = await spool.claim(ACCOUNT, NOON)
    assert claim is not None
    with pytest.raises(ConflictError):
        await spool.withdraw_waiting(entry.id, Channel.DESKTOP)
    after = await spool.record(claim, outcomes(claim, State.SENT), None)
    assert after.state is State.SENT


@pytest.mark.parametrize("origin", [State.FAILED, State.UNCERTAIN, State.QUEUED])
async def test_recipients_are_tried_again(spool: Spool, origin: State) -> None:
    entry = await in_state(spool, origin)
    after = await spool.requeue(entry.id, origin, NOON + MINUTE, Channel.COMMAND_LINE)
    assert after.state is State.QUEUED
    assert spool.next_due(ACCOUNT) == NOON + MINUTE
    assert spool.journal(entry.id)[-1].by == "command line"


@pytest.mark.parametrize("origin", [State.SENT, State.WITHDRAWN, State.DELAYED])
async def test_nothing_else_is_tried_again(spool: Spool, origin: State) -> None:
    entry = await in_state(spool, origin)
    with pytest.raises(ValueError, match="cannot be tried again"):
        await spool.requeue(entry.id, origin, NOON, Channel.DESKTOP)
    with pytest.raises(ConflictError):
        await spool.requeue(entry.id, State.FAILED, NOON, Channel.DESKTOP)
    assert spool.entry(entry.id) == entry


async def test_the_user_says_that_it_went(spool: Spool) -> None:
    entry = await in_state(spool, State.UNCERTAIN, HANAKO, JIRO)
    after = await spool.mark_gone(entry.id, Channel.DESKTOP)
    assert after.state is State.SENT
    with pytest.raises(ConflictError):
        await spool.mark_gone(entry.id, Channel.DESKTOP)


@pytest.mark.parametrize("entry_id", ["unknown", ""])
async def test_an_unknown_entry_is_a_conflict_for_every_move(spool: Spool, entry_id: str) -> None:
    for move in (
        spool.withdraw_waiting(entry_id, Channel.DESKTOP),
        spool.mark_gone(entry_id, Channel.DESKTOP),
        spool.requeue(entry_id, State.FAILED, NOON, Channel.DESKTOP),
    ):
        with pytest.raises(ConflictError):
            await move


# Reading ---------------------------------------------------------------------------------------


async def test_entries_are_listed_the_newest_first(spool: Spool) -> None:
    made = []
    for minutes in (1, 3, 2):
        reception = spool.open_reception(ACCOUNT, an_envelope(), None)
        entry = await spool.keep(reception, NOON + minutes * MINUTE, "")
        made.append(await committed(spool, entry, State.ASKING))
    first, third, second = made
    assert spool.entries() == (third, second, first)
    assert spool.entries(limit=1) == (third,)
    assert spool.entries((State.ASKING,), before=third.received_at) == (second, first)
    assert spool.entries((State.DELAYED, State.SENT)) == ()


async def test_entries_are_found_in_any_mixture_of_states(spool: Spool) -> None:
    states = (State.ASKING, State.SENT, State.FAILED, State.REFUSED, State.WITHDRAWN)
    made = {state: await in_state(spool, state) for state in states}
    for wanted in ((State.SENT,), (State.ASKING, State.SENT), (State.ASKING, State.FAILED)):
        found = spool.entries(wanted)
        assert {entry.id for entry in found} == {made[state].id for state in wanted}


async def test_the_same_content_is_found_again(spool: Spool) -> None:
    async def with_content(fingerprint: bytes, state: State) -> str:
        entry = replace(await kept(spool), fingerprint=fingerprint)
        return (await committed(spool, entry, state)).id

    older = await with_content(b"same", State.ASKING)
    await with_content(b"other", State.ASKING)
    await with_content(b"same", State.SUPERSEDED)
    newer = await with_content(b"same", State.WITHDRAWN)
    found = spool.same_content(ACCOUNT, b"same")
    assert [entry.id for entry in found] == sorted([older, newer], reverse=True)
    assert spool.same_content("another@example.com", b"same") == ()


async def test_mails_without_a_fingerprint_are_not_the_same(spool: Spool) -> None:
    await in_state(spool, State.ASKING)
    assert spool.same_content(ACCOUNT, b"") == ()


async def test_the_journal_tells_the_whole_story(spool: Spool) -> None:
    entry = await in_state(spool, State.ASKING)
    delayed = await committed(spool, entry, State.DELAYED, was=State.ASKING)
    await committed(spool, delayed, State.QUEUED, was=State.DELAYED)
    claim = await spool.claim(ACCOUNT, NOON + MINUTE)
    assert claim is not None
    await spool.record(claim, outcomes(claim, State.FAILED), None)
    lines = spool.journal(entry.id)
    assert [line.state.value for line in lines] == [
        "asking",
        "delayed",
        "queued",
        "sending",
        "failed",
    ]
    assert [line.by for line in lines] == ["desktop"] * 3 + ["engine"] * 2
    assert lines[-1].reason == str(NEVER)
    assert [line.at for line in lines] == sorted(line.at for line in lines)
    assert spool.journal("unknown") == ()


async def test_a_thousand_recipients_keep_their_own_results(spool: Spool) -> None:
    many = [Address(f"user{n}", "example.org") for n in range(1000)]
    entry = await queued(spool, *many)
    after = await tried(spool, entry, State.SENT, State.FAILED, State.QUEUED)
    assert states_of(spool, after) == [State.SENT, State.FAILED] + [State.QUEUED] * 998


# Keeping house ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "days"),
    [
        (State.SENT, 7),
        (State.WITHDRAWN, 30),
        (State.FAILED, 30),
        (State.REFUSED, 1),
        (State.ABANDONED, 1),
        (State.SUPERSEDED, 1),
    ],
)
async def test_octets_go_when_their_time_is_over_and_rows_after_a_year(
    spool: Spool, clock: Clock, state: State, days: int
) -> None:
    entry = await in_state(spool, state)
    ended = clock.at
    assert await spool.sweep(ended + timedelta(days=days) - MINUTE) == 0
    assert spool.header(entry)
    assert await spool.sweep(ended + timedelta(days=days) + MINUTE) == 1
    with pytest.raises(SpoolError):
        spool.header(entry)
    assert spool.entry(entry.id) == entry
    assert await spool.sweep(ended + timedelta(days=365) - MINUTE) == 0
    assert spool.entry(entry.id) == entry
    await spool.sweep(ended + timedelta(days=365) + MINUTE)
    assert spool.entry(entry.id) is None
    assert spool.journal(entry.id) == ()


@pytest.mark.parametrize(
    "state",
    sorted(WAITING - {State.RECEIVED, State.FAILED}),
)
async def test_what_waits_is_kept_for_ever(spool: Spool, state: State) -> None:
    entry = await in_state(spool, state)
    assert await spool.sweep(NOON + timedelta(days=10_000)) == 0
    assert spool.header(entry)
    assert spool.entry(entry.id) == entry


async def test_a_note_does_not_prolong_the_time(spool: Spool, clock: Clock) -> None:
    entry = await in_state(spool, State.WITHDRAWN)
    ended = clock.at
    clock.at += timedelta(days=29)
    await committed(spool, replace(entry, note="n"), State.WITHDRAWN, was=State.WITHDRAWN)
    assert await spool.sweep(ended + timedelta(days=30) + MINUTE) == 1


async def test_a_mail_whose_octets_are_gone_cannot_be_sent_any_more(spool: Spool) -> None:
    failed, withdrawn = await in_state(spool, State.FAILED), await in_state(spool, State.WITHDRAWN)
    assert await spool.sweep(NOON + timedelta(days=31)) == 2
    with pytest.raises(SpoolError, match="octets are gone"):
        await spool.requeue(failed.id, State.FAILED, NOON, Channel.DESKTOP)
    with pytest.raises(SpoolError, match="octets are gone"):
        await committed(spool, withdrawn, State.DELAYED, was=State.WITHDRAWN)
    assert (spool.entry(failed.id), spool.entry(withdrawn.id)) == (failed, withdrawn)
