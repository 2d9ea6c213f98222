"""What macOS asks and tells, without macOS."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from ui.session.macos import LOCKED, UNLOCKED, MacSession


class FakeApplication:
    """Has room for the question whether it may quit."""

    may_quit: Callable[[], bool]


def an_application() -> Any:
    """Not a real one: there can be only one of those."""
    return FakeApplication()


class FakeNotices:
    """Sends what the test sends."""

    def __init__(self) -> None:
        self.heard: dict[str, Callable[[], None]] = {}

    def hear(self, name: str, on_notice: Callable[[], None]) -> None:
        self.heard[name] = on_notice


class Mac:
    """The session with everything around it."""

    def __init__(self) -> None:
        self.application = an_application()
        self.notices = FakeNotices()
        self.session = MacSession(self.application, self.notices)


@pytest.fixture
def mac() -> Mac:
    return Mac()


def test_with_nothing_waiting_it_quits_at_once(mac: Mac, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(mac.session.ending):
        assert mac.application.may_quit()


@pytest.mark.parametrize(("word", "expected"), [("release", True), ("refuse", False)])
@pytest.mark.usefixtures("qapp")
def test_with_mail_waiting_it_quits_when_the_user_has_said_so(
    mac: Mac, word: str, *, expected: bool
) -> None:
    mac.session.follow(waits=True)
    mac.session.ending.connect(lambda hold: QTimer.singleShot(0, getattr(hold, word)))
    assert mac.application.may_quit() is expected


@pytest.mark.usefixtures("qapp")
def test_what_is_decided_at_once_is_not_waited_for(mac: Mac) -> None:
    mac.session.follow(waits=True)
    mac.session.ending.connect(lambda hold: hold.release())
    assert mac.application.may_quit()


def test_the_screens_lock_is_heard(mac: Mac, qtbot: QtBot) -> None:
    with qtbot.waitSignal(mac.session.locked):
        mac.notices.heard[LOCKED]()
    with qtbot.waitSignal(mac.session.unlocked):
        mac.notices.heard[UNLOCKED]()
