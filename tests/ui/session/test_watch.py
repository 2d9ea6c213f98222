"""Several services, one session."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from ui.session.source import Source
from ui.session.watch import SessionWatch


class Noting(Source):
    """Notes what it is told."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[bool] = []

    def follow(self, *, waits: bool) -> None:
        self.told.append(waits)


def test_an_unlocking_that_two_services_tell_of_is_one(qtbot: QtBot) -> None:
    first, second = Source(), Source()
    watch = SessionWatch([first, second])
    heard: list[str] = []
    watch.unlocked.connect(lambda: heard.append("unlocked"))
    for source in (first, second):
        source.locked.emit()
    for source in (first, second):
        source.unlocked.emit()
    assert heard == ["unlocked"]
    first.locked.emit()
    with qtbot.waitSignal(watch.unlocked):
        first.unlocked.emit()


def test_a_session_that_was_not_locked_is_not_unlocked(qtbot: QtBot) -> None:
    source = Source()
    watch = SessionWatch([source])
    with qtbot.assertNotEmitted(watch.unlocked):
        source.unlocked.emit()


def test_only_what_is_new_is_told_to_the_services() -> None:
    source = Noting()
    watch = SessionWatch([source])
    for waits in (False, True, True, False):
        watch.follow(waits=waits)
    assert source.told == [True, False]
