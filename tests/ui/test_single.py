"""One desktop for each data folder."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from mailguard.paths import DataFolder
from ui.single import QUIET, SingleDesktop

pytestmark = pytest.mark.usefixtures("qapp")


def test_a_second_one_calls_the_first_and_leaves(qtbot: QtBot, tmp_path: Path) -> None:
    first, second = (SingleDesktop(DataFolder(tmp_path)) for _ in range(2))
    assert first.take()
    with qtbot.waitSignal(first.called):
        assert not second.take()
    first.leave()


def test_a_second_one_that_was_only_summoned_calls_nobody(qtbot: QtBot, tmp_path: Path) -> None:
    first, second = (SingleDesktop(DataFolder(tmp_path)) for _ in range(2))
    assert first.take()
    with qtbot.assertNotEmitted(first.called, wait=50):
        assert not second.take(QUIET)
    first.leave()


def test_another_data_folder_has_its_own(tmp_path: Path) -> None:
    first = SingleDesktop(DataFolder(tmp_path / "a"))
    second = SingleDesktop(DataFolder(tmp_path / "b"))
    assert first.take()
    assert second.take()
    first.leave()
    second.leave()


def test_when_the_first_has_left_its_place_is_free(tmp_path: Path) -> None:
    first, second = (SingleDesktop(DataFolder(tmp_path)) for _ in range(2))
    assert first.take()
    first.leave()
    assert second.take()
    second.leave()
