"""What leaves: the mail as it came, but for what the rules and the user ask for."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from mailguard.domain.account import Account
from mailguard.domain.action import ActionRefusedError, FollowUp, Outgoing, Prepared
from mailguard.domain.address import Address
from mailguard.domain.consequence import Preparation
from mailguard.domain.entry import Entry
from mailguard.domain.envelope import Envelope, Forward
from mailguard.domain.inspection import Decision, Offer
from mailguard.domain.mail import Source
from mailguard.domain.received import Lock, Received
from mailguard.domain.rule import Encrypt
from mailguard.domain.state import State
from mailguard.guard.prepare import Preparing, described, messages_for, moved
from mailguard.guard.question import Question
from mailguard.preparation.order import Order
from tests.fakes.memory_spool import MemorySpool
from tests.fakes.rim import FakeInspector, an_account, an_inspection

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
WHOLE = b"From: a@b.example\r\nDate: x\r\nMessage-ID: <1@b.example>\r\n\r\n"
THREE = b"To: a@b.example, c@d.example, e@f.example\r\nDate: x\r\nMessage-ID: <1@x>\r\n\r\n"


def an_entry(*to: str) -> Entry:
    envelope = Envelope(None, tuple(Forward(Address.parse(a)) for a in to or ("c@d.example",)))
    return Entry("e1", "a@b.example", envelope, Source("", 0, 100, b""), NOW)


async def prepared(
    header: bytes,
    *chosen: Offer,
    entry: Entry | None = None,
    by_rules: Preparation | None = None,
) -> Prepared:
    entry = entry or an_entry()
    question = Question(entry, an_account(), header)
    decision = Decision((), preparation=by_rules or Preparation())
    question.inspection = an_inspection(entry, decision, ())
    return await Preparing(MemorySpool(), FakeInspector(), lambda _: "").prepare(
        question, chosen, NOW
    )


def applied(header: bytes, found: Prepared) -> bytes:
    (message,) = found.messages
    for edit in reversed(message.edits):
        header = header[: edit.span.start] + edit.data + header[edit.span.end :]
    return header


def reached(found: Prepared) -> list[list[str]]:
    return [[str(a) for a in each.envelope.recipients] for each in found.messages]


async def test_a_complete_mail_is_not_changed() -> None:
    (message,) = (await prepared(WHOLE)).messages
    assert message.edits == ()


async def test_bcc_goes_and_what_is_missing_is_prepended() -> None:
    header = b"From: a@b.example\r\nBcc: secret@c.example\r\n\r\n"
    changed = applied(header, await prepared(header))
    assert b"secret" not in changed
    assert changed.startswith(b"Date: Tue, 24 Nov 2026 09:00:00 +0000\r\nMessage-ID: <e1@")


async def test_an_unknown_action_is_refused_with_a_sentence() -> None:
    with pytest.raises(ActionRefusedError, match="no-such"):
        await prepared(WHOLE, Offer("no-such"))


async def test_several_recipients_are_left_out_at_once() -> None:
    chosen = tuple(Offer("remove-recipient", a) for a in ("c@d.example", "e@f.example"))
    entry = an_entry("a@b.example", "c@d.example", "e@f.example")
    found = await prepared(THREE, *chosen, entry=entry)
    assert applied(THREE, found).startswith(b"To: a@b.example\r\nDate")
    assert described(entry, found).left_out == {"c@d.example", "e@f.example"}


async def test_what_rules_ask_for_is_done_with_what_the_user_chose() -> None:
    entry = an_entry("a@b.example", "c@d.example", "e@f.example")
    boss = Address.parse("boss@b.example")
    by_rules = Preparation(add_cc=(boss,), tags=("[Secret]",))
    found = await prepared(
        THREE, Offer("remove-recipient", "e@f.example"), entry=entry, by_rules=by_rules
    )
    assert reached(found) == [["a@b.example", "c@d.example", "boss@b.example"]]
    assert b"e@f.example" not in applied(THREE, found)
    assert b"boss@b.example" in applied(THREE, found)
    changed = described(entry, found)
    assert changed.added == (boss,)
    assert changed.left_out == {"e@f.example"}
    assert [str(a) for a in changed.recipients] == reached(found)[0]


async def test_what_reads_the_whole_mail_is_left_to_a_process_of_its_own() -> None:
    asked: list[Order] = []

    class Preparer(FakeInspector):
        async def prepare(self, order: Order, account: Account) -> Prepared:
            asked.append(order)
            return await super().prepare(order, account)

    class WithRooms(MemorySpool):
        def room(self, entry_id: str) -> Path:
            return Path(f"{entry_id}.room")

    question = Question(an_entry(), an_account(), WHOLE)
    decision = Decision((), preparation=Preparation(encrypt=Encrypt()))
    question.inspection = an_inspection(question.entry, decision, ())
    await Preparing(WithRooms(), Preparer(), lambda _: "").prepare(question, (), NOW)
    assert [order.room for order in asked] == ["e1.room"]


def a_prepared(*to: str, follow_ups: tuple[FollowUp, ...] = ()) -> Prepared:
    return Prepared((Outgoing(an_entry(*to).envelope),), follow_ups)


def test_a_recipient_named_twice_has_one_result() -> None:
    entry = an_entry("c@d.example", "c@d.example")
    made = a_prepared("c@d.example", "c@d.example")
    (message,) = messages_for(entry, made, State.QUEUED, NOW)
    assert len(message.results) == 1


def test_what_a_server_took_is_not_moved_again() -> None:
    entry = an_entry("c@d.example", "e@f.example")
    made = a_prepared("c@d.example", "e@f.example")
    (message,) = moved(messages_for(entry, made, State.SENT, NOW), State.QUEUED, NOW)
    assert {r.state for r in message.results} == {State.SENT}


def test_a_second_message_has_octets_of_its_own_and_follows_the_first() -> None:
    entry = an_entry("c@d.example")
    follow_up = FollowUp(0, entry.envelope, b"Subject: password\r\n\r\n", 300.0)
    first, second = messages_for(
        entry, a_prepared("c@d.example", follow_ups=(follow_up,)), State.QUEUED, NOW
    )
    assert (second.follows, second.after) == (first.id, 300.0)
    (edit,) = second.outgoing.edits
    assert (edit.span.start, edit.span.end) == (0, entry.source.length)
    assert edit.data == follow_up.octets
    assert [result.due_at for result in (*first.results, *second.results)] == [NOW, None]
    later = NOW + timedelta(hours=1)
    moved_first, moved_second = moved((first, second), State.DELAYED, later)
    assert [r.due_at for m in (moved_first, moved_second) for r in m.results] == [later, None]


def test_the_sender_can_look_the_password_up() -> None:
    entry = an_entry("c@d.example")
    lock = Lock("kiri-momo-7", ("plan.zip",))
    made = replace(a_prepared("c@d.example"), lock=lock)
    assert described(entry, made).received == Received((), lock)
    assert described(entry, a_prepared("c@d.example")).received is None


def test_a_password_that_was_agreed_on_is_not_kept_with_the_mail() -> None:
    entry = an_entry("c@d.example")
    lock = Lock("kiri-momo-7", ("plan.zip",), is_agreed=True)
    kept = described(entry, replace(a_prepared("c@d.example"), lock=lock)).received
    assert kept is not None
    assert kept.lock == replace(lock, password="")
