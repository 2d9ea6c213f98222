"""What may be done with a mail, by its state."""

from __future__ import annotations

import pytest

from mailguard.domain.command import Pause, ReleaseNow, Resolve, Retry, SendAfterAll, Undo
from mailguard.domain.state import State
from tests.ui.questions import NOW, a_summary
from ui.held.deeds import Deed, command, deeds


@pytest.mark.parametrize(
    ("state", "permitted"),
    [
        (State.ASKING, [Deed.REVIEW]),
        (State.DELAYED, [Deed.UNDO, Deed.PAUSE, Deed.SEND_NOW]),
        (State.QUEUED, [Deed.UNDO, Deed.RETRY]),
        (State.SENDING, []),
        (State.UNCERTAIN, [Deed.IT_WENT, Deed.SEND_AGAIN]),
        (State.FAILED, [Deed.RETRY, Deed.UNDO]),
        (State.SENT, []),
        (State.WITHDRAWN, [Deed.SEND_AFTER_ALL, Deed.OPEN_DRAFT]),
        (State.ABANDONED, [Deed.SEND_AFTER_ALL, Deed.OPEN_DRAFT]),
        (State.SUPERSEDED, []),
    ],
)
def test_a_state_permits_some_deeds(state: State, permitted: list[Deed]) -> None:
    assert list(deeds(a_summary(state=state, release_at=NOW))) == [*permitted, Deed.DETAILS]


def test_what_is_paused_cannot_be_paused_again() -> None:
    assert Deed.PAUSE not in deeds(a_summary(state=State.DELAYED, release_at=None))


@pytest.mark.parametrize(
    ("deed", "wanted"),
    [
        (Deed.UNDO, Undo("m1")),
        (Deed.SEND_NOW, ReleaseNow("m1")),
        (Deed.PAUSE, Pause("m1")),
        (Deed.RETRY, Retry("m1")),
        (Deed.IT_WENT, Resolve("m1", went=True)),
        (Deed.SEND_AGAIN, Resolve("m1", went=False)),
        (Deed.SEND_AFTER_ALL, SendAfterAll("m1")),
        (Deed.REVIEW, None),
        (Deed.DETAILS, None),
    ],
)
def test_a_deed_is_a_command(deed: Deed, wanted: object) -> None:
    assert command(deed, "m1") == wanted
