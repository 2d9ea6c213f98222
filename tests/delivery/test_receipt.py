"""Mail leaves with a receipt for those whom the server takes it for, where there is a key."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from mailguard.delivery.relay import SmtpRelay
from mailguard.domain.address import Address
from mailguard.domain.mail import Edit, Span
from mailguard.domain.state import State
from mailguard.receipt.key import Key, KeyFileError
from mailguard.receipt.verifying import flaw_in
from tests.delivery.conftest import TEXT, UNHURRIED, MakeClaim, MakeUpstream, an_account

KEY = Key(bytes(range(32)))
TOP = Edit(Span(0, 0), b"Date: today\r\n")


@pytest.mark.parametrize("octets", [TEXT, TEXT * 4000])
def test_small_and_large_mail_has_one_over_what_leaves(
    octets: bytes, serve: MakeUpstream, claim: MakeClaim
) -> None:
    upstream = serve(refused={"no@x.example": "550 5.1.1 nobody"})
    relay = SmtpRelay(UNHURRIED, lambda: KEY)
    made = claim(octets, "a@x.example", "no@x.example", "b@x.example", edits=(TOP,))
    delivery = relay.deliver(made, an_account(upstream), None)
    assert [each.state for each in delivery.outcomes] == [State.SENT, State.FAILED, State.SENT]
    relay.close()
    (mail,) = upstream.mails
    assert mail.octets.endswith(TOP.data + octets)
    taken = [Address("a", "x.example"), Address("b", "x.example")]
    assert flaw_in([mail.octets], taken, [KEY], datetime.now(UTC)) is None
    assert f"SIZE={len(mail.octets)}" in mail.sender


def test_without_a_key_mail_waits_and_says_why(serve: MakeUpstream, claim: MakeClaim) -> None:
    def missing() -> Key:
        raise KeyFileError("receipt.key cannot be read.")

    upstream = serve()
    delivery = SmtpRelay(UNHURRIED, missing).deliver(claim(), an_account(upstream), None)
    (outcome,) = delivery.outcomes
    assert outcome.state is State.QUEUED
    assert "receipt.key cannot be read" in outcome.reason
    assert not upstream.mails
