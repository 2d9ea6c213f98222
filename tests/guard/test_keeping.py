"""While the disk is waited for, a mail is looked through; nobody is asked before it is there."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime

import pytest

from mailguard.domain.entry import Entry
from mailguard.domain.state import State
from mailguard.guard.options import Answering, Options
from mailguard.guard.storage import Reception, SpoolError
from tests.fakes.memory_spool import MemorySpool
from tests.guard.conftest import Rig


class SlowSpool(MemorySpool):
    """A spool whose disk takes its time, or breaks."""

    def __init__(self) -> None:
        super().__init__()
        self.is_written = asyncio.Event()
        self.breaks = False

    async def keep(
        self,
        reception: Reception,
        received_at: datetime,
        client: str,
        begun: Callable[[Entry], None] = lambda _: None,
    ) -> Entry:
        entry = await super().keep(reception, received_at, client, begun)
        await self.is_written.wait()
        if self.breaks:
            raise SpoolError("the disk is broken")
        return entry


@pytest.fixture
async def spool() -> SlowSpool:
    return SlowSpool()


async def looked_through() -> None:
    """Return once the inspection is there, as far as nothing else is waited for."""
    for _ in range(20):
        await asyncio.sleep(0)


async def test_the_desktops_hear_of_a_mail_once_it_is_on_the_disk(
    make_rig: Callable[..., Rig], spool: SlowSpool
) -> None:
    rig = make_rig(Options(), spool=spool)
    rig.hand_in()
    await looked_through()
    assert rig.desk.events == []
    assert len(rig.guard.front.snapshot()) == 1
    spool.is_written.set()
    await rig.asked()
    assert type(rig.desk.events[0]).__name__ == "Asked"


async def test_nothing_is_answered_before_the_mail_is_on_the_disk(
    make_rig: Callable[..., Rig], spool: SlowSpool
) -> None:
    rig = make_rig(Options(headless=True, answering=Answering.SEND, delay=0.0), spool=spool)
    submission = rig.hand_in()
    await looked_through()
    assert (spool.entries(), rig.departures.notified) == ((), [])
    spool.is_written.set()
    assert (await submission.reply()).code == 250
    assert rig.only().state is State.QUEUED


async def test_what_could_not_be_kept_is_451_and_nobody_is_asked(
    make_rig: Callable[..., Rig], spool: SlowSpool
) -> None:
    rig = make_rig(Options(headless=True, answering=Answering.SEND, delay=0.0), spool=spool)
    spool.breaks = True
    submission = rig.hand_in()
    await looked_through()
    spool.is_written.set()
    assert (await submission.reply()).code == 451
    await looked_through()
    assert (spool.entries(), rig.departures.notified, rig.desk.events) == ((), [], [])


async def test_an_engine_that_stops_meanwhile_does_not_take_it(
    make_rig: Callable[..., Rig], spool: SlowSpool
) -> None:
    rig = make_rig(Options(), spool=spool)
    submission = rig.hand_in()
    await looked_through()
    await rig.guard.intake.stop()
    spool.is_written.set()
    assert (await submission.reply()).code == 421
    assert rig.only().state is State.ABANDONED
