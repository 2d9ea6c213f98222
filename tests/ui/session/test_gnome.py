"""GNOME's session manager, played by the test on a real bus."""

from __future__ import annotations

import pytest
from PySide6.QtDBus import QDBusObjectPath
from pytestqt.qtbot import QtBot

from tests.ui.session.buses import PrivateBus, Service
from ui.session.bus import Bus
from ui.session.gnome import GnomeSession

pytestmark = pytest.mark.real

CLIENT = "/org/gnome/SessionManager/Client7"


class Manager(Service):
    """The session manager."""

    def __init__(self, bus: PrivateBus) -> None:
        super().__init__(bus, "org.gnome.SessionManager", "/org/gnome/SessionManager")
        self.answers = {
            "RegisterClient": QDBusObjectPath(CLIENT),
            "UnregisterClient": None,
            "EndSessionResponse": None,
        }

    def say(self, signal: str) -> None:
        self.tell(CLIENT, "org.gnome.SessionManager.ClientPrivate", signal, 0)


@pytest.fixture
def manager(bus: PrivateBus) -> Manager:
    return Manager(bus)


@pytest.fixture
def session(bus: PrivateBus, manager: Manager, qtbot: QtBot) -> GnomeSession:
    """Registered: a mail waits."""
    session = GnomeSession(Bus(bus.connect()))
    session.follow(waits=True)
    qtbot.waitUntil(lambda: session._client is not None)
    assert manager.asked("RegisterClient") == [("mailguard", "")]
    return session


def test_while_mail_waits_the_end_is_held_with_its_reason(
    session: GnomeSession, manager: Manager, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(session.ending) as ending:
        manager.say("QueryEndSession")
    held = [(False, "Mail is waiting to be sent")]
    qtbot.waitUntil(lambda: manager.asked("EndSessionResponse") == held)
    assert ending.args is not None
    ending.args[0].release()
    qtbot.waitUntil(lambda: manager.asked("EndSessionResponse")[1:] == [(True, "")])


def test_a_user_who_logs_off_anyway_is_not_held(
    session: GnomeSession, manager: Manager, qtbot: QtBot
) -> None:
    with qtbot.assertNotEmitted(session.ending):
        manager.say("EndSession")
        qtbot.waitUntil(lambda: manager.asked("EndSessionResponse") == [(True, "")])


def test_when_nothing_waits_any_more_it_asks_nobody(
    session: GnomeSession, manager: Manager, qtbot: QtBot
) -> None:
    session.follow(waits=False)
    qtbot.waitUntil(lambda: len(manager.asked("UnregisterClient")) == 1)


def test_it_registers_once_however_fast_things_change(
    bus: PrivateBus, manager: Manager, qtbot: QtBot
) -> None:
    session = GnomeSession(Bus(bus.connect()))
    for waits in (True, False, True, False):
        session.follow(waits=waits)
    qtbot.waitUntil(lambda: len(manager.asked("UnregisterClient")) == 1)
    assert len(manager.asked("RegisterClient")) == 1
