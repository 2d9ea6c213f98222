"""Every state of the dialogue × every fault → the right outcome for each recipient."""

from __future__ import annotations

import time

import pytest

from mailguard.delivery.relay import SmtpRelay
from mailguard.domain.address import Address
from mailguard.domain.delivery import Obstacle
from mailguard.domain.entry import Outcome
from mailguard.domain.envelope import Body, Envelope, Forward
from mailguard.domain.mail import Edit, Span
from mailguard.domain.state import State
from tests.delivery.conftest import (
    BRIEF,
    BRIEF_AT_THE_END,
    TEXT,
    UNHURRIED,
    MakeClaim,
    MakeUpstream,
    an_account,
)
from tests.fakes import manners as m
from tests.fakes.manners import Fault, Step
from tests.mails import an_address

PIPELINING = ("PIPELINING", "8BITMIME", "SIZE 100000000")
PLAIN = ("8BITMIME",)
BIG = b"a line of a big message, over and over again\r\n" * 200_000

SILENT = {Fault(then=m.Then.STALL), m.HALF_AND_STALL}

TRANSIENT, PERMANENT = m.reply("451 4.3.0 later"), m.reply("550 5.7.1 never")
LEAVING = m.leave("421 4.3.2 closing")
BREAKS = {
    "drop": m.DROP,
    "reset": m.RESET,
    "stall": m.STALL,
    "garbage": m.GARBAGE,
    "half a reply": m.HALF,
    "half a reply and silence": m.HALF_AND_STALL,
    "another reply": m.reply("354 what?"),
    "two codes in one reply": m.reply("250-yes\r\n550 no"),
}

BEFORE_THE_DOT = (Step.GREETING, Step.EHLO, Step.MAIL, Step.RCPT, Step.DATA)


def deliver(
    serve: MakeUpstream, claim: MakeClaim, step: Step, fault: Fault, offers: tuple[str, ...]
) -> tuple[Outcome, bool]:
    """The outcome for one recipient, and whether the server has the whole message."""
    upstream = serve(extensions=offers, faults={step: fault})
    brief = BRIEF_AT_THE_END if step is Step.DOT else BRIEF
    relay = SmtpRelay(brief if fault in SILENT else UNHURRIED)
    (outcome,) = relay.deliver(claim(), an_account(upstream), None).outcomes
    relay.close()
    return outcome, bool(upstream.mails)


@pytest.mark.parametrize("offers", [PIPELINING, PLAIN], ids=["pipelining", "one by one"])
@pytest.mark.parametrize("name", BREAKS)
@pytest.mark.parametrize("step", [*BEFORE_THE_DOT, Step.DOT])
def test_a_lost_connection_is_uncertain_only_after_the_dot(
    serve: MakeUpstream, claim: MakeClaim, step: Step, name: str, offers: tuple[str, ...]
) -> None:
    if (step, name) == (Step.DATA, "another reply"):
        return  # 354 is what DATA asks for
    outcome, arrived = deliver(serve, claim, step, BREAKS[name], offers)
    assert outcome.state is (State.UNCERTAIN if step is Step.DOT else State.QUEUED)
    assert arrived is (step is Step.DOT)
    assert "127.0.0.1" in outcome.reason


@pytest.mark.parametrize("offers", [PIPELINING, PLAIN], ids=["pipelining", "one by one"])
@pytest.mark.parametrize("fault", [TRANSIENT, LEAVING], ids=["451", "421"])
@pytest.mark.parametrize("step", [*BEFORE_THE_DOT, Step.DOT])
def test_a_transient_refusal_is_tried_again(
    serve: MakeUpstream, claim: MakeClaim, step: Step, fault: Fault, offers: tuple[str, ...]
) -> None:
    outcome, _ = deliver(serve, claim, step, fault, offers)
    assert outcome.state is State.QUEUED
    assert outcome.reply is not None
    assert outcome.reply.code == int(fault.say[:3])
    assert "tries again" in outcome.reason


