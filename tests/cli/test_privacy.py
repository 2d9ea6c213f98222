"""The commands about one person: everything that is kept of them is shown, and goes."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest
from msgspec.structs import replace

from mailguard.domain import record as r
from mailguard.domain.address import Address
from mailguard.domain.mail import Mailbox
from mailguard.domain.recipient import Field, RecipientClass
from mailguard.domain.state import State
from mailguard.journal.book import Book, Dated
from mailguard.knowledge.store import Store
from mailguard.knowledge.unread import lesson_of_meeting
from mailguard.paths import DataFolder
from mailguard.spool.disk import DiskSpool, SpoolSettings
from tests.cli.conftest import Mailguard
from tests.spool.builders import HANAKO, committed, in_state

SATO = Address("sato", "acme.example")


@pytest.fixture
def lived_in(folder: DataFolder) -> DataFolder:
    """An installation with a mail, a contact and a line of the journal about Sato."""
    folder.create()
    now = datetime.now(UTC)

    async def mails() -> None:
        spool = DiskSpool(folder.spool, SpoolSettings(free_space=0))
        entry = await in_state(spool, State.SENT, SATO)
        await committed(spool, replace(entry, subject="Plan"), State.SENT, was=State.SENT)
        await in_state(spool, State.SENT, HANAKO)
        await spool.close()

    asyncio.run(mails())
    store = Store(folder.knowledge)
    store.learn_all([lesson_of_meeting([Mailbox(SATO, "佐藤")], now)])
    store.close()
    book = Book(folder.journal)
    seen = (r.Seen(SATO, Field.TO, RecipientClass.EXTERNAL),)
    looked = r.Inspected("m1", "taro@own.example", seen, (), (), ())
    book.write([Dated(looked, now), Dated(r.Shown("m1", 1), now), Dated(r.Shown("m2", 1), now)])
    book.close()
    return folder


@pytest.mark.usefixtures("lived_in")
def test_export_shows_mails_knowledge_and_the_journal(mailguard: Mailguard) -> None:
    kept = mailguard("privacy", "export", str(SATO)).json
    assert [mail["subject"] for mail in kept["mails"]] == ["Plan"]
    assert kept["known"]["names"] == ["佐藤"]
    assert [line["what"] for line in kept["journal"]] == ["inspected", "shown"]


@pytest.mark.usefixtures("lived_in")
def test_after_erase_nothing_is_left(mailguard: Mailguard) -> None:
    outcome = mailguard("privacy", "erase", str(SATO))
    assert (outcome.code, outcome.err) == (0, "")
    assert "1 mail is gone." in outcome.out
    kept = mailguard("privacy", "export", str(SATO)).json
    assert (kept["mails"], kept["known"], kept["journal"]) == ([], None, [])
    assert mailguard("journal", "verify").code == 0


@pytest.mark.usefixtures("lived_in")
def test_others_stay(mailguard: Mailguard) -> None:
    mailguard("privacy", "erase", str(SATO))
    assert len(mailguard("privacy", "export", str(HANAKO)).json["mails"]) == 1


def test_the_name_is_nowhere_in_the_folder(mailguard: Mailguard, lived_in: DataFolder) -> None:
    mailguard("privacy", "erase", str(SATO))
    for path in lived_in.root.rglob("*"):
        octets = path.read_bytes() if path.is_file() else b""
        assert b"sato" not in octets
        assert "佐藤".encode() not in octets


@pytest.mark.usefixtures("lived_in")
def test_somebody_unknown_is_said_to_be_so(mailguard: Mailguard) -> None:
    outcome = mailguard("privacy", "erase", "nobody@acme.example")
    assert (outcome.code, outcome.out) == (0, "Nothing is known about nobody@acme.example.\n")


@pytest.mark.usefixtures("folder")
def test_a_new_installation_knows_nothing(mailguard: Mailguard) -> None:
    kept = mailguard("privacy", "export", str(SATO)).json
    assert (kept["mails"], kept["known"], kept["journal"]) == ([], None, [])
