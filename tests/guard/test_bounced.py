"""What a server refuses because there is no such mailbox is remembered."""

from __future__ import annotations

import pytest

from mailguard.domain.entry import Outcome
from mailguard.domain.reply import Reply
from mailguard.domain.state import State
from mailguard.guard.bounced import bounced
from tests.guard.conftest import Rig
from tests.guard.test_releasing import queued
from tests.mails import an_address

KEN, HANAKO = an_address("ken@acme.example"), an_address("hanako@acme.example")


def refused(
    address: str = "ken@acme.example", enhanced: str | None = "5.1.1", code: int = 550
) -> Outcome:
    reply = Reply(code, f"no {address} here", enhanced)
    return Outcome(an_address(address), State.FAILED, reply)


SENT = Outcome(HANAKO, State.SENT, Reply(250, "ok"))


@pytest.mark.parametrize("enhanced", ["5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10"])
def test_a_mailbox_that_is_not_there_bounced(enhanced: str) -> None:
    assert bounced([SENT, refused(enhanced=enhanced)]) == (KEN,)


@pytest.mark.parametrize("enhanced", [None, "5.1.7", "5.1.8", "5.2.2", "5.7.1", "4.1.1"])
def test_another_refusal_says_nothing_of_the_mailbox(enhanced: str | None) -> None:
    assert bounced([refused(enhanced=enhanced)]) == ()


def test_what_will_be_tried_again_has_not() -> None:
    reply = Reply(450, "later", "4.1.1")
    assert bounced([Outcome(KEN, State.QUEUED, reply)]) == ()


def test_each_recipient_that_was_refused_by_itself_has() -> None:
    assert bounced([refused(), refused("hanako@acme.example")]) == (KEN, HANAKO)


def test_one_reply_to_the_whole_mail_says_nothing_of_one_recipient() -> None:
    reply = Reply(550, "no such user", "5.1.1")
    both = [Outcome(address, State.FAILED, reply) for address in (KEN, HANAKO)]
    assert bounced(both) == ()
    assert bounced(both[:1]) == (KEN,)


async def test_the_guard_has_it_remembered(rig: Rig) -> None:
    await queued(rig)
    await rig.deliver(State.FAILED, Reply(550, "no such user", "5.1.1"))
    assert rig.memory.bounces == [HANAKO]
