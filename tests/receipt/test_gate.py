"""The gate passes on what is said, and keeps back mail whose receipt is not right."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

import pytest

from mailguard.domain.address import Address
from mailguard.receipt.gate import BrokenOffError, Gate
from mailguard.receipt.verifying import Flaw

DIALOGUE = (
    b"EHLO x\r\nMAIL FROM:<a@x.example>\r\nRCPT TO:<b@x.example> NOTIFY=NEVER\r\n"
    b"RCPT TO:<no@x.example>\r\nDATA\r\nSubject: x\r\n\r\n..dot\r\n.\r\nQUIT\r\n"
)
GREETED = b"220 hi\r\n250-x\r\n250 SIZE\r\n250 ok\r\n250 ok\r\n550 no\r\n"
SEEN = [b"Subject: x\r\n", b"\r\n", b".dot\r\n"]


class Judge:
    def __init__(self, flaw: Flaw | None) -> None:
        self.flaw = flaw
        self.seen: list[bytes] = []
        self.recipients: Sequence[Address] = ()

    def __call__(self, blocks: Iterable[bytes], recipients: Sequence[Address]) -> Flaw | None:
        self.seen, self.recipients = list(blocks), list(recipients)
        return self.flaw


def played(said: bytes, answers: bytes, judge: Judge) -> tuple[bytes, bytes]:
    """What the client hears, and what the next server is told."""
    heard, told = io.BytesIO(), io.BytesIO()
    Gate((io.BytesIO(said), heard), (io.BytesIO(answers), told), judge).serve()
    return heard.getvalue(), told.getvalue()


def test_mail_with_a_receipt_goes_on_as_it_came() -> None:
    judge = Judge(None)
    heard, told = played(DIALOGUE, GREETED + b"354 go\r\n250 queued\r\n221 bye\r\n", judge)
    assert told == DIALOGUE
    assert b"250 queued\r\n221 bye" in heard
    assert judge.seen == SEEN
    assert judge.recipients == [Address("b", "x.example")]


def test_mail_without_is_refused_and_nothing_of_it_goes_on() -> None:
    heard, told = played(DIALOGUE, GREETED + b"250 reset\r\n221 bye\r\n", Judge(Flaw.MISSING))
    assert b"550 5.7.1 This mail has no receipt" in heard
    assert b"DATA" not in told
    assert told.endswith(b"RSET\r\nQUIT\r\n")


def test_what_the_next_server_says_to_data_is_passed_back() -> None:
    heard, told = played(DIALOGUE, GREETED + b"451 later\r\n221 bye\r\n", Judge(None))
    assert b"451 later\r\n221 bye" in heard
    assert b"Subject" not in told


@pytest.mark.parametrize("end", [0, 10, len(DIALOGUE) - 10])
def test_a_client_that_goes_ends_it(end: int) -> None:
    with pytest.raises(BrokenOffError):
        played(DIALOGUE[:end], GREETED, Judge(None))
