"""What leaves: the mail as it came, but for the named changes."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from mailguard.domain.action import ActionRefusedError
from mailguard.domain.address import Address
from mailguard.domain.entry import Entry
from mailguard.domain.envelope import Envelope, Forward
from mailguard.domain.inspection import Offer
from mailguard.domain.mail import Edit, Source
from mailguard.domain.state import State
from mailguard.guard.prepare import messages_for, moved, prepare
from tests.fakes.rim import an_account

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
WHOLE = b"From: a@b.example\r\nDate: x\r\nMessage-ID: <1@b.example>\r\n\r\n"


def an_entry(*to: str) -> Entry:
    envelope = Envelope(None, tuple(Forward(Address.parse(a)) for a in to or ("c@d.example",)))
    return Entry("e1", "a@b.example", envelope, Source("", 0, 0, b""), NOW)


def applied(header: bytes, edits: tuple[Edit, ...]) -> bytes:
    for edit in reversed(edits):
        header = header[: edit.span.start] + edit.data + header[edit.span.end :]
    return header


def test_a_complete_mail_is_not_changed() -> None:
    assert prepare(an_entry(), an_account(), WHOLE, (), NOW).edits == ()


def test_bcc_goes_and_what_is_missing_is_prepended() -> None:
    header = b"From: a@b.example\r\nBcc: secret@c.example\r\n\r\n"
    changed = applied(header, prepare(an_entry(), an_account(), header, (), NOW).edits)
    assert b"secret" not in changed
    assert changed.startswith(b"Date: Tue, 24 Nov 2026 09:00:00 +0000\r\nMessage-ID: <e1@")


def test_an_unknown_action_is_refused_with_a_sentence() -> None:
    with pytest.raises(ActionRefusedError, match="no-such"):
        prepare(an_entry(), an_account(), WHOLE, (Offer("no-such"),), NOW)


def test_of_two_changes_of_one_field_the_wider_one_counts() -> None:
    header = b"To: a@b.example,\r\n c@d.example,\r\n e@f.example\r\n\r\n"
    chosen = (Offer("remove-recipient", "c@d.example"), Offer("visible-to-bcc"))
    entry = an_entry("a@b.example", "c@d.example", "e@f.example")
    outgoing = prepare(entry, an_account(), header, chosen, NOW)
    assert applied(header, outgoing.edits).endswith(b">\r\nTo: taro@example.co.jp\r\n\r\n")
    assert applied(header, outgoing.edits).startswith(b"Date: ")
    assert [str(a) for a in outgoing.envelope.recipients] == ["a@b.example", "e@f.example"]


def test_several_recipients_are_left_out_at_once() -> None:
    header = b"To: a@b.example, c@d.example, e@f.example\r\nDate: x\r\nMessage-ID: <1@x>\r\n\r\n"
    chosen = tuple(Offer("remove-recipient", a) for a in ("c@d.example", "e@f.example"))
    entry = an_entry("a@b.example", "c@d.example", "e@f.example")
    outgoing = prepare(entry, an_account(), header, chosen, NOW)
    assert applied(header, outgoing.edits).startswith(b"To: a@b.example\r\nDate")


def test_a_recipient_named_twice_has_one_result() -> None:
    entry = an_entry("c@d.example", "c@d.example")
    outgoing = prepare(entry, an_account(), WHOLE, (), NOW)
    (message,) = messages_for(entry, outgoing, State.QUEUED, NOW)
    assert len(message.results) == 1


def test_what_a_server_took_is_not_moved_again() -> None:
    entry = an_entry("c@d.example", "e@f.example")
    outgoing = prepare(entry, an_account(), WHOLE, (), NOW)
    (message,) = moved(messages_for(entry, outgoing, State.SENT, NOW), State.QUEUED, NOW)
    assert {r.state for r in message.results} == {State.SENT}
