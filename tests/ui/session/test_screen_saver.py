"""Lock screens, played by the test on a real bus."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.session.buses import PrivateBus, Service
from ui.session.bus import Bus
from ui.session.screen_saver import ScreenSavers

pytestmark = pytest.mark.real


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("org.freedesktop.ScreenSaver", "/ScreenSaver"),
        ("org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver"),
        ("org.gnome.ScreenSaver", "/org/gnome/ScreenSaver"),
    ],
)
def test_a_lock_screen_comes_and_goes(bus: PrivateBus, qtbot: QtBot, name: str, path: str) -> None:
    screen = Service(bus, name, path)
    savers = ScreenSavers(Bus(bus.connect()))
    with qtbot.waitSignal(savers.locked):
        screen.tell(path, name, "ActiveChanged", True)
    with qtbot.waitSignal(savers.unlocked):
        screen.tell(path, name, "ActiveChanged", False)
