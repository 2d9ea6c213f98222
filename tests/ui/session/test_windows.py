"""What Windows asks and is asked, without Windows."""

from __future__ import annotations

import ctypes
from ctypes import wintypes

import pytest
from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.session.windows import WM_WTSSESSION_CHANGE, SessionWindow, WindowsSession


class FakeCalls:
    """Notes what is asked of Windows."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def hear(self, handle: int) -> None:
        assert handle
        self.asked.append("hear")

    def block(self, handle: int, reason: str) -> None:
        assert handle
        self.asked.append(f"block: {reason}")

    def unblock(self, handle: int) -> None:
        assert handle
        self.asked.append("unblock")


class FakeManager:
    """Qt's view of a log-off."""

    is_cancelled = False

    def cancel(self) -> None:
        self.is_cancelled = True


@pytest.fixture
def calls() -> FakeCalls:
    return FakeCalls()


@pytest.fixture
def session(qapp: QApplication, calls: FakeCalls) -> WindowsSession:
    return WindowsSession(qapp, calls)


def test_the_reason_stands_while_mail_waits(session: WindowsSession, calls: FakeCalls) -> None:
    session.follow(waits=True)
    session.follow(waits=False)
    assert calls.asked == ["hear", "block: Mail is waiting to be sent", "unblock"]


def test_a_log_off_is_answered_at_once_and_asked_about_then(
    session: WindowsSession, qtbot: QtBot
) -> None:
    session.follow(waits=True)
    manager = FakeManager()
    with qtbot.waitSignal(session.ending):
        session._on_commit(manager)  # type: ignore[arg-type]  # Qt makes the real one
        assert manager.is_cancelled


def test_with_nothing_waiting_a_log_off_goes_on(session: WindowsSession) -> None:
    manager = FakeManager()
    session._on_commit(manager)  # type: ignore[arg-type]  # Qt makes the real one
    assert not manager.is_cancelled


@pytest.mark.parametrize(
    ("number", "change", "expected"),
    [
        (WM_WTSSESSION_CHANGE, 0x7, ["locked"]),
        (WM_WTSSESSION_CHANGE, 0x8, ["unlocked"]),
        (WM_WTSSESSION_CHANGE, 0x1, []),
        (0x0010, 0x8, []),
    ],
)
@pytest.mark.usefixtures("qapp")
def test_its_messages_are_read(number: int, change: int, expected: list[str]) -> None:
    window = SessionWindow()
    heard: list[str] = []
    window.locked.connect(lambda: heard.append("locked"))
    window.unlocked.connect(lambda: heard.append("unlocked"))
    message = wintypes.MSG(message=number, wParam=change)
    answer = window.nativeEvent(QByteArray(b"windows_generic_MSG"), ctypes.addressof(message))
    assert answer == (False, 0)
    assert heard == expected
