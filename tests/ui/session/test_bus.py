"""A bus that is not there."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtDBus import QDBusConnection

from tests.ui.play import Play
from tests.ui.session.test_ending import DELAYED, SENT
from ui.session.bus import Bus
from ui.session.gnome import GnomeSession
from ui.session.logind import Logind
from ui.session.screen_saver import ScreenSavers
from ui.session.source import Source
from ui.session.watch import SessionWatch
from ui.theme import Theme


@pytest.mark.parametrize("service", [Logind, GnomeSession, ScreenSavers])
def test_without_a_bus_everything_else_works(
    theme: Theme, service: Callable[[Bus], Source], caplog: pytest.LogCaptureFixture
) -> None:
    nowhere = QDBusConnection.connectToBus("unix:path=nowhere", "nowhere")
    play = Play(theme, SessionWatch([service(Bus(nowhere))]))
    for event in (DELAYED, SENT, DELAYED):
        play.tell(event)
    assert len(caplog.messages) <= 1
    play.desktop.tray.quit_wanted.emit()
    assert play.desktop.quitting.dialog is not None
    play.close()
