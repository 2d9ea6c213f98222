"""The dispatcher: mail leaves when it is due, soon after its server is back, and never twice."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from mailguard.delivery.limits import Limits
from mailguard.domain.delivery import Delivery, Obstacle
from mailguard.domain.entry import Channel, Claim, Outcome
from mailguard.domain.reply import Reply
from mailguard.domain.state import State
from mailguard.guard.storage import SpoolError
from tests.delivery.puppets import (
    OFFERED,
    Post,
    PuppetRelay,
    put_off,
    stand_in_the_way,
    take,
)

MINUTE, DAY = 60.0, 86_400.0
AWAY = stand_in_the_way(Obstacle.UNREACHABLE)
WRONG = stand_in_the_way(Obstacle.PASSWORD_WRONG)
NEEDED = stand_in_the_way(Obstacle.PASSWORD_NEEDED)
GONE = stand_in_the_way(Obstacle.EXTENSION_GONE)


@pytest.fixture
def relay() -> PuppetRelay:
    return PuppetRelay()


@pytest.fixture
async def post(relay: PuppetRelay) -> AsyncIterator[Post]:
    post = Post(relay)
    yield post
    relay.may_go_on.set()
    await post.dispatcher.stop()


async def test_what_is_due_leaves_in_order_and_is_told(post: Post, relay: PuppetRelay) -> None:
    ids = [await post.queue() for _ in range(5)]
    await post.run()
    assert relay.delivered[0] == ids[0]
    assert sorted(relay.delivered) == ids
    assert sorted(entry.id for entry in post.recorded) == ids
    assert {post.state(entry_id) for entry_id in ids} == {State.SENT}
    assert post.conditions == []


async def test_a_mail_leaves_over_the_connection_that_was_kept_for_it(post: Post) -> None:
    berth = post.reserve()
    assert berth is not None
    entry_id = await post.send_off(berth)
    await post.settle()
    assert post.state(entry_id) is State.SENT


async def test_a_connection_kept_for_a_mail_that_never_came_serves_the_next(post: Post) -> None:
    berth = post.reserve()
    assert berth is not None
    assert post.reserve() is None  # one at a time until it is known that mail can leave
    berth.set_result(None)
    await post.settle()
    assert post.reserve() is not None


async def test_nobody_overtakes_a_mail_that_is_due(post: Post) -> None:
    await post.queue()
    assert post.reserve() is None


async def test_nothing_is_sent_off_while_the_server_is_away(post: Post, relay: PuppetRelay) -> None:
    relay.behave = AWAY
    await post.queue()
    await post.run()
    assert post.reserve() is None


async def test_a_mail_on_its_way_to_its_connection_is_waited_for_at_the_end(post: Post) -> None:
    berth = post.reserve()
    assert berth is not None
    stopping = asyncio.create_task(post.dispatcher.stop())
    await asyncio.sleep(0)
    assert post.reserve() is None
    entry_id = await post.send_off(berth)
    await stopping
    assert post.state(entry_id) is State.SENT


async def test_start_begins_with_what_waits_already(post: Post) -> None:
    entry_id = await post.queue()
    post.dispatcher.start()
    await post.settle()
    assert post.state(entry_id) is State.SENT


async def test_at_most_two_mails_are_under_way_at_once(post: Post, relay: PuppetRelay) -> None:
    for _ in range(20):
        await post.queue()
        post.notify()
    await post.settle()
    assert len(relay.delivered) == 20
    assert relay.most_at_once <= 2


async def test_mails_claimed_ahead_go_back_when_the_server_goes_away(
    post: Post, relay: PuppetRelay
) -> None:
    await post.queue()
    await post.run()  # it is known that mail can leave
    relay.behave = AWAY
    relay.may_go_on.clear()
    ids = [await post.queue() for _ in range(4)]
    for _ in ids:
        post.notify()
    while [post.state(i) for i in ids] != [State.SENDING] * 4:
        await asyncio.sleep(0.001)
    relay.may_go_on.set()
    await post.settle()
    assert len(relay.delivered) == 1 + 2  # those that had a connection
    assert {post.state(i) for i in ids} == {State.QUEUED}


async def test_a_long_delivery_does_not_hold_up_the_next_mail(
    post: Post, relay: PuppetRelay
) -> None:
    await post.queue()
    await post.run()  # it is known that mail can leave
    may_end = threading.Event()
    slow = await post.queue("slow@x.example")

    def behave(claim: Claim, password: str | None) -> Delivery:
        if claim.entry.id == slow:
            assert may_end.wait(10)
        return take(claim, password)

    relay.behave = behave
    post.notify()
    quick = await post.queue()
    post.notify()
    while post.state(quick) is not State.SENT:
        await asyncio.sleep(0.001)
    assert post.state(slow) is State.SENDING
    may_end.set()
    await post.settle()


async def test_mail_of_the_future_waits_for_its_time(post: Post, relay: PuppetRelay) -> None:
    entry_id = await post.queue()
    later = post.clock.now() + timedelta(minutes=10)
    await post.spool.requeue(entry_id, State.QUEUED, later, Channel.ENGINE)
    await post.run()
    assert relay.delivered == []
    await post.pass_time(10 * MINUTE)
    assert post.state(entry_id) is State.SENT


async def test_a_due_time_wakes_it_by_itself(relay: PuppetRelay) -> None:
    """With a look at the clock every few milliseconds instead of every 30 s."""
    post = Post(relay, Limits(look=0.005, idle=60.0))
    entry_id = await post.queue()
    later = post.clock.now() + timedelta(minutes=10)
    await post.spool.requeue(entry_id, State.QUEUED, later, Channel.ENGINE)
    post.notify()
    post.clock.pass_awake(10 * MINUTE)
    async with asyncio.timeout(10):
        while post.state(entry_id) is not State.SENT:
            await asyncio.sleep(0.001)
    await post.dispatcher.stop()


# Not yet -------------------------------------------------------------------------------------


async def test_a_mail_that_is_not_taken_is_tried_after_1_2_and_5_minutes(
    post: Post, relay: PuppetRelay
) -> None:
    relay.behave = put_off
    entry_id = await post.queue()
    await post.run()
    for minutes in (1, 2, 5):
        tried = len(relay.delivered)
        await post.pass_time(minutes * MINUTE - 1)
        assert len(relay.delivered) == tried
        await post.pass_time(1)
        assert len(relay.delivered) == tried + 1
    entry = post.spool.entry(entry_id)
    assert entry is not None
    assert (entry.state, entry.reason) == (State.QUEUED, "not yet")


async def test_a_mail_that_is_not_taken_holds_up_no_other(post: Post, relay: PuppetRelay) -> None:
    relay.behave = put_off
    await post.queue()
    await post.run()
    relay.behave = take
    other = await post.queue()
    await post.run()
    assert post.state(other) is State.SENT


async def test_after_five_days_it_has_failed(post: Post, relay: PuppetRelay) -> None:
    relay.behave = put_off
    entry_id = await post.queue()
    await post.run()
    await post.pass_time(5 * DAY - 1)
    assert post.state(entry_id) is State.QUEUED
    await post.pass_time(30 * MINUTE)
    assert post.state(entry_id) is State.FAILED
    entry = post.spool.entry(entry_id)
    assert entry is not None
    assert "5 days" in entry.reason
    tried = len(relay.delivered)
    await post.pass_time(DAY)
    assert len(relay.delivered) == tried


async def test_an_old_mail_is_tried_once_before_it_is_given_up(post: Post) -> None:
    old = await post.queue(received_at=post.clock.now() - timedelta(days=6))
    await post.run()
    assert post.state(old) is State.SENT


async def test_recipients_beyond_the_server_s_number_follow_at_once(
    post: Post, relay: PuppetRelay
) -> None:
    def three_at_once(claim: Claim, _password: str | None) -> Delivery:
        people = claim.outgoing.envelope.recipients
        taken = tuple(Outcome(a, State.SENT, Reply(250, "Ok")) for a in people[:3])
        rest = tuple(Outcome(a, State.QUEUED, Reply(452, "too many")) for a in people[3:])
        return Delivery(taken + rest)

    relay.behave = three_at_once
    entry_id = await post.queue(*(f"p{n}@x.example" for n in range(8)))
    await post.run()
    assert post.state(entry_id) is State.SENT
    assert len(relay.delivered) == 3


# The server is away --------------------------------------------------------------------------


async def test_a_server_that_is_away_is_tried_with_one_mail_only(
    post: Post, relay: PuppetRelay
) -> None:
    relay.behave = AWAY
    first, *others = [await post.queue() for _ in range(10)]
    await post.run()
    assert relay.delivered == [first]
    assert {post.state(entry_id) for entry_id in others} == {State.QUEUED}
    (condition,) = post.conditions
    assert condition is not None
    assert condition.id == f"server-unreachable:{post.account.id}"
    assert (condition.remedy, condition.account) == ("Mend it.", post.account.id)


async def test_while_it_is_away_it_is_probed_without_a_mail(post: Post, relay: PuppetRelay) -> None:
    relay.behave = AWAY
    await post.queue()
    await post.run()
    for probes, seconds in enumerate((15, 30, 60, 120, 300, 300), 1):
        await post.pass_time(seconds - 1)
        assert relay.probes == probes - 1
        await post.pass_time(1)
        assert relay.probes == probes
    assert len(relay.delivered) == 1
    assert len(post.conditions) == 1, "told once"


async def test_when_it_is_back_everything_leaves_soon(post: Post, relay: PuppetRelay) -> None:
    relay.behave = AWAY
    ids = [await post.queue() for _ in range(10)]
    await post.run()
    await post.pass_time(6 * 3600)
    assert relay.probes == 1
    relay.behave = take
    await post.pass_time(5 * MINUTE)
    assert {post.state(entry_id) for entry_id in ids} == {State.SENT}
    assert post.conditions[-1] is None
    assert len(relay.delivered) == 11


async def test_new_mail_is_a_reason_to_try_again_but_not_at_once(
    post: Post, relay: PuppetRelay
) -> None:
    relay.behave = AWAY
    await post.queue()
    await post.run()
    for _ in range(5):
        await post.pass_time(300)  # the next probe is 5 minutes away
    probes = relay.probes
    await post.queue()
    await post.pass_time(14)
    await post.run()
    assert relay.probes == probes
    await post.pass_time(1)
    assert relay.probes == probes + 1


async def test_a_server_that_answers_but_takes_nothing_is_asked_ever_more_rarely(
    post: Post, relay: PuppetRelay
) -> None:
    """It can be reached, and says 421 to each mail."""
    relay.behave = AWAY
    await post.queue()
    await post.run()
    relay.reach = lambda *_: Delivery(capabilities=OFFERED)  # type: ignore[method-assign]  # for this test
    for seconds in (15, 30, 60, 120, 300):
        tried = len(relay.delivered)
        await post.pass_time(seconds)
        assert len(relay.delivered) == tried + 1
    assert len(post.conditions) == 1, "it never went well meanwhile"


async def test_when_nothing_waits_any_more_nothing_is_wrong(post: Post, relay: PuppetRelay) -> None:
    relay.behave = AWAY
    entry_id = await post.queue()
    await post.run()
    await post.spool.withdraw_waiting(entry_id, Channel.DESKTOP)
    await post.run()
    assert post.conditions[-1] is None


async def test_what_waited_five_days_for_a_server_has_failed_too(
    post: Post, relay: PuppetRelay
) -> None:
    relay.behave = AWAY
    old = [await post.queue() for _ in range(3)]
    await post.run()
    await post.pass_time(4 * DAY)
    young = [await post.queue() for _ in range(3)]
    await post.pass_time(DAY + 1)
    assert {post.state(entry_id) for entry_id in old} == {State.FAILED}
    assert {post.state(entry_id) for entry_id in young} == {State.QUEUED}
    assert len(relay.delivered) == 1
    relay.behave = take
    await post.pass_time(5 * MINUTE)
    assert {post.state(entry_id) for entry_id in young} == {State.SENT}


async def test_what_the_server_offers_is_learnt(post: Post, relay: PuppetRelay) -> None:
    relay.behave = AWAY
    await post.queue()
    await post.run()
    relay.behave = take
    await post.pass_time(15)
    assert post.accounts.capabilities(post.account.id) == OFFERED


# The password --------------------------------------------------------------------------------


@pytest.mark.parametrize("refuse", [WRONG, NEEDED], ids=["wrong", "needed"])
async def test_a_refused_password_is_tried_once_until_it_changes(
    post: Post, relay: PuppetRelay, refuse: object
) -> None:
    relay.behave = WRONG if refuse is WRONG else NEEDED
    ids = [await post.queue() for _ in range(5)]
    await post.run()
    for _ in range(50):
        await post.queue()
        post.notify()
        await post.pass_time(3600)
    assert len(relay.delivered) == 1
    assert relay.probes == 0
    (condition,) = post.conditions
    assert condition is not None
    relay.behave = take
    post.accounts.passwords[post.account.id] = "new"
    await post.run()
    assert {post.state(entry_id) for entry_id in ids} == {State.SENT}
    assert post.conditions[-1] is None
    assert set(relay.passwords[1:]) == {"new"}


async def test_a_new_password_is_tried_with_one_mail_first(post: Post, relay: PuppetRelay) -> None:
    relay.behave = WRONG
    for _ in range(5):
        await post.queue()
    await post.run()
    post.accounts.passwords[post.account.id] = "wrong too"
    await post.run()
    assert len(relay.delivered) == 2


async def test_a_wrong_password_stays_wrong_while_nothing_waits(
    post: Post, relay: PuppetRelay
) -> None:
    relay.behave = WRONG
    entry_id = await post.queue()
    await post.run()
    await post.spool.withdraw_waiting(entry_id, Channel.DESKTOP)
    await post.run()
    assert post.conditions[-1] is not None
    post.accounts.passwords[post.account.id] = "new"
    post.notify()
    assert post.conditions[-1] is None


async def test_the_mail_says_why_it_waits(post: Post, relay: PuppetRelay) -> None:
    relay.behave = NEEDED
    entry_id = await post.queue()
    await post.run()
    entry = post.spool.entry(entry_id)
    assert entry is not None
    assert (entry.state, entry.reason) == (State.QUEUED, "password-needed. Mend it.")


# An extension --------------------------------------------------------------------------------


async def test_a_mail_whose_extension_is_gone_holds_up_no_other(
    post: Post, relay: PuppetRelay
) -> None:
    relay.behave = GONE
    special = await post.queue()
    await post.run()
    relay.behave = take
    ordinary = await post.queue()
    await post.run()
    assert (post.state(special), post.state(ordinary)) == (State.QUEUED, State.SENT)
    assert len(post.conditions) == 1, "it still waits"
    await post.pass_time(MINUTE)
    assert post.state(special) is State.SENT
    assert post.conditions[-1] is None


# Our own failures ----------------------------------------------------------------------------


async def test_an_outcome_the_spool_cannot_keep_is_kept_until_it_can(
    post: Post, relay: PuppetRelay, monkeypatch: pytest.MonkeyPatch
) -> None:
    failures = iter(range(3))
    record = post.spool.record

    async def fail(*args: object, **more: object) -> object:
        if next(failures, None) is not None:
            raise SpoolError("disk full")
        return await record(*args, **more)  # type: ignore[arg-type]  # passed through

    monkeypatch.setattr(post.spool, "record", fail)
    entry_id = await post.queue()
    await post.run()
    assert post.state(entry_id) is State.SENT
    assert relay.delivered == [entry_id], "sent once"


async def test_a_spool_that_cannot_claim_is_asked_again(
    post: Post, relay: PuppetRelay, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_: object) -> None:
        raise SpoolError("disk full")

    with monkeypatch.context() as patch:
        patch.setattr(post.spool, "claim", fail)
        entry_id = await post.queue()
        await post.run()
    assert post.state(entry_id) is State.QUEUED
    async with asyncio.timeout(10):
        while post.state(entry_id) is not State.SENT:
            await asyncio.sleep(0.001)
    assert relay.delivered == [entry_id]


async def test_an_attempt_that_breaks_off_by_a_bug_of_ours_is_uncertain(
    post: Post, relay: PuppetRelay
) -> None:
    def break_off(_claim: Claim, _password: str | None) -> Delivery:
        raise RuntimeError("a bug")

    relay.behave = break_off
    entry_id = await post.queue()
    await post.run()
    assert post.state(entry_id) is State.UNCERTAIN


async def test_mail_of_an_account_that_is_gone_waits(post: Post, relay: PuppetRelay) -> None:
    entry_id = await post.queue()
    post.accounts.accounts = ()
    await post.run()
    assert relay.delivered == []
    assert post.state(entry_id) is State.QUEUED


# Idle and stopping ---------------------------------------------------------------------------


async def test_idle_connections_are_closed(relay: PuppetRelay) -> None:
    post = Post(relay, Limits(idle=0.001))
    await post.queue()
    await post.run()
    async with asyncio.timeout(10):
        while relay.idle_closings == 0:
            await asyncio.sleep(0.001)
    await post.dispatcher.stop()


async def test_stopping_lets_what_is_under_way_end(post: Post, relay: PuppetRelay) -> None:
    relay.may_go_on.clear()
    first, second = await post.queue(), await post.queue()
    post.notify()
    await relay.has_begun()
    stopping = asyncio.create_task(post.dispatcher.stop())
    await asyncio.sleep(0)
    relay.may_go_on.set()
    await stopping
    assert (post.state(first), post.state(second)) == (State.SENT, State.QUEUED)
    assert relay.interruptions == []
    assert relay.is_closed


async def test_stopping_cuts_in_steps_what_does_not_end(relay: PuppetRelay) -> None:
    post = Post(relay, Limits(stop=0.02, stop_final=0.02))
    relay.may_go_on.clear()
    entry_id = await post.queue()
    post.notify()
    await relay.has_begun()
    interrupt = relay.interrupt

    def cut(*, crossed_too: bool = False) -> None:
        interrupt(crossed_too=crossed_too)
        if crossed_too:
            relay.may_go_on.set()

    relay.interrupt = cut  # type: ignore[method-assign]  # for this test
    await post.dispatcher.stop()
    assert relay.interruptions == [False, True]
    assert post.state(entry_id) is State.SENT


async def test_after_the_stop_nothing_begins(post: Post, relay: PuppetRelay) -> None:
    await post.dispatcher.stop()
    await post.queue()
    post.notify()
    assert relay.delivered == []


async def test_while_everything_is_held_nothing_leaves(post: Post, relay: PuppetRelay) -> None:
    post.is_held = True
    entry_id = await post.queue()
    await post.run()
    assert (relay.delivered, post.reserve()) == ([], None)
    assert post.state(entry_id) is State.QUEUED
    post.is_held = False
    post.notify()
    await post.settle()
    assert relay.delivered == [entry_id]
