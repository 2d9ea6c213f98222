"""What an inspection brings reaches the mail, whatever is written about it at that moment."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from msgspec.structs import replace

from mailguard.domain.entry import Entry
from mailguard.domain.event import Inspected
from mailguard.domain.inspection import Inspection
from mailguard.domain.received import Opener, ReceivedFile
from mailguard.domain.state import State
from mailguard.guard.options import Options
from tests.fakes.clock import FakeClock
from tests.fakes.memory_spool import MemorySpool
from tests.fakes.rim import FakeInspector
from tests.guard.conftest import MAIL, OUTLOOK, Rig


class SlowSpool(MemorySpool):
    """Its commits end when the test lets them."""

    def __init__(self) -> None:
        super().__init__(FakeClock().now)
        self.begun = asyncio.Event()
        self.may_end = asyncio.Event()

    async def commit(self, *given: Any, **named: Any) -> Entry:
        written = await super().commit(*given, **named)
        self.begun.set()
        await self.may_end.wait()
        return written


class LateInspector(FakeInspector):
    """Begins when the test lets it."""

    def __init__(self) -> None:
        super().__init__()
        self.may_begin = asyncio.Event()

    async def inspect(self, *given: Any) -> Inspection:
        await self.may_begin.wait()
        return await super().inspect(*given)


async def test_a_mail_accepted_while_its_preview_comes_keeps_its_subject(
    make_rig: Callable[..., Rig],
) -> None:
    spool, inspector = SlowSpool(), LateInspector()
    rig = make_rig(Options(headless=True), spool=spool, inspector=inspector)
    await rig.guard.start()
    outbox = rig.hand_in(OUTLOOK + MAIL)
    await spool.begun.wait()  # RECEIVED → ASKING is being written
    inspector.may_begin.set()
    await rig.events("Asked")
    spool.may_end.set()
    assert (await outbox.reply()).code == 250
    await rig.asked()
    assert (rig.only().state, rig.only().subject) == (State.ASKING, "Subject")


class LockingInspector(FakeInspector):
    """A rule has the only file leave with a password."""

    async def inspect(self, *given: Any, **named: Any) -> Inspection:
        found = await super().inspect(*given, **named)
        return replace(found, arriving=(ReceivedFile("plan.zip", Opener.ZIP_TOOL),))


@pytest.mark.parametrize(("password", "is_agreed"), [("kiri-momo-7", True), ("", False)])
async def test_a_review_says_whether_the_password_was_agreed_on(
    make_rig: Callable[..., Rig], password: str, *, is_agreed: bool
) -> None:
    rig = make_rig(Options(), inspector=LockingInspector(), agreed=password)
    await rig.guard.start()
    rig.hand_in()
    await rig.asked()
    (told,) = await rig.events("Inspected")
    assert isinstance(told, Inspected)
    assert told.inspection.is_agreed is is_agreed
