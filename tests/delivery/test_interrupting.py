"""When the engine stops, what is certain is cut short, and a final reply is waited for."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from mailguard.delivery.connection import Connection, InterruptedByUsError
from mailguard.delivery.limits import Limits
from mailguard.delivery.relay import SmtpRelay
from mailguard.domain.account import Account, Security
from mailguard.domain.delivery import Delivery
from mailguard.domain.entry import Claim
from mailguard.domain.state import State
from tests.delivery.conftest import TEXT, Authority, MakeClaim, MakeUpstream, an_account
from tests.delivery.test_session import server_side
from tests.fakes import manners as m
from tests.fakes.manners import Step
from tests.fakes.upstream import Upstream

LONG = 10.0  # seconds: not reached unless the test fails
SHORT = 0.1


class Attempt:
    """A delivery under way in a thread."""

    def __init__(self, deliver: Callable[[], Delivery]) -> None:
        self._deliver = deliver
        self._done: list[Delivery] = []
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def _run(self) -> None:
        self._done.append(self._deliver())

    def lasts(self, seconds: float) -> bool:
        self._thread.join(seconds)
        return self._thread.is_alive()

    def state(self) -> State:
        assert not self.lasts(LONG)
        (outcome,) = self._done[0].outcomes
        return outcome.state

    def reason(self) -> str:
        return self._done[0].outcomes[0].reason


def begun(relay: SmtpRelay, mail: Claim, account: Account, upstream: Upstream) -> Attempt:
    """A delivery that has come to where its server does not go on."""
    attempt = Attempt(lambda: relay.deliver(mail, account, None))
    assert upstream.has_struck.wait(LONG)
    return attempt


@pytest.mark.parametrize("step", [Step.GREETING, Step.EHLO, Step.MAIL, Step.DATA])
def test_before_the_dot_it_is_cut_short(
    serve: MakeUpstream, claim: MakeClaim, relay: SmtpRelay, step: Step
) -> None:
    upstream = serve(faults={step: [m.Fault(then=m.Then.FREEZE)]})
    attempt = begun(relay, claim(), an_account(upstream), upstream)
    relay.interrupt()
    assert attempt.state() is State.QUEUED
    assert "when MailGuard runs again" in attempt.reason()


def test_in_the_middle_of_a_big_mail_too(
    serve: MakeUpstream, claim: MakeClaim, relay: SmtpRelay
) -> None:
    upstream = serve(faults={Step.BODY: m.Fault(then=m.Then.FREEZE)})
    attempt = begun(relay, claim(TEXT * 200_000), an_account(upstream), upstream)
    relay.interrupt()
    assert attempt.state() is State.QUEUED


def test_over_tls_too(
    serve: MakeUpstream, claim: MakeClaim, relay: SmtpRelay, authority: Authority
) -> None:
    upstream = serve(
        tls=server_side(authority),
        is_tls_implicit=True,
        faults={Step.MAIL: m.Fault(then=m.Then.FREEZE)},
    )
    account = an_account(upstream, security=Security.TLS, ca_file=authority.file)
    attempt = begun(relay, claim(), account, upstream)
    relay.interrupt()
    assert attempt.state() is State.QUEUED


def test_the_final_reply_is_waited_for(
    serve: MakeUpstream, claim: MakeClaim, relay: SmtpRelay
) -> None:
    upstream = serve(faults={Step.DOT: m.Fault(then=m.Then.FREEZE)})
    attempt = begun(relay, claim(), an_account(upstream), upstream)
    relay.interrupt()
    assert attempt.lasts(SHORT)
    relay.interrupt(crossed_too=True)
    assert attempt.state() is State.UNCERTAIN


def test_nothing_is_begun_afterwards(
    serve: MakeUpstream, claim: MakeClaim, relay: SmtpRelay
) -> None:
    upstream = serve()
    account = an_account(upstream)
    relay.deliver(claim(), account, None)
    relay.interrupt()
    for _ in range(2):  # neither over the kept connection nor over a new one
        (outcome,) = relay.deliver(claim(), account, None).outcomes
        assert outcome.state is State.QUEUED
    assert relay.reach(account, None).trouble is not None
    assert len(upstream.mails) == 1


def test_what_was_cut_never_crosses() -> None:
    connection = Connection(an_account(25).server, Limits())
    connection.cut()
    with pytest.raises(InterruptedByUsError):
        connection.cross()


def test_what_has_crossed_is_cut_only_on_demand() -> None:
    connection = Connection(an_account(25).server, Limits())
    connection.cross()
    connection.cut()
    connection.cross()
    connection.cut(crossed_too=True)
    with pytest.raises(InterruptedByUsError):
        connection.cross()
