"""A connection serves several mails, is never trusted blindly, and is closed when idle."""

from __future__ import annotations

from mailguard.delivery.connection import Connection
from mailguard.delivery.limits import Limits
from mailguard.delivery.pool import Credentials, Pool
from mailguard.delivery.relay import SmtpRelay
from mailguard.domain.delivery import Delivery, Obstacle
from mailguard.domain.state import State
from tests.delivery.conftest import BRIEF, MakeClaim, MakeUpstream, an_account
from tests.fakes import manners as m
from tests.fakes.manners import Step


def states(*deliveries: Delivery) -> list[State]:
    return [outcome.state for delivery in deliveries for outcome in delivery.outcomes]


def test_mails_follow_each_other_over_one_connection(
    serve: MakeUpstream, claim: MakeClaim, relay: SmtpRelay
) -> None:
    upstream = serve(users={"u": "p"})
    account = an_account(upstream, username="u")
    for _ in range(5):
        assert states(relay.deliver(claim(), account, "p")) == [State.SENT]
    assert len(upstream.dialogues) == 1
    assert upstream.commands.count("AUTH") == 1


def test_a_connection_carries_its_share_and_says_goodbye(
    serve: MakeUpstream, claim: MakeClaim
) -> None:
    upstream = serve()
    relay = SmtpRelay(Limits(mails=3))
    for _ in range(7):
        relay.deliver(claim(), an_account(upstream), None)
    relay.close()
    upstream.close()
    mails = [dialogue.lines.count("DATA") for dialogue in upstream.dialogues]
    assert mails == [3, 3, 1]
    assert all(dialogue.lines[-1] == "QUIT" for dialogue in upstream.dialogues)


def test_a_share_is_a_hundred_mails_and_idle_is_five_seconds() -> None:
    assert (Limits().mails, Limits().idle, Limits().connections) == (100, 5.0, 2)


def test_a_connection_that_died_while_idle_is_replaced_silently(
    serve: MakeUpstream, claim: MakeClaim, relay: SmtpRelay
) -> None:
    upstream = serve()
    account = an_account(upstream)
    relay.deliver(claim(), account, None)
    upstream.hang_up()
    second = relay.deliver(claim(), account, None)
    assert states(second) == [State.SENT]
    assert second.capabilities is not None, "the new connection was asked anew"
    assert len(upstream.mails) == 2


def test_a_421_that_lay_in_wait_is_no_answer_to_the_mail(
    serve: MakeUpstream, claim: MakeClaim, relay: SmtpRelay
) -> None:
    upstream = serve(faults={Step.MAIL: [None, m.leave("421 4.4.2 timeout")]})
    account = an_account(upstream)
    deliveries = [relay.deliver(claim(), account, None) for _ in range(2)]
    assert states(*deliveries) == [State.SENT, State.SENT]
    assert len(upstream.dialogues) == 2


def test_it_is_replaced_once_only(serve: MakeUpstream, claim: MakeClaim, relay: SmtpRelay) -> None:
    upstream = serve(faults={Step.MAIL: [None, m.DROP, m.DROP, m.DROP]})
    account = an_account(upstream)
    relay.deliver(claim(), account, None)
    delivery = relay.deliver(claim(), account, None)
    assert states(delivery) == [State.QUEUED]
    assert delivery.trouble is not None
    assert delivery.trouble.obstacle is Obstacle.UNREACHABLE
    assert len(upstream.dialogues) == 2


def test_a_connection_lost_after_mail_was_answered_is_not_replaced(
    serve: MakeUpstream, claim: MakeClaim, relay: SmtpRelay
) -> None:
    upstream = serve(extensions=(), faults={Step.RCPT: [None, m.DROP]})
    account = an_account(upstream)
    relay.deliver(claim(), account, None)
    assert states(relay.deliver(claim(), account, None)) == [State.QUEUED]
    assert len(upstream.dialogues) == 1


