"""A damaged database: set aside, made anew from the files, and nothing is released by itself."""

from __future__ import annotations

import asyncio
import random
import shutil
import sqlite3
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from mailguard.domain.entry import Channel, Entry
from mailguard.domain.state import WAITING, State
from mailguard.guard.storage import Recovery, SpoolError
from mailguard.spool import mailfile
from mailguard.spool.disk import DiskSpool
from tests.spool.builders import (
    ACCOUNT,
    HANAKO,
    JIRO,
    NOON,
    Clock,
    a_message,
    committed,
    in_state,
    kept,
    outcomes,
    queued,
    states_of,
    tried,
)
from tests.spool.conftest import SETTINGS

FAR = timedelta(days=1000)
OPEN = {
    State.ASKING,
    State.DELAYED,
    State.APPROVAL,
    State.PREPARING,
    State.QUEUED,
    State.FAILED,
    State.UNCERTAIN,
}
ENDED = {State.SENT, State.WITHDRAWN, State.REFUSED, State.ABANDONED, State.SUPERSEDED}


class Template:
    """A folder with a mail in every state, as it is found after a crash and after an end."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.mails: dict[str, Entry] = {}

    async def make(self) -> None:
        spool = DiskSpool(self.root / "ended", SETTINGS, Clock())
        for state in sorted(OPEN | ENDED, key=lambda state: (state is State.QUEUED, state)):
            self.mails[state] = await in_state(spool, state, HANAKO, JIRO)
        partly = await queued(spool, HANAKO, JIRO, due_at=NOON - timedelta(minutes=1))
        self.mails["partly"] = await tried(
            spool, partly, State.SENT, State.QUEUED, due_at=NOON + FAR / 2
        )
        withdrawn = await in_state(spool, State.WITHDRAWN)
        self.mails["after all"] = await committed(
            spool, withdrawn, State.DELAYED, was=State.WITHDRAWN
        )
        self.mails["received"] = await kept(spool)
        shutil.copytree(self.root / "ended", self.root / "crashed")  # it is open, log and all
        await spool.close()

    def copy(self, kind: str, to: Path) -> Path:
        return Path(shutil.copytree(self.root / kind, to))


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    template = Template(tmp_path_factory.mktemp("template"))
    asyncio.run(template.make())
    return template


def removed(folder: Path, *_: random.Random) -> None:
    (folder / "spool.sqlite").unlink()


# Rebuilt ---------------------------------------------------------------------------------------


async def test_without_its_database_every_open_mail_is_a_question(
    template: Template, tmp_path: Path
) -> None:
    folder = template.copy("ended", tmp_path / "spool")
    removed(folder)
    spool = DiskSpool(folder, SETTINGS)
    assert spool.recovery == Recovery(rebuilt=True)
    for state, mail in template.mails.items():
        found = spool.entry(mail.id)
        assert found is not None
        expected = state if state in ENDED else State.ASKING
        assert found.state == expected, state
        assert (found.envelope, found.received_at) == (mail.envelope, mail.received_at)
        assert bool(found.reason) is (expected is State.ASKING)
        assert spool.header(found) == spool.header(mail)
    assert await spool.claim(ACCOUNT, NOON + FAR) is None
    await spool.close()


async def test_whoever_got_the_mail_does_not_get_it_again(
    template: Template, tmp_path: Path
) -> None:
    folder = template.copy("ended", tmp_path / "spool")
    removed(folder)
    spool = DiskSpool(folder, SETTINGS)
    asked = spool.entry(template.mails["partly"].id)
    assert asked is not None
    assert states_of(spool, asked) == [State.SENT, State.ASKING]
    anew = replace(asked, state=State.QUEUED)
    await spool.commit(
        anew, was=State.ASKING, by=Channel.DESKTOP, messages=(a_message(asked, State.QUEUED),)
    )
    claim = await spool.claim(ACCOUNT, NOON + FAR)
    assert claim is not None
    assert claim.outgoing.envelope.recipients == (JIRO,)
    sent = await spool.record(claim, outcomes(claim, State.SENT), None)
    assert sent.state is State.SENT
    await spool.close()


async def test_a_damaged_database_is_kept_under_another_name(
    template: Template, tmp_path: Path
) -> None:
    folder = template.copy("ended", tmp_path / "spool")
    (folder / "spool.sqlite").write_bytes(b"no database" * 1000)
    spool = DiskSpool(folder, SETTINGS)
    assert spool.recovery.rebuilt
    (aside,) = folder.glob("spool.sqlite.damaged-????????T??????*[0-9]")
    assert aside.read_bytes().startswith(b"no database")
    await spool.close()
    again = DiskSpool(folder, SETTINGS)
    assert again.recovery == Recovery()
    await again.close()


async def test_a_rebuilding_that_is_cut_off_is_begun_again(
    template: Template, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = template.copy("ended", tmp_path / "spool")
    (folder / "spool.sqlite").write_bytes(b"no database" * 1000)
    real = mailfile.read
    left = iter(range(5))

    def cut_off(path: Path) -> mailfile.MailFile:
        if next(left, None) is None:
            raise KeyboardInterrupt
        return real(path)

    with monkeypatch.context() as patch:
        patch.setattr(mailfile, "read", cut_off)
        with pytest.raises(KeyboardInterrupt):
            DiskSpool(folder, SETTINGS)
    spool = DiskSpool(folder, SETTINGS)
    assert spool.recovery.rebuilt
    assert len(spool.entries((State.ASKING,))) == len(template.mails) - len(ENDED)
    await spool.close()


async def test_an_opening_that_is_cut_off_is_no_damage(
    template: Template, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = template.copy("crashed", tmp_path / "spool")

    def cut_off(_: Path) -> mailfile.MailFile:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(mailfile, "read", cut_off)
        with pytest.raises(KeyboardInterrupt):
            DiskSpool(folder, SETTINGS)
    spool = DiskSpool(folder, SETTINGS)
    assert spool.recovery == Recovery(abandoned=1)
    await spool.close()


# Rows that are older than the files ------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (None, State.DELAYED),
        (State.DELAYED, State.WITHDRAWN),
        (State.ASKING, State.SUPERSEDED),
        (State.QUEUED, State.SENT),
        (State.QUEUED, State.WITHDRAWN),
    ],
)
async def test_an_older_database_is_not_believed(
    tmp_path: Path, before: State | None, after: State
) -> None:
    folder = tmp_path / "spool"
    spool = DiskSpool(folder, SETTINGS)
    bystander = await in_state(spool, State.DELAYED)
    entry = await in_state(spool, before) if before else None
    await spool.close()
    shutil.copy(folder / "spool.sqlite", tmp_path / "backup")
    spool = DiskSpool(folder, SETTINGS)
    if entry is None:
        entry = await in_state(spool, after)
    elif after is State.SENT:
        await tried(spool, entry, State.SENT)
    else:
        await committed(spool, entry, after, was=before)
    await spool.close()
    shutil.copy(tmp_path / "backup", folder / "spool.sqlite")
    again = DiskSpool(folder, SETTINGS)
    assert again.recovery.rebuilt
    found = again.entry(entry.id)
    assert found is not None
    assert found.state is (after if after in ENDED else State.ASKING)
    assert (again.entry(bystander.id) or entry).state is State.ASKING
    await again.close()


async def test_a_database_that_forgot_one_recipient_is_not_believed(tmp_path: Path) -> None:
    folder = tmp_path / "spool"
    spool = DiskSpool(folder, SETTINGS)
    entry = await queued(spool, HANAKO, JIRO)
    await spool.close()
    shutil.copy(folder / "spool.sqlite", tmp_path / "backup")
    spool = DiskSpool(folder, SETTINGS)
    await tried(spool, entry, State.QUEUED, State.SENT, due_at=NOON)
    await spool.close()
    shutil.copy(tmp_path / "backup", folder / "spool.sqlite")
    again = DiskSpool(folder, SETTINGS)
    assert again.recovery.rebuilt
    assert states_of(again, entry) == [State.ASKING, State.SENT]
    await again.close()


async def test_a_log_that_vanished_is_noticed_whatever_was_in_it(tmp_path: Path) -> None:
    spool = DiskSpool(tmp_path / "spool", SETTINGS)
    entry = await in_state(spool, State.DELAYED)
    await spool.close()
    spool = DiskSpool(tmp_path / "spool", SETTINGS)
    paused = replace(entry, note="paused", release_at=None)
    await committed(spool, paused, State.DELAYED, was=State.DELAYED)
    crashed = Path(shutil.copytree(tmp_path / "spool", tmp_path / "crashed"))
    await spool.close()
    (crashed / "spool.sqlite-wal").unlink()
    again = DiskSpool(crashed, SETTINGS)
    assert again.recovery.rebuilt
    assert (again.entry(entry.id) or entry).state is State.ASKING
    await again.close()


@pytest.mark.parametrize("origin", [State.WITHDRAWN, State.ABANDONED])
async def test_a_mail_that_lives_again_says_so_before_its_row_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, origin: State
) -> None:
    spool = DiskSpool(tmp_path, SETTINGS)
    entry = await in_state(spool, origin)
    seen: list[bool] = []
    real = mailfile.mark

    def mark(path: str, letters: bytes, *, synced: bool = False) -> None:
        current = sqlite3.connect(tmp_path / "spool.sqlite")
        (state,) = current.execute("select state from entry").fetchone()
        current.close()
        seen.append(synced and state == origin)
        real(path, letters, synced=synced)

    monkeypatch.setattr(mailfile, "mark", mark)
    await committed(spool, entry, State.DELAYED, was=origin)
    assert seen[0]
    await spool.close()
    again = DiskSpool(tmp_path, SETTINGS)
    assert again.recovery == Recovery()
    assert (again.entry(entry.id) or entry).state is State.DELAYED
    await again.close()


async def test_damage_met_in_use_makes_the_next_opening_look_at_everything(tmp_path: Path) -> None:
    spool = DiskSpool(tmp_path, SETTINGS)
    entry = await in_state(spool, State.QUEUED)
    await spool.close()
    other = sqlite3.connect(tmp_path / "spool.sqlite")
    other.execute("update outgoing set checksum = checksum + 1")
    other.execute("update entry set state = 'sent', waiting = 0")
    other.commit()
    other.close()
    spool = DiskSpool(tmp_path, SETTINGS)
    with pytest.raises(Exception, match="checksum"):
        spool.messages(entry.id)
    assert (tmp_path / "spool.sqlite.suspect").exists()
    with pytest.raises(Exception, match="checksum"):
        await spool.claim(ACCOUNT, NOON + FAR)
    await spool.close()
    again = DiskSpool(tmp_path, SETTINGS)
    assert again.recovery == Recovery(rebuilt=True)
    assert not (tmp_path / "spool.sqlite.suspect").exists()
    await again.close()


@pytest.mark.parametrize(
    "change",
    [
        "update entry set file_gone = 2",
        "update outgoing set due_at = null",
        "update outgoing set account = 'another@example.com'",
        "update entry set account = 'another@example.com'",
        "update entry set arrival = replace(arrival, 'hanako', 'hanoko')",
        "update entry set state = 'nowhere'",
        "update result set state = 'nowhere'",
        "update entry set received_at = 9223372036854775807",
        "update entry set changed_at = 9223372036854775807",
        "delete from result",
    ],
)
async def test_rows_that_nobody_wrote_are_not_believed(tmp_path: Path, change: str) -> None:
    spool = DiskSpool(tmp_path, SETTINGS)
    entry = await in_state(spool, State.QUEUED)
    await spool.close()
    other = sqlite3.connect(tmp_path / "spool.sqlite")
    other.execute(change)
    other.commit()
    other.close()
    again = DiskSpool(tmp_path, SETTINGS)
    assert again.recovery.rebuilt
    assert (again.entry(entry.id) or entry).state is State.ASKING
    await again.close()


async def test_a_message_that_is_due_without_an_entry_is_damage(tmp_path: Path) -> None:
    spool = DiskSpool(tmp_path, SETTINGS)
    entry = await in_state(spool, State.QUEUED)
    await spool.close()
    spool = DiskSpool(tmp_path, SETTINGS)
    other = sqlite3.connect(tmp_path / "spool.sqlite")
    other.execute("delete from entry")
    other.commit()
    other.close()
    with pytest.raises(SpoolError, match="unknown"):
        await spool.claim(ACCOUNT, NOON + FAR)
    await spool.close()
    again = DiskSpool(tmp_path, SETTINGS)
    assert again.recovery.rebuilt
    assert (again.entry(entry.id) or entry).state is State.ASKING
    await again.close()


async def test_a_row_that_cannot_be_read_hides_no_other(tmp_path: Path) -> None:
    spool = DiskSpool(tmp_path, SETTINGS)
    bad, good = [await in_state(spool, State.SENT) for _ in range(2)]
    other = sqlite3.connect(tmp_path / "spool.sqlite")
    other.execute("update entry set arrival = '{' where id = ?", (bad.id,))
    other.commit()
    other.close()
    assert spool.entries() == (good,)
    assert spool.entries((State.SENT,)) == (good,)
    assert (tmp_path / "spool.sqlite.suspect").exists()
    with pytest.raises(SpoolError):
        spool.entry(bad.id)
    await spool.close()
    again = DiskSpool(tmp_path, SETTINGS)
    assert again.recovery == Recovery(rebuilt=True)
    assert {entry.id: entry.state for entry in again.entries()} == {
        bad.id: State.SENT,
        good.id: State.SENT,
    }
    await again.close()


# A hundred damages -----------------------------------------------------------------------------


def flip_in(name: str) -> Callable[[Path, random.Random], None]:
    def flip(folder: Path, chance: random.Random) -> None:
        path = folder / name
        data = bytearray(path.read_bytes())
        for _ in range(chance.choice((1, 1, 3, 50))):
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        path.write_bytes(data)

    return flip


def cut(name: str) -> Callable[[Path, random.Random], None]:
    def cut_off(folder: Path, chance: random.Random) -> None:
        path = folder / name
        data = path.read_bytes()
        path.write_bytes(data[: chance.randrange(len(data))])

    return cut_off


def zero_page(folder: Path, chance: random.Random) -> None:
    path = folder / "spool.sqlite"
    data = bytearray(path.read_bytes())
    start = chance.randrange(len(data) // 4096) * 4096
    data[start : start + 4096] = bytes(4096)
    path.write_bytes(data)


def garbage_page(folder: Path, chance: random.Random) -> None:
    path = folder / "spool.sqlite"
    data = bytearray(path.read_bytes())
    start = chance.randrange(len(data) // 4096) * 4096
    data[start : start + 4096] = chance.randbytes(4096)
    path.write_bytes(data)


def wrong_version(folder: Path, chance: random.Random) -> None:
    connection = sqlite3.connect(folder / "spool.sqlite")
    connection.execute(f"pragma user_version = {chance.choice((0, 2, 99, -1))}")
    connection.close()


def another_program(folder: Path, chance: random.Random) -> None:
    connection = sqlite3.connect(folder / "spool.sqlite")
    connection.execute(f"pragma application_id = {chance.randrange(1 << 30)}")
    connection.close()


def no_database(folder: Path, chance: random.Random) -> None:
    (folder / "spool.sqlite").write_bytes(chance.randbytes(chance.randrange(20_000)))


def without(name: str) -> Callable[[Path, random.Random], None]:
    def remove(folder: Path, _: random.Random) -> None:
        (folder / name).unlink()

    return remove


def lost_table(folder: Path, chance: random.Random) -> None:
    connection = sqlite3.connect(folder / "spool.sqlite")
    table = chance.choice(("entry", "outgoing", "result", "attempt", "journal", "spool"))
    connection.execute(f"drop table {table}")
    connection.close()


def lost_rows(folder: Path, chance: random.Random) -> None:
    connection = sqlite3.connect(folder / "spool.sqlite")
    table = chance.choice(("entry", "outgoing", "result"))
    connection.execute(f"delete from {table}")  # noqa: S608  one of the three
    connection.commit()
    connection.close()


DAMAGES: dict[str, tuple[str, Callable[[Path, random.Random], None], int]] = {
    "bits of the database": ("ended", flip_in("spool.sqlite"), 30),
    "bits of the database after a crash": ("crashed", flip_in("spool.sqlite"), 5),
    "bits of the log": ("crashed", flip_in("spool.sqlite-wal"), 15),
    "a database cut off": ("ended", cut("spool.sqlite"), 10),
    "a log cut off": ("crashed", cut("spool.sqlite-wal"), 10),
    "a page of zeros": ("ended", zero_page, 10),
    "a page of garbage": ("ended", garbage_page, 5),
    "no log": ("crashed", without("spool.sqlite-wal"), 1),
    "no database but a log": ("crashed", without("spool.sqlite"), 1),
    "no database": ("ended", without("spool.sqlite"), 1),
    "another version": ("ended", wrong_version, 4),
    "another program's": ("ended", another_program, 2),
    "something else": ("ended", no_database, 4),
    "a table is lost": ("ended", lost_table, 6),
    "rows are lost": ("ended", lost_rows, 3),
}
ALWAYS_NOTICED = {
    "no log", "no database but a log", "no database", "another version", "another program's",
    "something else", "a table is lost", "rows are lost", "a page of garbage",
}  # fmt: skip
CASES = [(name, n) for name, (_, _, count) in DAMAGES.items() for n in range(count)]


def test_there_are_a_hundred_damages() -> None:
    assert len(CASES) >= 100


@pytest.mark.parametrize(("name", "number"), CASES)
async def test_no_damage_loses_a_mail_or_lets_one_go(
    template: Template, tmp_path: Path, name: str, number: int
) -> None:
    kind, damage, _ = DAMAGES[name]
    folder = template.copy(kind, tmp_path / "spool")
    damage(folder, random.Random(f"{name} {number}"))
    spool = DiskSpool(folder, SETTINGS)
    assert not spool.recovery.corrupt
    _check_open_mails(template, spool)
    if not _ended_mails_are_told(template, spool):
        await spool.close()
        spool = DiskSpool(folder, SETTINGS)  # damage that was met in use
        assert spool.recovery.rebuilt
        _check_open_mails(template, spool)
        assert _ended_mails_are_told(template, spool)
    await _check_what_leaves(template, spool)
    if name in ALWAYS_NOTICED:
        assert spool.recovery.rebuilt
    entry = await queued(spool, due_at=NOON)
    assert (await tried_alone(spool, entry)).state is State.SENT
    await spool.close()


def _check_open_mails(template: Template, spool: DiskSpool) -> None:
    for state, mail in template.mails.items():
        if state in ENDED:
            continue
        found = spool.entry(mail.id)
        assert found is not None, state
        assert found.envelope == mail.envelope
        assert Path(found.source.path).exists()
        if spool.recovery.rebuilt:
            assert found.state is State.ASKING
        else:
            assert found.state in WAITING | {State.ABANDONED}
            assert found.state is not State.ABANDONED or state == "received"
            assert found in spool.entries((found.state,), limit=1000)


def _ended_mails_are_told(template: Template, spool: DiskSpool) -> bool:
    """Whether they can be read; they are then what they were, or forgotten."""
    for state in ENDED:
        try:
            found = spool.entry(template.mails[state].id)
        except SpoolError:
            return False
        assert found is None or found.state in (state, State.ABANDONED), state
    return True


async def _check_what_leaves(template: Template, spool: DiskSpool) -> None:
    """Only what was let go, and not to those who have it; nothing after a rebuilding."""
    may_leave = {
        template.mails[State.QUEUED].id: {HANAKO, JIRO},
        template.mails["partly"].id: {JIRO},
    }
    while claim := await spool.claim(ACCOUNT, NOON + FAR):
        assert not spool.recovery.rebuilt
        assert set(claim.outgoing.envelope.recipients) <= may_leave[claim.entry.id]
        await spool.record(claim, outcomes(claim, State.UNCERTAIN), None)


async def tried_alone(spool: DiskSpool, entry: Entry) -> Entry:
    claim = await spool.claim(ACCOUNT, NOON)
    assert claim is not None
    assert claim.entry.id == entry.id
    return await spool.record(claim, outcomes(claim, State.SENT), None)