@pytest.mark.parametrize("offers", [PIPELINING, PLAIN], ids=["pipelining", "one by one"])
@pytest.mark.parametrize("step", [Step.MAIL, Step.RCPT, Step.DATA, Step.DOT])
def test_a_permanent_refusal_of_the_mail_is_final(
    serve: MakeUpstream, claim: MakeClaim, step: Step, offers: tuple[str, ...]
) -> None:
    outcome, _ = deliver(serve, claim, step, PERMANENT, offers)
    assert outcome.state is State.FAILED
    assert outcome.reply is not None
    assert str(outcome.reply) == "550 5.7.1 never"
    assert "never." in outcome.reason


@pytest.mark.parametrize("step", [Step.GREETING, Step.EHLO])
def test_a_server_that_turns_everybody_away_has_not_refused_the_mail(
    serve: MakeUpstream, claim: MakeClaim, step: Step
) -> None:
    outcome, _ = deliver(serve, claim, step, m.leave("554 5.3.2 no service"), PIPELINING)
    assert outcome.state is State.QUEUED


@pytest.mark.parametrize("name", ["drop", "reset", "stall"])
def test_a_message_that_broke_off_half_way_is_certain_not_to_have_gone(
    serve: MakeUpstream, claim: MakeClaim, name: str
) -> None:
    upstream = serve(faults={Step.BODY: BREAKS[name]})
    relay = SmtpRelay(BRIEF if name == "stall" else UNHURRIED)
    if name == "stall":  # it reads nothing more, so the block does not leave
        upstream.manners.faults[Step.BODY] = Fault(then=m.Then.FREEZE)
    (outcome,) = relay.deliver(claim(BIG), an_account(upstream), None).outcomes
    relay.close()
    assert outcome.state is State.QUEUED
    assert upstream.mails == []


def test_a_server_that_refuses_half_way_is_heard(
    serve: MakeUpstream, claim: MakeClaim, relay: SmtpRelay
) -> None:
    upstream = serve(faults={Step.BODY: m.reply("552 5.3.4 too much")})
    upstream.manners.faults[Step.DOT] = Fault()  # it has said what it had to say
    (outcome,) = relay.deliver(claim(BIG), an_account(upstream), None).outcomes
    assert outcome.state is State.FAILED
    assert "too much" in outcome.reason


def test_a_server_that_refuses_half_way_and_reads_no_more_is_heard(
    serve: MakeUpstream, claim: MakeClaim
) -> None:
    upstream = serve(faults={Step.BODY: Fault(b"552 5.3.4 too much\r\n", m.Then.FREEZE)})
    relay = SmtpRelay(BRIEF)
    (outcome,) = relay.deliver(claim(BIG), an_account(upstream), None).outcomes
    assert outcome.state is State.FAILED
    assert "too much" in outcome.reason


def test_after_a_421_nothing_more_is_waited_for(
    serve: MakeUpstream, claim: MakeClaim, relay: SmtpRelay
) -> None:
    upstream = serve(faults={Step.MAIL: Fault(b"421 4.3.2 closing\r\n", m.Then.STALL)})
    started = time.monotonic()
    (outcome,) = relay.deliver(claim(), an_account(upstream), None).outcomes
    assert outcome.state is State.QUEUED
    assert time.monotonic() - started < UNHURRIED.reply / 10


def test_530_is_the_account_s_fault(
    serve: MakeUpstream, claim: MakeClaim, relay: SmtpRelay
) -> None:
    upstream = serve(faults={Step.MAIL: m.reply("530 5.7.0 Authentication required")})
    delivery = relay.deliver(claim(), an_account(upstream), None)
    assert [outcome.state for outcome in delivery.outcomes] == [State.QUEUED]
    assert delivery.trouble is not None
    assert delivery.trouble.obstacle is Obstacle.PASSWORD_NEEDED


# Several recipients --------------------------------------------------------------------------


