"""X11's session management, with a session manager in a process of its own."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QProcess
from pytestqt.qtbot import QtBot

from ui.session.source import Hold
from ui.session.xsmp import SessionManagement

ROOT = Path(__file__).parents[3]


class Manager:
    """The session manager, and what its client said to it."""

    def __init__(self, qtbot: QtBot) -> None:
        self.said: list[str] = []
        self._qtbot = qtbot
        self._process = QProcess()
        self._process.setProcessChannelMode(QProcess.ProcessChannelMode.ForwardedErrorChannel)
        self._process.readyReadStandardOutput.connect(self._on_lines)
        self._process.setWorkingDirectory(str(ROOT))
        self._process.start(sys.executable, ["-m", "tests.ui.session.session_manager"])
        qtbot.waitUntil(lambda: bool(self.said), timeout=30_000)
        self.address = self.said.pop()

    def do(self, word: str) -> None:
        self._process.write(f"{word}\n".encode())

    def until_said(self, *words: str) -> None:
        self._qtbot.waitUntil(lambda: tuple(self.said) == words)
        self.said.clear()

    def close(self) -> None:
        self._process.closeWriteChannel()
        self._process.waitForFinished()

    def _on_lines(self) -> None:
        while self._process.canReadLine():
            self.said.append(bytes(self._process.readLine().data()).decode().strip())


@pytest.fixture
def manager(qtbot: QtBot) -> Iterator[Manager]:
    manager = Manager(qtbot)
    yield manager
    manager.close()


@pytest.fixture
def client(manager: Manager, monkeypatch: pytest.MonkeyPatch) -> SessionManagement:
    monkeypatch.setenv("SESSION_MANAGER", manager.address)
    client = SessionManagement()
    manager.until_said("register", "properties")
    return client


def the_end(manager: Manager, client: SessionManagement, qtbot: QtBot) -> Hold:
    """Announce the end while mail waits; what it waits for."""
    client.follow(waits=True)
    with qtbot.waitSignal(client.ending) as ending:
        manager.do("save")
    manager.until_said("interact")
    assert ending.args is not None
    hold: Hold = ending.args[0]
    return hold


@pytest.mark.real
def test_with_nothing_waiting_it_delays_nothing(
    manager: Manager, client: SessionManagement, qtbot: QtBot
) -> None:
    with qtbot.assertNotEmitted(client.ending):
        manager.do("save")
        manager.until_said("saved 1")


@pytest.mark.real
def test_the_session_ends_when_the_user_has_decided(
    manager: Manager, client: SessionManagement, qtbot: QtBot
) -> None:
    the_end(manager, client, qtbot).release()
    manager.until_said("interact done 0", "saved 1")
    with qtbot.waitSignal(client.over):
        manager.do("die")


@pytest.mark.real
def test_the_user_may_stay_and_leave_later(
    manager: Manager, client: SessionManagement, qtbot: QtBot
) -> None:
    the_end(manager, client, qtbot).refuse()
    manager.until_said("interact done 1", "saved 1")
    manager.do("off")
    the_end(manager, client, qtbot).release()
    manager.until_said("interact done 0", "saved 1")


@pytest.mark.real
def test_an_end_that_is_called_off_waits_for_nobody(
    manager: Manager, client: SessionManagement, qtbot: QtBot
) -> None:
    hold = the_end(manager, client, qtbot)
    manager.do("off")
    manager.until_said("saved 0")
    hold.release()  # too late
    the_end(manager, client, qtbot)
    assert manager.said == []


@pytest.mark.real
def test_a_session_manager_that_dies_takes_nothing_with_it(
    manager: Manager, client: SessionManagement, qtbot: QtBot
) -> None:
    hold = the_end(manager, client, qtbot)
    manager.close()
    qtbot.waitUntil(lambda: client._connection is None)
    hold.release()


@pytest.mark.usefixtures("qapp")
def test_without_a_session_manager_nothing_is_said(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.delenv("SESSION_MANAGER", raising=False)
    SessionManagement().follow(waits=True)
    assert caplog.messages == []


@pytest.mark.usefixtures("qapp")
def test_a_session_manager_that_is_gone_is_one_line(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("SESSION_MANAGER", "local/nowhere:@nothing")
    client = SessionManagement()
    client.follow(waits=True)
    client.release()
    assert len(caplog.messages) == 1
