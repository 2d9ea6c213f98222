"""How long each mail program is kept waiting."""

from __future__ import annotations

import pytest

from mailguard.guard.patience import patience_of
from tests.fakes.rim import an_account


@pytest.mark.parametrize(
    ("client", "seconds"),
    [
        ("Mozilla Thunderbird", 85),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Thunderbird/153.7.0", 85),
        ("Microsoft Outlook 16.0", 0),
        ("Apple Mail (2.3826.600.51.1.1)", 0),
        ("Claws Mail 4.1.1", 45),
        ("", 45),
    ],
)
def test_a_reply_is_held_less_long_than_the_mail_program_waits(client: str, seconds: float) -> None:
    assert patience_of(client, an_account()).seconds == seconds


def test_the_account_may_overrule_it() -> None:
    assert patience_of("Mozilla Thunderbird", an_account(hold_limit=5.0)).seconds == 5
