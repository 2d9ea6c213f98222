"""Forgetting somebody: their mails go, files and rows, unless something is still to happen."""

from __future__ import annotations

from pathlib import Path

import pytest

from mailguard.domain.state import WAITING, State
from mailguard.guard.storage import Forgotten, Spool
from mailguard.spool.disk import DiskSpool, SpoolSettings
from tests.spool.builders import ACCOUNT, HANAKO, JIRO, in_state, kept, queued


@pytest.mark.parametrize("state", sorted(set(State) - WAITING))
async def test_mails_that_are_over_go(spool: Spool, state: State) -> None:
    entry = await in_state(spool, state, HANAKO, JIRO)
    assert await spool.forget(JIRO.key) == Forgotten(1, 0)
    assert spool.entry(entry.id) is None
    assert spool.journal(entry.id) == ()


@pytest.mark.parametrize("state", sorted(WAITING - {State.RECEIVED}))
async def test_mails_that_wait_are_kept(spool: Spool, state: State) -> None:
    entry = await in_state(spool, state, HANAKO)
    assert await spool.forget(HANAKO.key) == Forgotten(0, 1)
    assert spool.entry(entry.id) == entry


async def test_mails_of_others_stay(spool: Spool) -> None:
    entry = await in_state(spool, State.SENT, HANAKO)
    assert await spool.forget(JIRO.key) == Forgotten(0, 0)
    assert spool.entry(entry.id) == entry


async def test_a_sender_can_be_forgotten_too(spool: Spool) -> None:
    await in_state(spool, State.SENT, HANAKO)
    assert await spool.forget(ACCOUNT) == Forgotten(1, 0)


async def test_nothing_of_them_is_left_in_the_folder(tmp_path: Path) -> None:
    spool = DiskSpool(tmp_path, SpoolSettings(free_space=0))
    await in_state(spool, State.SENT, JIRO)
    await spool.forget(JIRO.key)
    await spool.close()
    octets = b"".join(path.read_bytes() for path in tmp_path.iterdir() if path.is_file())
    assert b"jiro" not in octets.lower()


async def test_a_forgotten_mail_is_not_found_again_after_a_restart(tmp_path: Path) -> None:
    spool = DiskSpool(tmp_path, SpoolSettings(free_space=0))
    await in_state(spool, State.SENT, JIRO)
    waiting = await queued(spool, HANAKO)
    await kept(spool, HANAKO)
    await spool.forget(JIRO.key)
    await spool.close()
    again = DiskSpool(tmp_path, SpoolSettings(free_space=0))
    assert {e.state for e in again.entries()} == {State.QUEUED, State.ABANDONED}
    assert again.entry(waiting.id) == waiting
    await again.close()
