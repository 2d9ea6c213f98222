"""Starting and stopping the engine by command line."""

from __future__ import annotations

import threading
from contextlib import closing

import pytest

from mailguard.bootstrap import run
from mailguard.control import single
from mailguard.domain.command import Done, Stop
from mailguard.domain.entry import Channel
from mailguard.guard.options import Answering, Options
from mailguard.paths import DataFolder
from tests.cli.conftest import Mailguard
from tests.fakes.front import FakeFront


def test_stopping_waits_until_the_engine_is_gone(
    mailguard: Mailguard, front: FakeFront, folder: DataFolder
) -> None:
    front.answers[Stop] = Done()
    lock = single.acquire(folder.lock)
    assert lock
    threading.Timer(0.1, lock.close).start()
    told = mailguard("stop")
    assert (told.code, lock.closed) == (0, True)
    assert front.heard == [(Stop(), Channel.COMMAND_LINE)]


def test_an_engine_that_takes_long_to_end_is_said_to(
    mailguard: Mailguard, front: FakeFront, folder: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mailguard.cli.engine._ENDING", 0.0)
    front.answers[Stop] = Done()
    lock = single.acquire(folder.lock)
    assert lock
    with closing(lock):
        told = mailguard("stop")
    assert told.code == 1
    assert "still finishing" in told.err


def test_stopping_what_does_not_run_is_no_error(mailguard: Mailguard) -> None:
    assert mailguard("stop").code == 0


def test_the_engine_is_started_with_what_was_given(
    mailguard: Mailguard, folder: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[tuple[DataFolder, Options]] = []
    monkeypatch.setattr(run, "run_engine", lambda *given: started.append(given))
    mailguard("engine")
    mailguard("engine", "--headless", "--answer", "send", "--delay", "0")
    assert started == [
        (folder, Options()),
        (folder, Options(headless=True, answering=Answering.SEND, delay=0.0)),
    ]


def test_an_engine_that_cannot_run_says_why(
    mailguard: Mailguard, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise run.EngineError("MailGuard cannot write there.")

    monkeypatch.setattr(run, "run_engine", fail)
    told = mailguard("engine")
    assert (told.code, told.err) == (1, "MailGuard cannot write there.\n")
