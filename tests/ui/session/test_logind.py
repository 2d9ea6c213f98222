"""systemd-logind, played by the test on a real bus."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from mailguard.domain.event import Asked, Changed
from mailguard.domain.state import State
from tests.ui.play import Play
from tests.ui.questions import NOW, a_question, a_summary
from tests.ui.session.buses import SESSION, Login, PrivateBus
from ui.session.bus import Bus
from ui.session.logind import Logind
from ui.session.watch import SessionWatch
from ui.theme import Theme

pytestmark = pytest.mark.real

DELAYED = Changed(a_summary("m1", State.DELAYED, release_at=NOW))
SENT = Changed(a_summary("m1", State.SENT))
ASKED = Asked(a_summary("m1", State.ASKING), a_question().preview)


@pytest.fixture
def play(bus: PrivateBus, login: Login, theme: Theme, qtbot: QtBot) -> Iterator[Play]:
    """A desktop whose session logind speaks of."""
    play = Play(theme, SessionWatch([Logind(Bus(bus.connect()))]))
    until_followed(login, qtbot)
    yield play
    play.close()


def until_followed(login: Login, qtbot: QtBot, *, is_locked: bool = False) -> None:
    """Wait until what logind says of the session is heard."""

    def is_heard() -> bool:
        login.hint(is_locked=is_locked)
        return bool(login.asked("Get"))

    qtbot.waitUntil(is_heard)
    assert login.asked("GetSession") == [("auto",)]


def lock(login: Login, qtbot: QtBot) -> None:
    """Lock the screen, and wait until it was asked about."""
    before = len(login.asked("Get"))
    login.hint(is_locked=True)
    qtbot.waitUntil(lambda: len(login.asked("Get")) > before)


def test_a_shutdown_is_delayed_from_the_first_mail_that_waits_to_the_last(
    play: Play, login: Login, qtbot: QtBot
) -> None:
    play.tell(DELAYED)
    qtbot.waitUntil(lambda: login.is_held)
    expected = ("shutdown", "MailGuard", "Mail is waiting to be sent", "delay")
    assert login.asked("Inhibit") == [expected]
    play.tell(SENT)
    qtbot.waitUntil(lambda: not login.is_held)


def test_a_mail_that_is_gone_before_the_lock_comes_delays_nothing(
    play: Play, login: Login, qtbot: QtBot
) -> None:
    play.tell(DELAYED)
    play.tell(SENT)
    qtbot.waitUntil(lambda: bool(login.asked("Inhibit")))
    qtbot.waitUntil(lambda: not login.is_held)


def test_an_announced_shutdown_raises_the_dialog(play: Play, login: Login, qtbot: QtBot) -> None:
    play.tell(DELAYED)
    qtbot.waitUntil(lambda: login.is_held)
    login.shut_down()
    qtbot.waitUntil(lambda: play.desktop.quitting.dialog is not None)
    assert login.is_held
    play.desktop.quitting.stop()
    qtbot.waitUntil(lambda: not login.is_held)


def test_with_nothing_waiting_a_shutdown_asks_nothing(
    play: Play, login: Login, qtbot: QtBot
) -> None:
    login.shut_down()
    lock(login, qtbot)  # is heard after the shutdown's signal
    play.tell(DELAYED)  # too late for a lock
    lock(login, qtbot)  # is asked about after any lock
    assert play.desktop.quitting.dialog is None
    assert login.asked("Inhibit") == []


def test_a_shutdown_that_was_called_off_is_delayed_the_next_time(
    play: Play, login: Login, qtbot: QtBot
) -> None:
    play.tell(DELAYED)
    qtbot.waitUntil(lambda: login.is_held)
    login.shut_down()
    qtbot.waitUntil(lambda: play.desktop.quitting.dialog is not None)
    play.desktop.quitting.withdraw()  # as by Esc
    qtbot.waitUntil(lambda: not login.is_held)
    login.shut_down(begins=False)
    qtbot.waitUntil(lambda: login.is_held)


def test_unlocking_shows_a_question_again(play: Play, login: Login, qtbot: QtBot) -> None:
    play.tell(ASKED)
    play.desktop.review.close()
    lock(login, qtbot)
    login.hint(is_locked=False)
    qtbot.waitUntil(play.desktop.review.isVisible)


def test_the_signals_of_the_session_count_too(play: Play, login: Login, qtbot: QtBot) -> None:
    play.tell(ASKED)
    play.desktop.review.close()
    login.lock("Lock")
    login.lock("Unlock")
    qtbot.waitUntil(play.desktop.review.isVisible)


def test_another_users_session_does_not_count(bus: PrivateBus, login: Login, qtbot: QtBot) -> None:
    logind = Logind(Bus(bus.connect()))
    heard: list[str] = []
    logind.locked.connect(lambda: heard.append("locked"))
    logind.unlocked.connect(lambda: heard.append("unlocked"))
    until_followed(login, qtbot, is_locked=True)
    login.tell(f"{SESSION}3", "org.freedesktop.login1.Session", "Unlock")
    lock(login, qtbot)  # is heard after that
    qtbot.waitUntil(lambda: bool(heard))
    assert "unlocked" not in heard


def test_a_logind_that_refuses_breaks_nothing(
    play: Play, login: Login, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    del login.answers["Inhibit"]
    for event in (DELAYED, SENT, DELAYED):
        play.tell(event)
    qtbot.waitUntil(lambda: len(login.asked("Inhibit")) == 2)
    qtbot.waitUntil(lambda: bool(caplog.messages))
    assert [m for m in caplog.messages if "login1" in m] == caplog.messages[:1]
    play.desktop.tray.quit_wanted.emit()
    assert play.desktop.quitting.dialog is not None
