"""The room on the disk."""

from __future__ import annotations

from pathlib import Path

import pytest

from mailguard.guard.storage import SpoolError, SpoolFullError
from mailguard.spool.disk import DiskSpool, SpoolSettings
from mailguard.spool.space import Space
from tests.spool.builders import ACCOUNT, an_envelope


def a_disk(*free: int, floor: int = 100) -> Space:
    """A disk with `free` octets left, one number for each look at it."""
    looks = iter(free)
    return Space(Path("spool"), floor, lambda _: next(looks))


@pytest.mark.parametrize(
    ("free", "size"), [(100, None), (100, 0), (1000, 600), (1500, 1000), (100, 66)]
)
def test_there_is_room(free: int, size: int | None) -> None:
    a_disk(free).require(size)


@pytest.mark.parametrize(("free", "size"), [(99, None), (99, 1), (1499, 1000), (0, 0)])
def test_there_is_no_room(free: int, size: int | None) -> None:
    with pytest.raises(SpoolFullError, match=f"{free} octets"):
        a_disk(free).require(size)


def test_the_disk_is_looked_at_once_for_many_mails() -> None:
    space = a_disk(1000)
    for _ in range(100):
        space.require(100)


def test_room_that_comes_back_is_seen_at_once() -> None:
    space = a_disk(1000, 0, 1000)
    space.require(None)
    with pytest.raises(SpoolFullError):
        space.require(700)
    space.require(600)


def test_a_disk_that_cannot_be_looked_at_is_an_error_of_the_spool(tmp_path: Path) -> None:
    with pytest.raises(SpoolError):
        Space(tmp_path / "gone").require(None)


async def test_a_spool_on_a_disk_that_is_nearly_full_opens_no_reception(tmp_path: Path) -> None:
    spool = DiskSpool(tmp_path, SpoolSettings(free_space=1 << 60))
    with pytest.raises(SpoolFullError):
        spool.open_reception(ACCOUNT, an_envelope(), 10)
    await spool.close()
