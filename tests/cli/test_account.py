"""Accounts by command line: the same with an engine and without."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from mailguard.accounts.administration import Administration, Surroundings
from mailguard.accounts.port import Ports
from mailguard.cli import files
from mailguard.control import address, single
from mailguard.domain import command as c
from mailguard.domain.delivery import Delivery, Obstacle, Trouble
from mailguard.domain.entry import Channel
from mailguard.domain.state import State
from mailguard.paths import DataFolder
from mailguard.spool.disk import DiskSpool
from tests.accounts.books import TARO, a_book
from tests.cli.conftest import Mailguard
from tests.control.serving import a_served_engine
from tests.fakes.front import FakeFront
from tests.fakes.keyring import FakeKeyring
from tests.mails import an_eml, an_envelope

ADD = (
    "account", "add", "--address", TARO, "--host", "smtp.example.co.jp", "--port", "587",
    "--security", "starttls", "--auth", "password", "--password-stdin",
)  # fmt: skip


class FrontOfAccounts(FakeFront):
    """A front whose commands about accounts are answered by the real administration."""

    def __init__(self, folder: DataFolder, keyring: FakeKeyring) -> None:
        super().__init__()
        book = a_book(folder.root, keyring)
        surroundings = Surroundings(
            ports=lambda: Ports(25025, 25465),
            reach=lambda _, password: reached(password),
            has_waiting=lambda _: False,
            changed=lambda _: None,
        )
        self.handlers = Administration(book, surroundings).handlers()

    async def handle(self, command: c.Command, by: Channel) -> c.Response:
        return await self.handlers[type(command)](command, by)


def reached(password: str | None) -> Delivery:
    wrong = Trouble(Obstacle.PASSWORD_WRONG, "The password is wrong.", "Please enter it again.")
    return Delivery(trouble=None if password == "right" else wrong)


@pytest.fixture(params=["engine", "files"])
def keyring(
    request: pytest.FixtureRequest, folder: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> Iterator[FakeKeyring]:
    """The keyring, while the engine runs or only its files are there."""
    keyring = FakeKeyring()
    folder.create()
    folder.port.write_text('{"smtp_port": 25025, "smtps_port": 25465}')
    monkeypatch.setattr(files, "SystemKeyring", lambda: keyring)
    monkeypatch.setattr(files, "probe", lambda _, password: reached(password))
    if request.param == "files":
        yield keyring
        return
    lock = single.acquire(folder.lock)
    assert lock
    with closing(lock), a_served_engine(FrontOfAccounts(folder, keyring)) as engine:
        address.write(folder.channel, engine.address)
        yield keyring


def test_adding_prints_what_to_enter_in_the_mail_program(
    mailguard: Mailguard, keyring: FakeKeyring, folder: DataFolder
) -> None:
    told = mailguard(*ADD, "--json", stdin=b"right\n")
    assert (told.code, told.err) == (0, "")
    book = a_book(folder.root, keyring)
    assert told.json == {
        "address": TARO,
        "smtp": {
            "host": "localhost",
            "port": 25025,
            "security": "none",
            "username": TARO,
            "password": book.local_password(TARO),
            "tls_port": 25465,
        },
    }
    assert book.authenticate(TARO, book.local_password(TARO))
    assert book.password(TARO) == "right"


@pytest.mark.usefixtures("keyring")
def test_adding_for_people_says_the_same(mailguard: Mailguard) -> None:
    out = mailguard(*ADD, stdin=b"right\r\n").out
    for words in (TARO, "localhost", "25025", "Password", "SSL/TLS: port 25465"):
        assert words in out


@pytest.mark.usefixtures("keyring")
def test_everything_that_can_be_given_is_kept(mailguard: Mailguard, folder: DataFolder) -> None:
    mailguard(
        *ADD, "--from", "sales@example.co.jp", "--from", "info@example.co.jp",
        "--username", "t.yamada", "--hold-limit", "5", stdin=b"right",
    )  # fmt: skip
    (entry,) = mailguard("account", "list", "--json").json
    smtp = entry.pop("smtp")
    assert smtp["port"] == 25025
    assert entry == {
        "address": TARO,
        "from": ["sales@example.co.jp", "info@example.co.jp"],
        "server": {
            "host": "smtp.example.co.jp",
            "port": 587,
            "security": "starttls",
            "auth": "password",
            "username": "t.yamada",
            "ca_file": None,
        },
        "hold_limit": 5.0,
        "conditions": [],
    }
    assert folder.accounts.exists()


@pytest.mark.usefixtures("keyring")
def test_trying_says_how_it_went(mailguard: Mailguard) -> None:
    mailguard(*ADD, stdin=b"wrong\n")
    told = mailguard("account", "test", TARO)
    assert told.code == 1
    assert told.out == "The password is wrong. Please enter it again.\n"
    assert mailguard("account", "password", TARO, "--password-stdin", stdin=b"right\n").code == 0
    told = mailguard("account", "test", TARO, "--json")
    assert told.code == 0
    assert told.json["succeeded"] is True


@pytest.mark.usefixtures("keyring")
def test_removing(mailguard: Mailguard) -> None:
    mailguard(*ADD, stdin=b"right\n")
    assert TARO in mailguard("account", "list").out
    assert mailguard("account", "remove", TARO, "--json").json == {"address": TARO}
    assert "No account yet" in mailguard("account", "list").out
    told = mailguard("account", "remove", TARO)
    assert told.code == 1
    assert TARO in told.err


@pytest.mark.usefixtures("keyring")
@pytest.mark.parametrize(
    ("stdin", "words"), [(b"", "no password"), (b"\n", "no password"), (b"\xff\xfe\n", "UTF-8")]
)
def test_a_password_that_cannot_be_read_is_said(
    mailguard: Mailguard, stdin: bytes, words: str
) -> None:
    told = mailguard(*ADD, stdin=stdin)
    assert told.code == 1
    assert words in told.err


@pytest.mark.usefixtures("keyring")
def test_an_account_that_cannot_work_is_declined(mailguard: Mailguard) -> None:
    words = [word if word != "starttls" else "none" for word in ADD]
    told = mailguard(*words, stdin=b"right\n")
    assert told.code == 1
    assert "unprotected" in told.err


class TestWithoutAKeyring:
    """Nothing claims to have been kept that was not."""

    def test_an_account_is_added_and_its_password_asked_for_again(
        self, mailguard: Mailguard, folder: DataFolder
    ) -> None:
        told = mailguard(*ADD, "--json", stdin=b"right\n")
        assert told.code == 0
        assert "no keyring" in told.err
        assert "needs the password" in told.err
        book = a_book(folder.root, FakeKeyring(present=False))
        assert book.authenticate(TARO, told.json["smtp"]["password"])

    def test_a_password_for_later_is_declined(self, mailguard: Mailguard) -> None:
        mailguard(*ADD, stdin=b"right\n")
        told = mailguard("account", "password", TARO, "--password-stdin", stdin=b"right\n")
        assert told.code == 1
        assert "start MailGuard" in told.err


def test_the_port_is_chosen_at_the_first_account_and_kept(mailguard: Mailguard) -> None:
    first = mailguard(*ADD, "--json", stdin=b"right\n").json["smtp"]["port"]
    assert 1024 < first < 32768
    (entry,) = mailguard("account", "list", "--json").json
    assert entry["smtp"]["port"] == first


@pytest.mark.parametrize("name", ["accounts.json", "port.json"])
def test_a_damaged_file_is_named_and_left_alone(
    mailguard: Mailguard, folder: DataFolder, name: str
) -> None:
    folder.create()
    damaged = folder.root / name
    damaged.write_text("{")
    told = mailguard(*ADD, stdin=b"right\n")
    assert told.code == 1
    assert name in told.err
    assert damaged.read_text() == "{"


def test_a_data_folder_that_cannot_be_is_named(mailguard: Mailguard, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    told = mailguard("account", "list", "--data", str(tmp_path / "file" / "data"))
    assert told.code == 1
    assert "cannot be used" in told.err


def test_an_engine_that_is_just_starting_is_waited_for(
    mailguard: Mailguard, folder: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mailguard.cli.engine_link._STARTING", 0.2)
    folder.create()
    lock = single.acquire(folder.lock)
    assert lock
    with closing(lock):
        told = mailguard("account", "list")
    assert told.code == 1
    assert "starting" in told.err


def test_an_account_whose_mail_waits_is_not_removed_from_the_files(
    mailguard: Mailguard, folder: DataFolder
) -> None:
    mailguard(*ADD, stdin=b"right\n")
    asyncio.run(leave_a_mail(folder))
    told = mailguard("account", "remove", TARO)
    assert told.code == 1
    assert "still waiting" in told.err


def test_a_spool_that_cannot_be_read_is_no_reason_to_remove_an_account(
    mailguard: Mailguard, folder: DataFolder
) -> None:
    mailguard(*ADD, stdin=b"right\n")
    (folder.spool / "spool.sqlite").write_bytes(b"no database" * 1000)
    told = mailguard("account", "remove", TARO)
    assert told.code == 1
    assert "start MailGuard" in told.err


async def leave_a_mail(folder: DataFolder) -> None:
    """An engine ended while a mail of TARO waited."""
    spool = DiskSpool(folder.spool)
    reception = spool.open_reception(TARO, an_envelope("hanako@acme.example"), None)
    reception.write(an_eml())
    entry = await spool.keep(reception, datetime.now(UTC), "")
    asking = msgspec.structs.replace(entry, state=State.ASKING)
    await spool.commit(asking, was=None, by=Channel.ENGINE)
    await spool.close()
