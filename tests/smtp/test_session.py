"""Sessions fed with whatever may come."""

from __future__ import annotations

import random
import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from mailguard.domain.account import Account
from mailguard.domain.reply import Reply
from mailguard.guard.storage import SpoolError, SpoolFullError
from mailguard.i18n import use
from mailguard.smtp.settings import Limits, SubmissionSettings
from mailguard.smtp.step import Request, Submit
from tests.fakes.intake import FakeIntake
from tests.smtp.test_dot import pieces
from tests.smtp.wires import DEFAULTS, SessionWire

SIGN_IN = [b"EHLO x\r\n", b"AUTH PLAIN AHRhcm9AZXhhbXBsZS5qcABjb3JyZWN0IGhvcnNl\r\n"]
ENVELOPE = b"MAIL FROM:<taro@example.jp>\r\nRCPT TO:<a@example.com>\r\n"
FUZZED_LINES = 20_000
REPLIES = re.compile(rb"(?:[2-5]\d\d[ -][^\r\n]*\r\n)*")

WORDS = [b"MAIL FROM:", b"RCPT TO:", b"<taro@example.jp>", b"<a@example.com>", b" SIZE=9", b"NOOP"]
WORDS += [b"RSET", b"\r\n", b"\r", b"\n", b" ", b"x", b"\0", b"\xff", b"HELO", b"*", b"QUIT", b"="]

noise = st.lists(st.sampled_from(WORDS), max_size=12).map(b"".join)
data = st.lists(st.sampled_from([b"\r\n", b"\r\n.\r\n", b".", b"\r", b"\n", b"a", b"\0"])).map(
    b"".join
)
# octets that may be sent at once; what has to wait for a reply ends a group
groups = st.lists(
    st.one_of(noise, st.just(ENVELOPE), data, st.just(ENVELOPE + b"DATA\r\n")), max_size=8
)


async def a_session_in_data(
    intake: FakeIntake, settings: SubmissionSettings = DEFAULTS
) -> SessionWire:
    wire = SessionWire(intake, settings)
    for octets in (*SIGN_IN, ENVELOPE, b"DATA\r\n"):
        await wire.send(octets)
    wire.said = b""
    return wire


@given(groups, st.lists(st.integers(0, 300)))
async def test_where_the_octets_are_cut_makes_no_difference(
    sent: list[bytes], cuts: list[int]
) -> None:
    outcomes = []
    for cut in (lambda group: [group], lambda group: pieces(group, cuts)):
        intake = FakeIntake()
        wire = SessionWire(intake)
        for group in (*SIGN_IN, *sent):
            await wire.send_in_pieces(cut(group))
        mails = [(m.envelope, bytes(m.content)) for m in intake.receptions if not m.discarded]
        outcomes.append((wire.said, wire.request, mails))
    assert outcomes[0] == outcomes[1]


@given(st.lists(st.one_of(st.binary(), noise), max_size=8), st.booleans())
async def test_nothing_a_client_sends_raises(sent: list[bytes], signed_in: bool) -> None:
    wire = SessionWire(FakeIntake(), offers_tls=True)
    for octets in (*(SIGN_IN if signed_in else ()), *sent):
        await wire.send(octets)
    assert REPLIES.fullmatch(wire.said)


async def test_fuzzed_lines_are_answered_in_bounded_time() -> None:
    dice = random.Random(1)
    lines = [_mutated(dice) for _ in range(5000)]
    started = time.process_time()
    wire = await a_patient_session()
    for at in range(FUZZED_LINES):
        await wire.send(lines[at % 5000])
        wire.said = b""
        if wire.is_closed:
            wire = await a_patient_session()
    assert time.process_time() - started < FUZZED_LINES * 0.0005


async def a_patient_session() -> SessionWire:
    """Signed in, and indifferent to errors."""
    wire = SessionWire(FakeIntake(), SubmissionSettings(limits=Limits(errors=10**9)))
    for octets in SIGN_IN:
        await wire.send(octets)
    return wire


