"""Octets that were prepared for a mail lie beside it, and go when it goes."""

from __future__ import annotations

import hashlib
import shutil
from datetime import timedelta
from pathlib import Path

from msgspec.structs import replace

from mailguard.domain.action import Outgoing
from mailguard.domain.entry import Channel, Entry, OutgoingMessage
from mailguard.domain.mail import Edit, Source, Span
from mailguard.domain.received import Lock, Opener, Received, ReceivedFile
from mailguard.domain.state import State
from mailguard.spool.disk import DiskSpool, SpoolSettings
from tests.spool.builders import HANAKO, JIRO, NOON, a_message, kept

SETTINGS = SpoolSettings(free_space=0)
RECEIVED = Received(
    (ReceivedFile("見積書.zip", Opener.ZIP_TOOL, ("見積書.pdf",)),),
    Lock("kiri-momo-7", ("見積書.zip",), by_mail=True, after=300.0),
)


async def prepared(spool: DiskSpool, state: State = State.DELAYED) -> tuple[Entry, Path]:
    """A mail of which some octets give way to those of a file."""
    entry = await kept(spool, HANAKO)
    room = spool.room(entry.id)
    room.write_bytes(b"encrypted")
    digest = hashlib.sha256(b"encrypted").digest()
    edit = Edit(Span(1, 3), file=Source(str(room), 0, 9, digest))
    message = replace(a_message(entry, state), outgoing=Outgoing(entry.envelope, (edit,)))
    moved = replace(entry, state=state, added=(JIRO,), received=RECEIVED)
    return await spool.commit(moved, was=None, by=Channel.DESKTOP, messages=(message,)), room


def file_of(message: OutgoingMessage) -> Source:
    (edit,) = message.outgoing.edits
    assert edit.file is not None
    return edit.file


async def test_what_was_prepared_is_found_again_wherever_the_folder_is(tmp_path: Path) -> None:
    spool = DiskSpool(tmp_path / "here", SETTINGS)
    entry, room = await prepared(spool)
    await spool.close()
    shutil.move(tmp_path / "here", tmp_path / "there")
    again = DiskSpool(tmp_path / "there", SETTINGS)
    (message,) = again.messages(entry.id)
    assert Path(file_of(message).path) == tmp_path / "there" / room.name
    assert Path(file_of(message).path).read_bytes() == b"encrypted"
    found = again.entry(entry.id)
    assert found is not None
    assert (found.added, found.received) == ((JIRO,), RECEIVED)
    await again.close()


async def test_whoever_was_added_is_a_recipient(tmp_path: Path) -> None:
    spool = DiskSpool(tmp_path, SETTINGS)
    entry, _room = await prepared(spool)
    assert entry.recipients == (HANAKO, JIRO)
    assert replace(entry, left_out=frozenset({HANAKO.key})).recipients == (JIRO,)
    await spool.close()


async def test_it_goes_with_the_mail(tmp_path: Path) -> None:
    spool = DiskSpool(tmp_path, SETTINGS)
    entry, room = await prepared(spool)
    moved = replace(entry, state=State.WITHDRAWN)
    await spool.commit(moved, was=State.DELAYED, by=Channel.DESKTOP)
    await spool.sweep(NOON + timedelta(days=29))
    assert room.exists()
    await spool.sweep(NOON + timedelta(days=31))
    assert not room.exists()
    await spool.close()


async def test_what_was_prepared_for_a_mail_that_is_not_there_goes_at_the_start(
    tmp_path: Path,
) -> None:
    spool = DiskSpool(tmp_path, SETTINGS)
    stray = spool.room("0123456789abcdef")
    stray.write_bytes(b"encrypted")
    _entry, room = await prepared(spool)
    await spool.close()
    await DiskSpool(tmp_path, SETTINGS).close()
    assert not stray.exists()
    assert room.exists()


async def test_each_room_is_another(tmp_path: Path) -> None:
    spool = DiskSpool(tmp_path, SETTINGS)
    assert spool.room("0123456789abcdef") != spool.room("0123456789abcdef")
    await spool.close()
