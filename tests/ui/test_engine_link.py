"""The connection to the engine, with a real one's control server at the other end."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from mailguard.control import address
from mailguard.control.server import ControlServer
from mailguard.domain.command import Declined, Done, List, Listing, Response, Undo
from mailguard.domain.event import Changed, Snapshot
from mailguard.domain.state import State
from mailguard.paths import DataFolder
from tests.fakes.front import FakeFront, some_summaries
from tests.ui.questions import a_summary
from ui import engine_link
from ui.engine_link import EngineLink


class Engine:
    """A control server in a thread of its own: the desktop has no asyncio."""

    def __init__(self, folder: DataFolder) -> None:
        self.folder = folder
        self.front = FakeFront(*some_summaries(300))
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever)

    def start(self) -> None:
        self.thread.start()
        self._run(self._start())

    async def _start(self) -> None:
        async def nobody() -> None: ...

        self.server = ControlServer(nobody)
        address.write(self.folder.channel, await self.server.start(self.front))

    def publish(self) -> None:
        event = Changed(a_summary("m1", State.SENT))
        self.loop.call_soon_threadsafe(self.server.publish, event)

    def hang_up(self) -> None:
        self._run(self.server.close())

    def stop(self) -> None:
        self._run(self.server.close())
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()
        self.loop.close()

    def _run(self, what: object) -> None:
        assert asyncio.iscoroutine(what)
        asyncio.run_coroutine_threadsafe(what, self.loop).result(10)


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    folder = DataFolder(tmp_path)
    folder.create()
    return folder


@pytest.fixture
def engine(folder: DataFolder) -> Iterator[Engine]:
    engine = Engine(folder)
    engine.start()
    yield engine
    engine.stop()


@pytest.fixture
def starts(monkeypatch: pytest.MonkeyPatch) -> list[DataFolder]:
    """Where an engine was to be started; none is."""
    started: list[DataFolder] = []
    monkeypatch.setattr(engine_link, "start_engine", started.append)
    return started


@pytest.fixture
def attached(qtbot: QtBot, engine: Engine, starts: list[DataFolder]) -> Iterator[EngineLink]:
    link = EngineLink(engine.folder)
    with qtbot.waitSignal(link.heard) as snapshot:
        link.open()
    assert isinstance(snapshot.args[0], Snapshot)
    assert starts == []
    yield link
    link.close()


def test_a_command_is_answered(qtbot: QtBot, engine: Engine, attached: EngineLink) -> None:
    engine.front.answers[Undo] = Done()
    heard: list[Response] = []
    attached.send(Undo("m1"), heard.append)
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == [Done()]
    assert engine.front.heard[0][0] == Undo("m1")


def test_the_pages_of_a_listing_come_as_one(qtbot: QtBot, attached: EngineLink) -> None:
    heard: list[Response] = []
    attached.send(List(limit=1000), heard.append)
    qtbot.waitUntil(lambda: bool(heard))
    assert isinstance(heard[0], Listing)
    assert len(heard[0].entries) == 300


def test_events_are_heard(qtbot: QtBot, engine: Engine, attached: EngineLink) -> None:
    with qtbot.waitSignal(attached.heard) as event:
        engine.publish()
    assert isinstance(event.args[0], Changed)
    assert event.args[0].summary.state is State.SENT


def test_what_was_not_answered_is_declined_when_the_engine_goes(
    qtbot: QtBot, engine: Engine, attached: EngineLink
) -> None:
    engine.front.answers[Undo] = Done()
    engine.front.held_up = (Undo,)
    engine.loop.call_soon_threadsafe(engine.front.may_answer.clear)
    heard: list[Response] = []
    attached.send(Undo("m1"), heard.append)
    with qtbot.waitSignal(attached.lost):
        engine.hang_up()
    assert [isinstance(each, Declined) and each.code for each in heard] == ["lost"]


def test_it_comes_back_when_the_engine_does(
    qtbot: QtBot, engine: Engine, attached: EngineLink
) -> None:
    with qtbot.waitSignal(attached.lost):
        engine.hang_up()
    with qtbot.waitSignal(attached.attached):
        engine._run(engine._start())


def test_without_an_engine_one_is_started_and_commands_are_declined(
    qtbot: QtBot, folder: DataFolder, starts: list[DataFolder]
) -> None:
    link = EngineLink(folder)
    heard: list[Response] = []
    link.open()
    link.send(Undo("m1"), heard.append)
    qtbot.waitUntil(lambda: bool(starts))
    assert isinstance(heard[0], Declined)
    assert starts == [folder]
    link.close()
    assert not link.is_attached


def test_a_stranger_at_the_port_is_not_believed(
    qtbot: QtBot, engine: Engine, starts: list[DataFolder]
) -> None:
    true = address.read(engine.folder.channel)
    assert true is not None
    forged = address.ChannelAddress(true.port, b"0" * 32, true.pid)
    address.write(engine.folder.channel, forged)
    link = EngineLink(engine.folder)
    link.open()
    qtbot.waitUntil(lambda: bool(starts))
    assert not link.is_attached
    link.close()
