"""The life of a mail: which moves there are."""

from __future__ import annotations

import pytest

from mailguard.domain.state import ACCEPTED, NEXT, WAITING, State, most_urgent


def test_every_state_has_its_row() -> None:
    assert set(NEXT) == set(State)


def test_nothing_reaches_the_server_but_through_the_queue() -> None:
    assert {state for state, after in NEXT.items() if State.SENDING in after} == {State.QUEUED}


def test_nothing_becomes_uncertain_or_sent_without_an_attempt() -> None:
    assert {s for s, after in NEXT.items() if State.UNCERTAIN in after} == {State.SENDING}
    assert {s for s, after in NEXT.items() if State.SENT in after} == {
        State.SENDING,
        State.UNCERTAIN,
    }


def test_what_was_not_accepted_never_becomes_waiting_by_itself() -> None:
    assert not WAITING - ACCEPTED - {State.RECEIVED}


@pytest.mark.parametrize(
    ("states", "shown"),
    [
        ({State.SENT, State.SENDING, State.UNCERTAIN}, State.SENDING),
        ({State.UNCERTAIN, State.QUEUED}, State.UNCERTAIN),
        ({State.QUEUED, State.FAILED}, State.QUEUED),
        ({State.FAILED, State.SENT}, State.FAILED),
        ({State.SENT}, State.SENT),
    ],
)
def test_an_entry_shows_its_most_urgent_recipient(states: set[State], shown: State) -> None:
    assert most_urgent(frozenset(states)) is shown


def test_a_recipient_cannot_be_in_every_state() -> None:
    with pytest.raises(ValueError, match="no recipient"):
        most_urgent(frozenset({State.ASKING}))