@pytest.mark.parametrize("offers", [PIPELINING, PLAIN], ids=["pipelining", "one by one"])
def test_each_recipient_has_an_outcome_of_its_own(
    serve: MakeUpstream, claim: MakeClaim, relay: SmtpRelay, offers: tuple[str, ...]
) -> None:
    upstream = serve(
        extensions=offers,
        refused={"b@x.example": "550 5.1.1 unknown", "c@x.example": "452 4.2.2 full"},
    )
    mail = claim(TEXT, "a@x.example", "b@x.example", "c@x.example", "d@x.example")
    outcomes = relay.deliver(mail, an_account(upstream), None).outcomes
    assert [(o.address.local, o.state, o.reply and o.reply.enhanced) for o in outcomes] == [
        ("a", State.SENT, "2.0.0"),
        ("b", State.FAILED, "5.1.1"),
        ("c", State.QUEUED, "4.2.2"),
        ("d", State.SENT, "2.0.0"),
    ]
    assert "b@x.example" in outcomes[1].reason
    (arrived,) = upstream.mails
    assert arrived.recipients == ("RCPT TO:<a@x.example>", "RCPT TO:<d@x.example>")


@pytest.mark.parametrize("offers", [PIPELINING, PLAIN], ids=["pipelining", "one by one"])
def test_where_nobody_is_accepted_nothing_is_sent_and_the_connection_goes_on(
    serve: MakeUpstream, claim: MakeClaim, relay: SmtpRelay, offers: tuple[str, ...]
) -> None:
    upstream = serve(extensions=offers, refused={"b@x.example": "550 5.1.1 unknown"})
    account = an_account(upstream)
    refused = relay.deliver(claim(TEXT, "b@x.example"), account, None)
    accepted = relay.deliver(claim(TEXT, "a@x.example"), account, None)
    assert [o.state for o in refused.outcomes + accepted.outcomes] == [State.FAILED, State.SENT]
    assert len(upstream.mails) == len(upstream.dialogues) == 1


def test_no_lone_dot_follows_a_354_for_nobody(
    serve: MakeUpstream, claim: MakeClaim, relay: SmtpRelay
) -> None:
    upstream = serve(
        refused={"b@x.example": "550 5.1.1 unknown"},
        faults={Step.DATA: m.reply("354 go ahead all the same")},
    )
    (outcome,) = relay.deliver(claim(TEXT, "b@x.example"), an_account(upstream), None).outcomes
    assert outcome.state is State.FAILED
    upstream.close()
    assert upstream.mails == []
    assert upstream.dialogues[0].incomplete == b"", "not even a RSET was said into the message"


@pytest.mark.parametrize("offers", [PIPELINING, PLAIN], ids=["pipelining", "one by one"])
def test_a_thousand_recipients_are_named(
    serve: MakeUpstream, claim: MakeClaim, relay: SmtpRelay, offers: tuple[str, ...]
) -> None:
    upstream = serve(extensions=offers)
    people = [f"person.number.{n}@department.of.acme.example" for n in range(1000)]
    outcomes = relay.deliver(claim(TEXT, *people), an_account(upstream), None).outcomes
    assert {outcome.state for outcome in outcomes} == {State.SENT}
    assert len(upstream.mails[0].recipients) == 1000


def test_a_refused_sender_is_told_to_nobody_else(
    serve: MakeUpstream, claim: MakeClaim, relay: SmtpRelay
) -> None:
    upstream = serve(extensions=PLAIN, faults={Step.MAIL: [PERMANENT]})
    mail = claim(TEXT, "a@x.example", "b@x.example")
    outcomes = relay.deliver(mail, an_account(upstream), None).outcomes
    assert [outcome.state for outcome in outcomes] == [State.FAILED, State.FAILED]
    assert "RCPT" not in upstream.commands


def test_a_server_that_closes_between_two_recipients_keeps_what_it_refused(
    serve: MakeUpstream, claim: MakeClaim, relay: SmtpRelay
) -> None:
    upstream = serve(extensions=PLAIN, faults={Step.RCPT: [PERMANENT, m.DROP]})
    mail = claim(TEXT, "a@x.example", "b@x.example")
    outcomes = relay.deliver(mail, an_account(upstream), None).outcomes
    assert [outcome.state for outcome in outcomes] == [State.FAILED, State.QUEUED]


# Parameters ----------------------------------------------------------------------------------

RICH = Envelope(
    Address("tarō", "例え.jp"),
    (Forward(an_address("花子@acme.example"), "SUCCESS,FAILURE", "rfc822;hanako@acme.example"),),
    body=Body.EIGHT_BIT,
    smtputf8=True,
    ret="HDRS",
    envid="QQ314159",
)


