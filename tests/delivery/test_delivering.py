"""Dispatcher, relay and server together: what the user's own server gets, and when."""

from __future__ import annotations

import asyncio

import pytest

from mailguard.delivery.limits import Limits
from mailguard.delivery.relay import SmtpRelay
from mailguard.domain.account import Account
from mailguard.domain.state import State
from tests.delivery.conftest import TEXT, UNHURRIED, MakeClaim, MakeUpstream, an_account
from tests.delivery.puppets import Post
from tests.fakes import manners as m
from tests.fakes.manners import Step
from tests.fakes.upstream import Upstream


@pytest.fixture
def limits() -> Limits:
    return UNHURRIED


class RealPost(Post):
    """A post whose mails have octets and whose relay speaks SMTP."""

    def __init__(self, account: Account, claim: MakeClaim, limits: Limits) -> None:
        super().__init__(SmtpRelay(limits), limits, account=account)
        self._claim = claim

    async def send(self, *recipients: str, octets: bytes = TEXT) -> str:
        return await self.queue(*recipients, source=self._claim(octets).entry.source)


async def test_a_server_that_comes_back_gets_everything_soon(
    claim: MakeClaim, limits: Limits
) -> None:
    with Upstream() as gone:
        port = gone.port
    post = RealPost(an_account(port), claim, limits)
    ids = [await post.send() for _ in range(8)]
    await post.run()
    assert {post.state(entry_id) for entry_id in ids} == {State.QUEUED}
    assert [c and c.id for c in post.conditions] == ["server-unreachable:taro@example.co.jp"]
    with Upstream(port=port) as back:
        await post.pass_time(15)
        assert {post.state(entry_id) for entry_id in ids} == {State.SENT}
        assert post.conditions[-1] is None
        assert [mail.octets for mail in back.mails] == [TEXT] * 8
        assert back.most_at_once <= 2
        await post.dispatcher.stop()


async def test_a_wrong_password_reaches_the_server_once(
    serve: MakeUpstream, claim: MakeClaim, limits: Limits
) -> None:
    upstream = serve(users={"u": "right"})
    post = RealPost(an_account(upstream, username="u"), claim, limits)
    post.accounts.passwords[post.account.id] = "wrong"
    ids = [await post.send() for _ in range(3)]
    await post.run()
    for _ in range(10):
        await post.pass_time(3600)
    assert upstream.commands.count("AUTH") == 1
    post.accounts.passwords[post.account.id] = "right"
    await post.run()
    assert {post.state(entry_id) for entry_id in ids} == {State.SENT}
    await post.dispatcher.stop()


async def test_a_server_that_falls_over_at_the_dot_leaves_a_question(
    serve: MakeUpstream, claim: MakeClaim, limits: Limits
) -> None:
    upstream = serve(faults={Step.DOT: [m.RESET]})
    post = RealPost(an_account(upstream), claim, limits)
    uncertain, other = await post.send(), await post.send()
    await post.run()
    await post.pass_time(86_400)
    assert post.state(uncertain) is State.UNCERTAIN
    assert post.state(other) is State.SENT
    assert len(upstream.mails) == 2, "nothing was sent twice"
    await post.dispatcher.stop()


async def test_only_the_recipients_still_due_are_tried_again(
    serve: MakeUpstream, claim: MakeClaim, limits: Limits
) -> None:
    upstream = serve(refused={"b@x.example": "450 4.2.1 busy"})
    post = RealPost(an_account(upstream), claim, limits)
    entry_id = await post.send("a@x.example", "b@x.example")
    await post.run()
    upstream.manners.refused.clear()
    await post.pass_time(60)
    assert post.state(entry_id) is State.SENT
    assert [mail.recipients for mail in upstream.mails] == [
        ("RCPT TO:<a@x.example>",),
        ("RCPT TO:<b@x.example>",),
    ]
    await post.dispatcher.stop()


async def test_stopping_says_goodbye(serve: MakeUpstream, claim: MakeClaim, limits: Limits) -> None:
    upstream = serve()
    post = RealPost(an_account(upstream), claim, limits)
    await post.send()
    await post.run()
    await post.dispatcher.stop()
    upstream.close()
    assert upstream.dialogues[0].lines[-1] == "QUIT"


async def test_stopping_leaves_a_mail_under_way_for_the_next_time(
    serve: MakeUpstream, claim: MakeClaim
) -> None:
    upstream = serve(faults={Step.MAIL: m.Fault(then=m.Then.FREEZE)})
    post = RealPost(an_account(upstream), claim, Limits(stop=0.05))
    entry_id = await post.send()
    post.notify()
    assert await asyncio.to_thread(upstream.has_struck.wait, 10)
    await post.dispatcher.stop()
    entry = post.spool.entry(entry_id)
    assert entry is not None
    assert entry.state is State.QUEUED
    assert "runs again" in entry.reason
