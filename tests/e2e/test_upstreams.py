"""The company's server is down, slow, wrong or gone in every state of the session."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from mailguard.domain.command import Declined, Undo
from mailguard.domain.event import Summary
from mailguard.domain.state import State
from tests.e2e.rig.account import Account
from tests.e2e.rig.mailguard import MailGuard
from tests.e2e.rig.ports import free_port
from tests.e2e.rig.raw_client import RawClient
from tests.e2e.rig.wait import until
from tests.fakes.manners import (
    DROP,
    GARBAGE,
    HALF,
    RESET,
    STALL,
    Fault,
    Manners,
    Step,
    Then,
    leave,
    reply,
)
from tests.fakes.upstream import Upstream

_WAITS, _UNCERTAIN, _FAILED, _SENT = State.QUEUED, State.UNCERTAIN, State.FAILED, State.SENT
_USERS = {"hanako": "correct horse"}
_MAIL = b"From: hanako@company.test\r\nSubject: contract\r\n\r\n" + b"Hello, Taro.\r\n" * 50
_BIG = _MAIL + b"Lorem ipsum dolor sit amet.\r\n" * 500_000  # more than sockets take in

_BEFORE_THE_MAIL = (Step.GREETING, Step.EHLO, Step.AUTH)
_BEFORE_THE_DOT = (*_BEFORE_THE_MAIL, Step.MAIL, Step.RCPT, Step.DATA, Step.BODY)
_BROKEN = {"dropped": DROP, "reset": RESET, "garbage": GARBAGE, "half a reply": HALF}
_LATER = {"4xx": reply("451 4.3.0 not now"), "421": leave("421 4.3.2 closing")}
_NEVER = {"5xx": reply("554 5.7.1 never")}


def _cases() -> Iterator[object]:
    """What strikes, when, and where it leaves the mail."""
    for step in _BEFORE_THE_DOT:
        broken = _BROKEN if step is not Step.BODY else {"dropped": DROP, "reset": RESET}
        yield from _each(step, broken, _WAITS)
        if step is not Step.BODY:
            yield from _each(step, _LATER, _WAITS)
    yield from _each(Step.DOT, _BROKEN, _UNCERTAIN)
    yield from _each(Step.DOT, _LATER, _WAITS)
    for step in _BEFORE_THE_MAIL:  # the account's trouble, not the mail's
        yield from _each(step, _NEVER, _WAITS)
    for step in (Step.MAIL, Step.RCPT, Step.DATA, Step.DOT):
        yield from _each(step, _NEVER, _FAILED)
    yield from _each(Step.QUIT, {"dropped": DROP, **_NEVER}, _SENT)


def _each(step: Step, faults: dict[str, Fault], ends: State) -> Iterator[object]:
    for name, fault in faults.items():
        yield pytest.param(step, fault, ends, id=f"{name} at {step}")


@pytest.fixture
def upstream() -> Iterator[Upstream]:
    with Upstream(Manners(users=_USERS)) as server:
        yield server


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MailGuard]:
    """One engine for all cases, each of which has an account of its own."""
    folder = tmp_path_factory.mktemp("upstreams")
    flags = ("--headless", "--answer", "send", "--delay", "0")
    with MailGuard(folder, *flags) as mailguard:
        mailguard.start()
        yield mailguard
        assert mailguard.errors() == []


@pytest.fixture
def company(upstream: Upstream, recipient: str) -> Account:
    """The account at the server that misbehaves; no two cases share its address."""
    address = recipient.replace("recipient", "hanako")
    return Account(address, upstream.port, "hanako", "correct horse")


def handed_in(mine: Account, *, big: bool = False) -> None:
    """The mail program has its 250."""
    with RawClient.signed_in(mine) as client:
        mail = _BIG if big else _MAIL
        assert client.send(mail, mine.address, "taro@example.test").startswith("250")
        client.quit()


def the_mail(engine: MailGuard, mine: Account) -> Summary:
    (entry,) = [entry for entry in engine.entries() if entry.account == mine.address]
    return entry


def at_rest(engine: MailGuard, mine: Account, expected: State) -> Summary:
    """The mail once it is in `expected`, and says why unless it is gone."""

    def rests() -> Summary | None:
        entry = the_mail(engine, mine)
        told = entry.reason or expected is _SENT
        return entry if entry.state is expected and told else None

    try:
        return until(rests, f"{expected}, with a reason", within=60)
    except TimeoutError as error:
        raise TimeoutError(f"{error}: {the_mail(engine, mine)}") from None


@pytest.mark.parametrize(("step", "fault", "ends"), list(_cases()))
def test_whatever_the_server_does_the_mail_is_where_it_belongs(
    step: Step, fault: Fault, ends: State, engine: MailGuard, company: Account, upstream: Upstream
) -> None:
    mine = engine.add(company)
    upstream.manners.faults[step] = fault
    handed_in(mine, big=step is Step.BODY)
    entry = at_rest(engine, mine, ends)
    assert upstream.has_struck.wait(30)  # QUIT comes after some idle seconds
    completed = step in (Step.DOT, Step.QUIT)  # the server had the whole mail
    assert len(upstream.mails) == completed
    if ends in (_WAITS, _FAILED):
        engine.ask(Undo(entry.id))
        assert the_mail(engine, mine).state is State.WITHDRAWN
    else:
        assert isinstance(engine.ask(Undo(entry.id)), Declined)


@pytest.mark.parametrize(
    ("step", "fault", "ends", "then"),
    [
        (Step.GREETING, DROP, _WAITS, "nothing"),
        (Step.BODY, DROP, _WAITS, "retry"),
        (Step.DOT, reply("451 4.3.0 not now"), _WAITS, "retry"),
        (Step.RCPT, reply("550 5.1.1 nobody"), _FAILED, "retry"),
        (Step.DOT, DROP, _UNCERTAIN, "again"),
    ],
    ids=["no greeting", "broken off", "not now", "refused", "uncertain"],
)
def test_when_the_server_is_well_again_the_mail_leaves_once(
    step: Step,
    fault: Fault,
    ends: State,
    then: str,
    engine: MailGuard,
    company: Account,
    upstream: Upstream,
) -> None:
    mine = engine.add(company)
    upstream.manners.faults[step] = fault
    handed_in(mine, big=step is Step.BODY)
    entry = at_rest(engine, mine, ends)
    upstream.manners.faults.clear()
    before = len(upstream.mails)
    if then == "retry":
        engine.run("retry", entry.id)
    elif then == "again":
        engine.run("resolve", entry.id, "again")
    at_rest(engine, mine, _SENT)
    assert len(upstream.mails) == before + 1
    assert upstream.mails[-1].octets.endswith(_BIG if step is Step.BODY else _MAIL)


def test_a_server_that_is_down_gets_the_mail_when_it_is_back(
    engine: MailGuard, company: Account
) -> None:
    port = free_port()
    mine = engine.add(replace(company, port=port))
    handed_in(mine)
    assert str(port) in at_rest(engine, mine, _WAITS).reason
    with Upstream(Manners(users=_USERS), port) as upstream:
        at_rest(engine, mine, _SENT)
        assert len(upstream.mails) == 1


def test_a_wrong_password_waits_for_the_right_one(
    engine: MailGuard, company: Account, upstream: Upstream
) -> None:
    mine = engine.add(replace(company, password="wrong"))
    handed_in(mine)
    at_rest(engine, mine, _WAITS)
    engine.run("account", "password", mine.address, "--password-stdin", entered=company.password)
    at_rest(engine, mine, _SENT)
    assert len(upstream.mails) == 1
    assert upstream.commands.count("AUTH") <= 4  # a server locks those who try and try


def test_a_slow_server_gets_its_time(
    engine: MailGuard, company: Account, upstream: Upstream
) -> None:
    upstream.manners.pause = 1.5
    mine = engine.add(company)
    handed_in(mine)
    at_rest(engine, mine, _SENT)
    assert len(upstream.mails) == 1


def test_one_server_that_says_nothing_holds_up_no_other(
    engine: MailGuard, company: Account, upstream: Upstream
) -> None:
    mine = engine.add(company)
    upstream.manners.faults[Step.MAIL] = STALL
    handed_in(mine)
    assert upstream.has_struck.wait(60)
    with Upstream(Manners(users=_USERS)) as well:
        other = engine.add(replace(company, address=f"x{company.address}", port=well.port))
        handed_in(other)
        at_rest(engine, other, _SENT)
    assert the_mail(engine, mine).state is State.SENDING


@pytest.mark.parametrize(
    ("step", "silence", "ends"),
    [(Step.BODY, Fault(then=Then.FREEZE), _WAITS), (Step.DOT, STALL, _UNCERTAIN)],
    ids=["before the dot", "after it"],
)
def test_an_engine_that_is_stopped_meanwhile_knows_whether_the_mail_may_have_gone(
    step: Step,
    silence: Fault,
    ends: State,
    a_mailguard: Callable[..., MailGuard],
    company: Account,
    upstream: Upstream,
) -> None:
    engine = a_mailguard("--headless", "--answer", "send", "--delay", "0")
    engine.start()
    mine = engine.add(company)
    upstream.manners.faults[step] = silence
    handed_in(mine, big=step is Step.BODY)
    assert upstream.has_struck.wait(60), "the server never fell silent"
    engine.stop()
    upstream.manners.faults.clear()
    engine.start()
    at_rest(engine, mine, ends)
    engine.run("account", "password", mine.address, "--password-stdin", entered=company.password)
    if ends is _WAITS:
        at_rest(engine, mine, _SENT)
    assert len(upstream.mails) == 1
    assert the_mail(engine, mine).state is (_SENT if ends is _WAITS else _UNCERTAIN)