def test_a_stray_reply_breaks_the_connection_not_the_mail(
    serve: MakeUpstream, claim: MakeClaim, relay: SmtpRelay
) -> None:
    upstream = serve(faults={Step.DOT: [m.Fault(b"250 2.0.0 Ok\r\n250 2.0.0 again\r\n")]})
    account = an_account(upstream)
    deliveries = [relay.deliver(claim(), account, None) for _ in range(2)]
    assert states(*deliveries) == [State.SENT, State.SENT]
    assert len(upstream.dialogues) == 2


def test_an_answer_that_comes_before_the_dot_counts_for_nothing(
    serve: MakeUpstream, claim: MakeClaim, relay: SmtpRelay
) -> None:
    upstream = serve(faults={Step.DATA: m.Fault(b"354 go\r\n250 2.0.0 took it already\r\n")})
    assert states(relay.deliver(claim(), an_account(upstream), None)) == [State.QUEUED]
    upstream.close()
    assert upstream.mails == []


def test_after_a_refused_mail_the_connection_goes_on(
    serve: MakeUpstream, claim: MakeClaim, relay: SmtpRelay
) -> None:
    upstream = serve(
        faults={
            Step.MAIL: [m.reply("550 5.7.1 no"), None, None, None],
            Step.DATA: [None, m.reply("554 5.7.1 no"), None],
            Step.DOT: [m.reply("554 5.7.1 spam"), None],
        }
    )
    account = an_account(upstream)
    deliveries = [relay.deliver(claim(), account, None) for _ in range(4)]
    assert states(*deliveries) == [State.FAILED, State.FAILED, State.FAILED, State.SENT]
    assert len(upstream.dialogues) == 1


def test_other_credentials_get_another_connection(
    serve: MakeUpstream, claim: MakeClaim, relay: SmtpRelay
) -> None:
    upstream = serve(users={"u": "new"})
    account = an_account(upstream, username="u")
    deliveries = [relay.deliver(claim(), account, word) for word in ("old", "new", "newer")]
    assert states(*deliveries) == [State.QUEUED, State.SENT, State.QUEUED]
    assert upstream.commands.count("AUTH") == 3


def test_reaching_leaves_a_connection_for_the_next_mail(
    serve: MakeUpstream, claim: MakeClaim, relay: SmtpRelay
) -> None:
    upstream = serve()
    account = an_account(upstream)
    assert relay.reach(account, None).capabilities is not None
    assert states(relay.deliver(claim(), account, None)) == [State.SENT]
    assert len(upstream.dialogues) == 1


def test_an_idle_connection_is_closed_with_quit(serve: MakeUpstream, claim: MakeClaim) -> None:
    upstream = serve()
    relay = SmtpRelay(Limits(idle=0.0))
    relay.deliver(claim(), an_account(upstream), None)
    relay.close_idle()
    upstream.close()
    assert upstream.dialogues[0].lines[-1] == "QUIT"


def test_a_server_that_does_not_answer_quit_is_left_all_the_same(
    serve: MakeUpstream, claim: MakeClaim
) -> None:
    upstream = serve(faults={Step.QUIT: m.STALL})
    relay = SmtpRelay(Limits(quit=0.05))
    relay.deliver(claim(), an_account(upstream), None)
    relay.close()


def test_a_connection_too_long_idle_is_not_taken_again() -> None:
    now = [0.0]
    server = an_account(25).server
    pool, who = Pool(Limits(), lambda: now[0]), Credentials("a", server, None)
    pool.give(who, Connection(server, BRIEF))
    now[0] = 4.9
    taken = pool.take(who)
    assert taken is not None
    pool.give(who, taken)
    now[0] = 9.9
    assert pool.take(who) is None


def test_a_password_is_not_shown_where_credentials_are() -> None:
    assert "secret" not in repr(Credentials("a", an_account(25).server, "secret"))
