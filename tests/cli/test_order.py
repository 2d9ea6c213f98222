"""Every order reaches the engine as its command, and comes back as a sentence."""

from __future__ import annotations

import msgspec
import pytest

from mailguard.domain import command as c
from mailguard.domain.entry import Channel
from mailguard.domain.event import Details
from mailguard.domain.state import State
from tests.cli.conftest import Mailguard
from tests.fakes.front import FakeFront, a_summary

MAIL = a_summary("0a1b2c3", State.ASKING)

ORDERS = [
    (("answer", "0a1", "send"), c.Answer("0a1b2c3", 1, c.Choice.SEND)),
    (("answer", "0a1", "back"), c.Answer("0a1b2c3", 1, c.Choice.BACK)),
    (("answer", "0a1", "send", "--later"), c.Answer("0a1b2c3", 1, c.Choice.SEND, later=True)),
    (("undo", "0a1"), c.Undo("0a1b2c3")),
    (("now", "0a1"), c.ReleaseNow("0a1b2c3")),
    (("pause", "0a1"), c.Pause("0a1b2c3")),
    (("retry", "0a1"), c.Retry("0a1b2c3")),
    (("resolve", "0a1", "went"), c.Resolve("0a1b2c3", went=True)),
    (("resolve", "0a1", "again"), c.Resolve("0a1b2c3", went=False)),
    (("restore", "0a1"), c.SendAfterAll("0a1b2c3")),
]


@pytest.fixture(autouse=True)
def mail(front: FakeFront) -> None:
    front.entries = (MAIL,)
    front.answers[c.Show] = lambda command: (
        c.Detailed(Details(MAIL, (), ())) if command.id == MAIL.id else c.Declined("No.", "unknown")
    )


@pytest.mark.parametrize(("words", "command"), ORDERS)
def test_an_order_is_carried_out(
    mailguard: Mailguard, front: FakeFront, words: tuple[str, ...], command: c.Command
) -> None:
    front.answers[type(command)] = c.Done()
    told = mailguard(*words)
    assert (told.code, told.err) == (0, "")
    assert told.out.endswith(".\n")
    assert front.heard[-1] == (command, Channel.COMMAND_LINE)


@pytest.mark.parametrize(("words", "command"), ORDERS)
def test_what_is_declined_is_said_as_the_engine_says_it(
    mailguard: Mailguard, front: FakeFront, words: tuple[str, ...], command: c.Command
) -> None:
    front.answers[type(command)] = c.Declined("This mail was sent.", "not-now")
    told = mailguard(*words)
    assert (told.code, told.out, told.err) == (1, "", "This mail was sent.\n")


def test_an_answer_names_the_revision_that_was_shown(
    mailguard: Mailguard, front: FakeFront
) -> None:
    newer = msgspec.structs.replace(MAIL, revision=7)
    front.answers[c.Show] = c.Detailed(Details(newer, (), ()))
    front.answers[c.Answer] = c.Done()
    mailguard("answer", "0a1b2c3", "send")
    assert front.heard[-1][0] == c.Answer("0a1b2c3", 7, c.Choice.SEND)


def test_what_goes_back_goes_back_at_once(mailguard: Mailguard, front: FakeFront) -> None:
    told = mailguard("answer", "0a1", "back", "--later")
    assert (told.code, told.out, told.err) == (1, "", "--later goes with send only.\n")
    assert front.heard == []
