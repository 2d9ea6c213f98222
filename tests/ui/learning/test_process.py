"""The real command finds past mail and learns from it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot
from pytestqt.wait_signal import SignalBlocker

from mailguard.domain.learning import Learned, MailFolder, Wish
from mailguard.paths import DataFolder
from tests.cli.test_learning_lines import a_folder
from ui.learning.process import LearningProcess


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    return DataFolder(tmp_path / "data")


@pytest.fixture
def past(folder: DataFolder) -> Iterator[LearningProcess]:
    past = LearningProcess(folder, "en")
    yield past
    past.close()


def told(signal: SignalBlocker) -> Any:
    """What a signal came with."""
    assert signal.args
    return signal.args[0]


def test_thunderbirds_folders_are_found(
    past: LearningProcess, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HOME", "APPDATA"):
        monkeypatch.setenv(name, str(tmp_path))
    for home in (".thunderbird", "Thunderbird", "Library/Thunderbird"):
        (tmp_path / home / "p/Mail/pop").mkdir(parents=True)
        (tmp_path / home / "profiles.ini").write_text("[Profile0]\nIsRelative=1\nPath=p\n")
        a_folder(tmp_path / home / "p/Mail/pop/Sent", 1)
    with qtbot.waitSignal(past.found) as found:
        past.find()
    (folder,) = told(found)
    assert isinstance(folder, MailFolder)
    assert (folder.account, folder.is_sent) == ("pop", True)


def test_what_is_wished_for_is_learned(
    past: LearningProcess, folder: DataFolder, tmp_path: Path, qtbot: QtBot
) -> None:
    steps: list[object] = []
    past.stepped.connect(steps.append)
    with qtbot.waitSignal(past.ended) as ended:
        past.learn(Wish((a_folder(tmp_path / "Sent", 3),)))
        past.learn(Wish(("a second one while the first goes on",)))
    assert told(ended) == Learned(3)
    assert steps
    with closing(sqlite3.connect(folder.knowledge)) as connection:
        assert connection.execute("select value from facts where name = 'sent'").fetchone() == (3,)


def test_it_stops_when_it_is_told_to(past: LearningProcess, tmp_path: Path, qtbot: QtBot) -> None:
    with qtbot.waitSignal(past.stepped):
        past.learn(Wish((a_folder(tmp_path / "Sent", 5000),)))
    with qtbot.waitSignal(past.ended) as ended:
        past.stop()
    assert told(ended).mails < 5000


def test_why_it_could_not_be_done_is_told(
    past: LearningProcess, folder: DataFolder, tmp_path: Path, qtbot: QtBot
) -> None:
    folder.root.write_text("no folder")
    with qtbot.waitSignal(past.failed) as failed:
        past.learn(Wish((a_folder(tmp_path / "Sent", 1),)))
    assert told(failed).startswith("What was learned cannot be kept in")


def test_a_run_that_dies_is_told_of(past: LearningProcess, tmp_path: Path, qtbot: QtBot) -> None:
    with qtbot.waitSignal(past.stepped):
        past.learn(Wish((a_folder(tmp_path / "Sent", 5000),)))
    with qtbot.waitSignal(past.failed) as failed:
        past._on_impatient()
    assert "until then is kept" in told(failed)


def test_nobody_is_shown_what_a_program_says_to_its_makers(
    past: LearningProcess, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mailguard.py").write_text("raise ValueError('of no use to a user')")
    monkeypatch.chdir(tmp_path)
    with qtbot.waitSignal(past.failed) as failed:
        past.learn(Wish((a_folder(tmp_path / "Sent", 1),)))
    assert "until then is kept" in told(failed)


def test_an_answer_to_the_offer_is_remembered(folder: DataFolder) -> None:
    past = LearningProcess(folder, "en")
    assert past.may_be_offered
    past.settle()
    assert past.may_be_offered, "nowhere to write it down"
    folder.root.mkdir()
    past.settle()
    assert not LearningProcess(folder, "en").may_be_offered
