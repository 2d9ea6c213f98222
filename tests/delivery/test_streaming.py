"""What a server receives is the message to the octet, in flat memory, and never a second one."""

from __future__ import annotations

import hashlib
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mailguard.delivery.relay import SmtpRelay
from mailguard.domain.account import Security
from mailguard.domain.mail import Edit, Span
from mailguard.domain.state import State
from tests.delivery.conftest import (
    TEXT,
    Authority,
    ClaimMaker,
    MakeClaim,
    MakeUpstream,
    an_account,
)
from tests.delivery.endings import FALSE_ENDINGS
from tests.delivery.test_session import server_side
from tests.fakes.manners import Fault, Step, Then
from tests.fakes.upstream import Upstream

LINE = st.binary(max_size=80).map(lambda octets: octets.translate(None, b"\r\n\0") + b"\r\n")
LINES = st.lists(st.one_of(LINE, st.just(b".\r\n"), st.just(b"..\r\n"), st.just(b"\r\n")))


@pytest.fixture(scope="module")
def sink() -> Iterator[Upstream]:
    with Upstream() as upstream:
        yield upstream


@st.composite
def edited(draw: st.DrawFn) -> tuple[bytes, tuple[Edit, ...]]:
    """A message of any size around the limit for one piece, and edits of whole lines."""
    lines = draw(LINES) * draw(st.sampled_from([1, 1, 40, 400]))
    ends = [0]
    for line in lines:
        ends.append(ends[-1] + len(line))
    marks = sorted(draw(st.lists(st.sampled_from(ends), max_size=6)))
    spans = [Span(a, b) for a, b in zip(marks[::2], marks[1::2], strict=False)]
    edits = tuple(Edit(span, b"".join(draw(LINES))) for span in spans)
    return b"".join(lines), edits


def applied(message: bytes, edits: tuple[Edit, ...]) -> bytes:
    for edit in reversed(edits):
        message = message[: edit.span.start] + edit.data + message[edit.span.end :]
    return message


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edited())
def test_what_arrives_is_the_edited_message(
    sink: Upstream, relay: SmtpRelay, tmp_path: Path, case: tuple[bytes, tuple[Edit, ...]]
) -> None:
    message, edits = case
    claim = ClaimMaker(tmp_path)(message, edits=edits)
    (outcome,) = relay.deliver(claim, an_account(sink), None).outcomes
    assert outcome.state is State.SENT
    assert sink.mails.pop().octets == applied(message, edits)


@pytest.mark.parametrize("padding", [0, 65_000, 65_530, 200_000], ids=str)
@pytest.mark.parametrize("ending", FALSE_ENDINGS)
def test_no_ending_smuggles_a_second_mail(
    sink: Upstream, relay: SmtpRelay, claim: MakeClaim, ending: bytes, padding: int
) -> None:
    """The message ends with a whole transaction behind a false ending."""
    second = b"MAIL FROM:<evil@x.example>\r\nRCPT TO:<b@x.example>\r\nDATA\r\nevil\r\n.\r\n"
    message = b"Subject: a\r\n\r\n" + b"x" * padding + ending + second
    before = len(sink.mails)
    (outcome,) = relay.deliver(claim(message), an_account(sink), None).outcomes
    arrived = sink.mails[before:]
    if outcome.state is State.SENT:
        assert [mail.octets for mail in arrived] == [message]
    else:
        assert outcome.state is State.FAILED
        assert "line ends" in outcome.reason
        assert arrived == []
    for mail in arrived:
        bare = mail.wire.replace(b"\r\n", b"")
        assert not {b"\r", b"\n", b"\0"} & {bare[i : i + 1] for i in range(len(bare))}


@pytest.mark.parametrize("size", [1, 3000], ids=["small", "big"])
def test_a_damaged_file_never_arrives_as_a_whole(
    serve: MakeUpstream, claim: MakeClaim, relay: SmtpRelay, size: int
) -> None:
    upstream = serve()
    damaged = claim(TEXT * size, sha256=b"\0" * 32)
    (outcome,) = relay.deliver(damaged, an_account(upstream), None).outcomes
    assert outcome.state is State.FAILED
    assert "damaged" in outcome.reason
    upstream.close()
    assert upstream.mails == []
    assert upstream.dialogues[0].is_over


def test_a_file_that_cannot_be_read_now_waits(
    serve: MakeUpstream, claim: MakeClaim, relay: SmtpRelay
) -> None:
    mail = claim(TEXT)
    path = Path(mail.entry.source.path)
    path.unlink()
    path.mkdir()
    (outcome,) = relay.deliver(mail, an_account(serve()), None).outcomes
    assert outcome.state is State.QUEUED
    assert "cannot be read" in outcome.reason


def test_a_big_mail_goes_over_tls_too(
    serve: MakeUpstream, claim: MakeClaim, relay: SmtpRelay, authority: Authority
) -> None:
    upstream = serve(tls=server_side(authority), is_tls_implicit=True)
    account = an_account(upstream, security=Security.TLS, ca_file=authority.file)
    message = TEXT * 50_000
    (outcome,) = relay.deliver(claim(message), account, None).outcomes
    assert outcome.state is State.SENT
    assert upstream.mails[0].octets == message


def test_50_mb_leave_in_flat_memory(
    serve: MakeUpstream, claim: MakeClaim, relay: SmtpRelay
) -> None:
    """The server hashes and drops what comes, so that only ours is measured."""
    upstream = serve(faults={Step.BODY: Fault(then=Then.SWALLOW)})
    line = b"fifty megabytes of this line, whose dots are rare.\r\n"
    message = line * (50_000_000 // len(line))
    mail = claim(message)
    expected = hashlib.sha256(message + b".\r\n").hexdigest()
    del message
    tracemalloc.start()
    try:
        (outcome,) = relay.deliver(mail, an_account(upstream), None).outcomes
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert outcome.state is State.SENT
    assert upstream.dialogues[0].digest == expected
    assert peak < 2_000_000