def _mutated(dice: random.Random) -> bytes:
    line = bytearray(dice.choice(ENVELOPE.splitlines()) + b" SIZE=1 ORCPT=rfc822;x ENVID=+2B")
    for _ in range(dice.randrange(6)):
        line[dice.randrange(len(line))] = dice.choice(b'<>@:."\\= +;,\xe5\x00\r\nMRaA0')
    return bytes(line) * dice.choice([1, 1, 1, 40]) + b"\r\n"


async def test_deep_paths_and_routes_are_read_in_linear_time() -> None:
    wire = SessionWire(FakeIntake(), SubmissionSettings(limits=Limits(line_octets=2**21)))
    for octets in (*SIGN_IN, b"MAIL FROM:<taro@example.jp>\r\n"):
        await wire.send(octets)
    started = time.process_time()
    for unit in (b'"', b"<", b"@a,", b'\\"', b'"a"', b"a@", b" A=", b"+2B"):
        await wire.send(b"RCPT TO:<" + unit * 300_000 + b"\r\n")
        await wire.send(b"RCPT TO:<a@example.com> ORCPT=rfc822;" + unit * 300_000 + b"\r\n")
    assert time.process_time() - started < 10


async def test_the_reception_opens_at_data_and_a_full_disk_is_said_there() -> None:
    wire = SessionWire(FakeIntake(begin_fails=SpoolFullError()))
    for octets in (*SIGN_IN, ENVELOPE):
        await wire.send(octets)
    wire.said = b""
    await wire.send(b"DATA\r\n")
    assert wire.said.startswith(b"452 4.3.1 ")
    wire.said = b""
    await wire.send(b"NOOP\r\n")
    assert wire.said.startswith(b"250 ")


async def test_a_spool_that_cannot_begin_is_our_own_failure() -> None:
    wire = SessionWire(FakeIntake(begin_fails=SpoolError("no folder")))
    for octets in (*SIGN_IN, ENVELOPE, b"DATA\r\n"):
        await wire.send(octets)
    assert wire.said.splitlines()[-1].startswith(b"451 4.3.0 ")


@pytest.mark.parametrize(
    ("error", "code"), [(SpoolFullError(), b"452 4.3.1 "), (SpoolError("EIO"), b"451 4.3.0 ")]
)
async def test_a_write_that_fails_is_answered_after_the_dot(error: SpoolError, code: bytes) -> None:
    def fail(length: int) -> None:
        if length:
            raise error

    intake = FakeIntake(write_fails=fail)
    wire = await a_session_in_data(intake)
    await wire.send(b"Subject: x\r\n\r\n")
    await wire.send(b"text\r\n")
    await wire.send(b"more\r\n")
    assert wire.said == b""
    await wire.send(b".\r\n")
    assert wire.said.startswith(code)
    assert intake.receptions[0].discarded
    assert intake.submitted == []


async def test_a_refusal_is_in_the_users_language_where_the_program_shows_it() -> None:
    use("ja")
    try:
        said = []
        for program in (b"User-Agent: Mozilla Thunderbird", b"X-Mailer: Old Program"):
            wire = await a_session_in_data(FakeIntake(), _limited_to(100))
            await wire.send(program + b"\r\n\r\n" + b"x" * 200 + b"\r\n.\r\n")
            said.append(wire.said)
    finally:
        use("en")
    assert all(line.startswith(b"552 5.3.4 ") for line in said)
    assert said[1].isascii()


def _limited_to(octets: int) -> SubmissionSettings:
    return SubmissionSettings(limits=Limits(message_octets=octets))


async def test_a_client_that_leaves_in_the_middle_leaves_nothing_behind() -> None:
    intake = FakeIntake()
    wire = await a_session_in_data(intake)
    await wire.send(b"half a mail")
    wire.session.lost()
    assert intake.receptions[0].discarded


async def test_a_refused_mail_is_dropped_once(monkeypatch: pytest.MonkeyPatch) -> None:
    intake = FakeIntake()
    wire = await a_session_in_data(intake)
    await wire.send(b"a lone\rCR\r\n")
    assert intake.receptions[0].discarded
    monkeypatch.setattr(intake.receptions[0], "discard", pytest.fail)
    wire.session.lost()


