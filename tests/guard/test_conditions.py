"""What keeps MailGuard from its work is told once, and said of the mails it concerns."""

from __future__ import annotations

from mailguard.domain.command import List, Listing, ReleaseNow
from mailguard.domain.event import Condition, Conditions, Event
from mailguard.guard.conditions import ConditionBoard
from tests.guard.conftest import Rig

TAKEN = Condition("port-taken", "The port is taken.", "Close the other program.")
NEEDED = Condition("password-needed:a", "A password is needed.", "Enter it.", "taro@example.co.jp")


def test_a_condition_is_told_when_it_comes_and_when_it_goes() -> None:
    told: list[Event] = []
    board = ConditionBoard(told.append)
    board.report("smtp", TAKEN)
    board.report("smtp", TAKEN)
    board.report("smtp")
    assert told == [Conditions((TAKEN,)), Conditions(())]


def test_what_two_report_is_one_condition_until_both_take_it_back() -> None:
    board = ConditionBoard(lambda _: None)
    board.report("accounts", NEEDED)
    board.report("delivery", NEEDED)
    assert board.all == (NEEDED,)
    board.report("accounts")
    assert board.all == (NEEDED,)


async def test_every_mail_of_an_account_that_cannot_send_says_why(rig: Rig) -> None:
    rig.hand_in()
    entry_id = await rig.asked()
    await rig.answer(entry_id)
    await rig.do(ReleaseNow(entry_id))
    rig.guard.conditions.report("accounts", NEEDED)
    listing = await rig.do(List())
    assert isinstance(listing, Listing)
    assert [entry.reason for entry in listing.entries] == ["A password is needed."]
