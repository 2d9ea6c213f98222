"""Who is known well enough, and for how long."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace

from mailguard.domain.recipient import Recipient
from mailguard.policy.trust import TRUST, is_trusted, took_part, was_written_to
from tests.mails import a_recipient, an_acquaintance

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
RECENT, LONG_AGO = NOW - TRUST, NOW - TRUST - timedelta(days=1)


def written_to(at: datetime, times: int = 3) -> Recipient:
    return a_recipient("x@acme.example", known=an_acquaintance(times, at))


def in_thread(at: datetime | None) -> Recipient:
    return replace(a_recipient("x@acme.example"), took_part_at=at)


@pytest.mark.parametrize(
    ("recipient", "trusted"),
    [
        (a_recipient("x@acme.example"), False),
        (written_to(RECENT), True),
        (written_to(LONG_AGO), False),
        (written_to(RECENT, times=0), False),
        (in_thread(RECENT), True),
        (in_thread(LONG_AGO), False),
        (replace(written_to(LONG_AGO), took_part_at=RECENT), True),
    ],
)
def test_who_was_written_to_or_took_part_is_trusted_for_a_while(
    recipient: Recipient, *, trusted: bool
) -> None:
    assert is_trusted(recipient, NOW) is trusted


def test_it_is_told_which_of_the_two_it_was() -> None:
    assert (took_part(in_thread(RECENT), NOW), was_written_to(in_thread(RECENT), NOW)) == (
        True,
        False,
    )
