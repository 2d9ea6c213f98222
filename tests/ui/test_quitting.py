"""Ending MailGuard loses nothing."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from mailguard.domain.command import Declined, ReleaseNow, Stop
from mailguard.domain.state import State
from tests.ui.links import FakeLink
from tests.ui.questions import NOW, a_summary
from ui.quitting import Quitting

DELAYED = a_summary("m1", State.DELAYED, release_at=NOW)

pytestmark = pytest.mark.usefixtures("theme")


@pytest.fixture
def quitting(link: FakeLink) -> Quitting:
    return Quitting(link)


def test_with_nothing_waiting_it_ends_at_once(
    quitting: Quitting, link: FakeLink, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(quitting.finished):
        quitting.ask(None)
    assert link.sent == [Stop()]


def test_with_mail_waiting_it_asks(quitting: Quitting, link: FakeLink) -> None:
    quitting.follow([DELAYED])
    quitting.ask(None)
    assert quitting.dialog is not None
    assert quitting.dialog.isVisible()
    assert link.sent == []


def test_what_is_paused_or_asked_about_does_not_hold_it_up(
    quitting: Quitting, link: FakeLink
) -> None:
    scheduled = a_summary("m3", State.DELAYED, release_at=NOW, scheduled=True)
    quitting.follow([a_summary("m1", State.DELAYED), a_summary("m2", State.ASKING), scheduled])
    quitting.ask(None)
    assert link.sent == [Stop()]


def test_send_now_waits_until_everything_has_left(quitting: Quitting, link: FakeLink) -> None:
    quitting.follow([DELAYED])
    quitting.send()
    assert link.sent == [ReleaseNow("m1")]
    quitting.follow([a_summary("m1", State.SENDING)])
    assert link.sent_of(Stop) == []
    quitting.follow([])
    assert link.sent_of(Stop) == [Stop()]


def test_what_does_not_leave_in_time_leaves_the_next_time(
    quitting: Quitting, link: FakeLink
) -> None:
    quitting.follow([a_summary("m1", State.QUEUED)])
    quitting.send()
    quitting._patience.timeout.emit()
    assert link.sent == [Stop()]


def test_an_engine_that_is_gone_holds_nothing_up(
    quitting: Quitting, link: FakeLink, qtbot: QtBot
) -> None:
    link.answers[Stop] = Declined("Not there.", "lost")
    with qtbot.waitSignal(quitting.finished):
        quitting.ask(None)
