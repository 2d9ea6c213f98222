"""Each test that asks for `spool` is done with the one in memory and with the one on disk."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from mailguard.spool.disk import DiskSpool, SpoolSettings
from tests.fakes.memory_spool import MemorySpool
from tests.spool.builders import Clock

SETTINGS = SpoolSettings(free_space=0)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(params=["memory", "disk"])
async def spool(
    request: pytest.FixtureRequest, tmp_path: Path, clock: Clock
) -> AsyncIterator[MemorySpool | DiskSpool]:
    if request.param == "memory":
        yield MemorySpool(clock)
        return
    disk = DiskSpool(tmp_path / "spool", SETTINGS, clock)
    yield disk
    await disk.close()


@pytest.fixture
async def disk(tmp_path: Path, clock: Clock) -> AsyncIterator[DiskSpool]:
    """A spool on disk."""
    disk = DiskSpool(tmp_path / "spool", SETTINGS, clock)
    yield disk
    await disk.close()
