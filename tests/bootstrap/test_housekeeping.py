"""Housekeeping: what is over goes, and once a day something is looked after."""

from __future__ import annotations

import os
import time
from datetime import datetime
from pathlib import Path

import pytest

from mailguard.bootstrap.housekeeping import Housekeeping
from mailguard.guard.storage import SpoolError
from tests.fakes.clock import FakeClock
from tests.fakes.memory_spool import MemorySpool

HOUR = 3600.0


class Days:
    """Counts how often it was looked after."""

    def __init__(self) -> None:
        self.count = 0

    async def look(self) -> None:
        self.count += 1


def a_house(folder: Path, clock: FakeClock, days: Days) -> Housekeeping:
    return Housekeeping(MemorySpool(), folder, 1.0, clock, Days().look, days.look)


async def test_what_is_done_daily_is_done_when_a_day_has_gone_by(tmp_path: Path) -> None:
    clock, days = FakeClock(), Days()
    house = a_house(tmp_path, clock, days)
    looks = []
    for _ in range(73):
        await house.look_daily()
        looks.append(days.count)
        clock.pass_awake(HOUR)
    assert looks == [0] * 24 + [1] * 24 + [2] * 24 + [3]


async def test_a_day_goes_by_in_sleep_and_is_made_up_for_once(tmp_path: Path) -> None:
    clock, days = FakeClock(), Days()
    house = a_house(tmp_path, clock, days)
    clock.sleep(100 * HOUR)
    await house.look_daily()
    await house.look_daily()
    assert days.count == 1


async def test_what_was_opened_a_day_ago_goes(tmp_path: Path) -> None:
    for name, age in (("old", 25 * HOUR), ("fresh", HOUR)):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "drawing.dwg").touch()
        os.utime(folder, (time.time() - age,) * 2)
    await a_house(tmp_path, FakeClock(), Days()).sweep()
    assert [path.name for path in tmp_path.iterdir()] == ["fresh"]


async def test_a_spool_that_cannot_be_swept_is_no_reason_to_stop(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    class Failing(MemorySpool):
        async def sweep(self, now: datetime) -> int:
            raise SpoolError(f"the disk is gone at {now}")

    house = Housekeeping(Failing(), tmp_path, 1.0, FakeClock(), Days().look, Days().look)
    await house.sweep()
    assert "the disk is gone" in caplog.text