async def test_while_a_message_is_held_what_comes_is_kept_and_obeyed_after_the_reply() -> None:
    wire = await a_session_in_data(FakeIntake())
    step = wire.session.receive(b"Hi\r\n.\r\nNOOP\r\n")
    assert isinstance(step.then, Submit)
    assert step.octets == b""
    assert wire.session.receive(b"QUIT\r\n").octets == b""
    assert wire.session.is_held
    step = wire.session.answer(Reply(250, "Kept", "2.0.0"))
    assert step.octets == b"250 2.0.0 Kept\r\n250 2.0.0 OK\r\n221 2.0.0 Goodbye\r\n"
    assert step.then is Request.CLOSE


async def test_it_says_when_enough_has_been_read_ahead() -> None:
    settings = SubmissionSettings(limits=Limits(read_ahead=100))
    session = (await a_session_in_data(FakeIntake(), settings)).session
    fullness = []
    session.receive(b".\r\n" + b"NOOP\r\n" * 16)
    fullness.append(session.is_full)
    session.receive(b"NOOP\r\n")
    fullness.append(session.is_full)
    session.answer(Reply(250, "Kept", "2.0.0"))
    fullness.append(session.is_full)
    assert fullness == [False, True, False]


async def test_patience_is_longest_for_commands_and_endless_for_the_guard() -> None:
    intake = FakeIntake()
    timers = SubmissionSettings().timers
    assert SessionWire(intake).session.patience == timers.command
    wire = await a_session_in_data(intake)
    assert wire.session.patience == timers.data_block
    wire.session.receive(b".\r\n")
    assert wire.session.patience is None


async def test_a_deadline_in_the_middle_of_a_mail_drops_it() -> None:
    intake = FakeIntake()
    wire = await a_session_in_data(intake)
    step = wire.session.expire()
    assert step.octets.startswith(b"421 4.4.2 ")
    assert step.then is Request.SHUT
    assert intake.receptions[0].discarded


async def test_stopping_ends_a_session_unless_the_guard_has_its_mail() -> None:
    idle = SessionWire(FakeIntake())
    assert idle.session.stop().octets.startswith(b"421 4.3.2 ")
    wire = await a_session_in_data(FakeIntake())
    wire.session.receive(b".\r\n")
    assert wire.session.stop().octets == b""
    assert wire.session.is_held


async def test_nothing_is_said_in_clear_while_tls_is_being_agreed_on() -> None:
    wire = SessionWire(FakeIntake(), offers_tls=True)
    await wire.send(b"STARTTLS\r\n")
    step = wire.session.stop()
    assert step.octets == b""
    assert step.then is Request.SHUT


async def test_the_first_octets_inside_tls_may_come_before_it_is_reported() -> None:
    wire = SessionWire(FakeIntake(), offers_tls=True)
    await wire.send(b"STARTTLS\r\n")
    wire.said = b""
    await wire.send(b"EHLO x\r\n")
    assert wire.said == b""
    await wire.start_tls()
    assert wire.said.startswith(b"250-localhost\r\n")


async def test_a_lock_ends_after_its_time() -> None:
    wire = SessionWire(FakeIntake(), SubmissionSettings(limits=Limits(wrong_passwords=1)))
    await wire.send(SIGN_IN[0])
    await wire.send(b"AUTH PLAIN AHRhcm9AZXhhbXBsZS5qcAB3cm9uZw==\r\n")
    await wire.send(SIGN_IN[1])
    assert wire.said.splitlines()[-1].startswith(b"454 4.7.0 ")
    wire.now += 30
    await wire.send(SIGN_IN[1])
    assert wire.said.splitlines()[-1].startswith(b"235 ")


async def test_another_accounts_user_is_not_locked_out() -> None:
    other: Account = replace(FakeIntake().accounts[0])
    wire = SessionWire(FakeIntake((other,)), SubmissionSettings(limits=Limits(wrong_passwords=1)))
    await wire.send(SIGN_IN[0])
    await wire.send(b"AUTH PLAIN AGhhbmFrbwB3cm9uZw==\r\n")  # hanako, wrong
    await wire.send(SIGN_IN[1])
    assert wire.said.splitlines()[-1].startswith(b"235 ")
