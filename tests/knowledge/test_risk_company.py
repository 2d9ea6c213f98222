"""Who stood beside whom, in numbers."""

from __future__ import annotations

from collections.abc import Sequence

from mailguard.knowledge.risk_company import Company
from mailguard.knowledge.risk_history import Conversation
from tests.knowledge.histories import HistoryInMemory

A, B, C = "anna@a.example", "ben@b.example", "carl@c.example"


def _company(
    mails: Sequence[Sequence[str]], keys: Sequence[str], talk: Conversation | None = None
) -> Company:
    history = HistoryInMemory(*mails)
    return Company({key: history.appearances(key) for key in keys}, talk or Conversation())


def test_a_share_is_of_the_mails_of_the_other_one() -> None:
    company = _company([[A, B], [A, B], [A, C]], [A, B])
    assert company.share(A, B) == 2 / 4
    assert company.share(B, A) == 2 / 3


def test_who_never_stood_beside_the_others_says_so() -> None:
    found = _company([[A, B]] * 5 + [[C]], [A, B, C]).features(C)
    assert found["never_with"] == 1
    assert found["beside_others"] == found["best_match"] == 0
    assert found["others_together"] > 0.5


def test_somebody_alone_has_no_company() -> None:
    found = _company([[A]], [A]).features(A)
    assert found["beside_others"] < 0
    assert found["best_match"] < 0


def test_who_was_always_in_the_circle_is_in_it_and_a_newcomer_is_not() -> None:
    company = _company([[A, B, C]] * 9, [A, B, "dora@d.example"])
    assert company.features("dora@d.example")["in_circle"] < 0.1
    assert _company([[A, B, C]] * 9, [A, B, C]).features(C)["in_circle"] > 0.9


def test_an_absent_one_whose_address_begins_alike_is_a_rival() -> None:
    company = _company([[A, "benno@b.example"]] * 5 + [[B]], [A, B])
    assert company.features(B)["absent_rival"] > 0.5
    assert company.features(B)["rival"] > 0.5


def test_a_rival_in_the_thread_is_one_though_nobody_stood_beside_it() -> None:
    talk = Conversation(parent=frozenset({A, "benno@b.example"}))
    assert _company([[A]], [A, B], talk).features(B)["rival_in_thread"] == 1


def test_two_addresses_that_begin_alike_stand_out() -> None:
    found = _company([], ["benno@b.example", B]).features(B)
    assert found["same_letters"] == 3
    assert found["same_start"] == 1


def test_colleagues_beside_the_others_speak_for_a_stranger() -> None:
    company = _company([[A, "bob@b.example"]] * 5, [A, B])
    assert company.features(B)["domain_beside"] > 0.5


def test_many_recipients_are_counted_on_fewer_mails() -> None:
    keys = [f"p{number}@a.example" for number in range(200)]
    company = _company([keys] * 50, keys)
    assert {len(seen) for seen in company.windows.values()} == {10}