def test_parameters_are_passed_through(
    serve: MakeUpstream, claim: MakeClaim, relay: SmtpRelay
) -> None:
    upstream = serve()
    relay.deliver(claim(TEXT, envelope=RICH), an_account(upstream), None)
    assert upstream.mails[0].sender == (
        f"MAIL FROM:<tarō@例え.jp> SIZE={len(TEXT)} BODY=8BITMIME SMTPUTF8 RET=HDRS ENVID=QQ314159"
    )
    assert upstream.mails[0].recipients == (
        "RCPT TO:<花子@acme.example> NOTIFY=SUCCESS,FAILURE ORCPT=rfc822;hanako@acme.example",
    )


def test_the_null_reverse_path_stays_null(
    serve: MakeUpstream, claim: MakeClaim, relay: SmtpRelay
) -> None:
    upstream = serve(extensions=())
    envelope = Envelope(None, (Forward(an_address("a@x.example")),), body=Body.SEVEN_BIT)
    relay.deliver(claim(TEXT, envelope=envelope), an_account(upstream), None)
    assert upstream.mails[0].sender == "MAIL FROM:<>"


@pytest.mark.parametrize("lost", ["8BITMIME", "SMTPUTF8", "DSN"])
def test_a_mail_that_needs_an_extension_waits_for_it(
    serve: MakeUpstream, claim: MakeClaim, relay: SmtpRelay, lost: str
) -> None:
    upstream = serve(extensions=sorted({"8BITMIME", "SMTPUTF8", "DSN"} - {lost}))
    delivery = relay.deliver(claim(TEXT, envelope=RICH), an_account(upstream), None)
    assert [outcome.state for outcome in delivery.outcomes] == [State.QUEUED]
    assert delivery.trouble is not None
    assert delivery.trouble.obstacle is Obstacle.EXTENSION_GONE
    assert lost in delivery.outcomes[0].reason
    assert "MAIL" not in upstream.commands


def test_a_server_without_ehlo_is_spoken_to_by_helo(
    serve: MakeUpstream, claim: MakeClaim, relay: SmtpRelay
) -> None:
    upstream = serve(knows_ehlo=False)
    (outcome,) = relay.deliver(claim(), an_account(upstream), None).outcomes
    assert outcome.state is State.SENT


def test_a_mail_bigger_than_the_server_takes_is_not_sent(
    serve: MakeUpstream, claim: MakeClaim, relay: SmtpRelay
) -> None:
    upstream = serve(extensions=["SIZE 40"])
    (outcome,) = relay.deliver(claim(), an_account(upstream), None).outcomes
    assert outcome.state is State.FAILED
    assert "MB" in outcome.reason
    assert "MAIL" not in upstream.commands


def test_the_limit_counts_the_message_as_it_leaves(
    serve: MakeUpstream, claim: MakeClaim, relay: SmtpRelay
) -> None:
    upstream = serve(extensions=[f"SIZE {len(TEXT) - 5}"])
    shortened = claim(TEXT, edits=(Edit(Span(0, 9), b""),))
    (outcome,) = relay.deliver(shortened, an_account(upstream), None).outcomes
    assert outcome.state is State.SENT


def test_a_command_cannot_be_smuggled_into_a_parameter(
    serve: MakeUpstream, claim: MakeClaim, relay: SmtpRelay
) -> None:
    upstream = serve()
    envelope = Envelope(None, (Forward(an_address("a@x.example"), "NEVER\r\nRSET"),))
    (outcome,) = relay.deliver(claim(TEXT, envelope=envelope), an_account(upstream), None).outcomes
    assert outcome.state is State.FAILED
    assert "RSET" not in upstream.commands


def test_what_the_server_offers_is_told_when_it_was_asked(
    serve: MakeUpstream, claim: MakeClaim, relay: SmtpRelay
) -> None:
    upstream = serve(extensions=["SIZE 1000", "DSN", "X-OTHER"])
    account = an_account(upstream)
    first, second = (relay.deliver(claim(), account, None).capabilities for _ in range(2))
    assert first is not None
    assert first.size == 1000
    assert first.extensions == {"DSN"}
    assert second is None, "over the same connection"
