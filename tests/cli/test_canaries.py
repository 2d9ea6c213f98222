"""Twelve secrets are given to MailGuard in every way; none is found where it must not be."""

from __future__ import annotations

import base64
import json
import logging
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from mailguard import logs
from mailguard.accounts.administration import Administration, Surroundings
from mailguard.accounts.port import Ports
from mailguard.control.client import Client
from mailguard.domain import command as c
from mailguard.domain.account import Account
from mailguard.domain.delivery import Delivery
from mailguard.domain.entry import Channel
from mailguard.paths import DataFolder
from tests.accounts.books import a_book, an_account
from tests.cli.conftest import Mailguard
from tests.cli.test_account import ADD
from tests.control.serving import a_served_engine
from tests.fakes.front import FakeFront
from tests.fakes.keyring import FakeKeyring

CANARIES = tuple(f"canary-{number:02}-ひみつ" for number in range(12))


def forms(secret: str) -> Iterator[bytes]:
    """What a search would look for: in clear, escaped, and in base64 at each of three offsets."""
    octets = secret.encode()
    yield octets
    yield json.dumps(secret)[1:-1].encode()
    yield secret.encode("utf-16-le")
    for offset in range(3):
        yield base64.b64encode(b"\0" * offset + octets)[4:-4]


def found_in(root: Path, secrets: tuple[str, ...]) -> list[tuple[str, str]]:
    files = [path for path in root.rglob("*") if path.is_file()]
    assert files
    return [
        (secret, path.name)
        for path in files
        for secret in secrets
        if any(form in path.read_bytes() for form in forms(secret))
    ]


class FrontWithBugs(FakeFront):
    """Answers commands about accounts, and fails over every other with what it heard."""

    def __init__(self, folder: DataFolder, keyring: FakeKeyring) -> None:
        super().__init__()
        self.book = a_book(folder.root, keyring)
        surroundings = Surroundings(
            lambda: Ports(25025, 25465), self.fail, lambda _: False, lambda _: None
        )
        self.handlers = Administration(self.book, surroundings).handlers()

    def fail(self, account: Account, password: str | None) -> Delivery:
        raise ConnectionError(f"{account} {password}")

    async def handle(self, command: c.Command, by: Channel) -> c.Response:
        if type(command) in self.handlers:
            return await self.handlers[type(command)](command, by)
        raise RuntimeError(f"a bug with {command}")


@pytest.fixture
def _logging(folder: DataFolder) -> Iterator[None]:
    folder.create()
    root = logging.getLogger()
    before = root.handlers[:], root.level, sys.excepthook, threading.excepthook
    root.handlers = []
    logs.start(folder.logs, logging.DEBUG)
    yield
    for handler in root.handlers:
        handler.close()
    root.handlers, level, sys.excepthook, threading.excepthook = before
    root.setLevel(level)


@pytest.mark.usefixtures("_logging")
@pytest.mark.parametrize("has_keyring", [True, False])
def test_no_file_holds_a_secret_whatever_goes_wrong_with_it(
    folder: DataFolder, *, has_keyring: bool
) -> None:
    front = FrontWithBugs(folder, FakeKeyring(present=has_keyring))
    with a_served_engine(front) as engine, Client(engine.address) as client:
        for number, canary in enumerate(CANARIES):
            address = f"user-{number}@example.co.jp"
            added = client.request(c.AddAccount(an_account(address), canary))
            assert isinstance(added, c.AccountListing)
            client.request(c.SetPassword(address, canary))
            client.request(c.SetPassword(canary, canary))  # given in the wrong place
            client.request(c.TryAccount(address))
            client.request(c.Undo(canary))
            front.book.authenticate(address, canary)
            logging.getLogger("mailguard").error("the server said: %s is wrong", canary)
        secret = engine.address.secret.hex()
    locals_ = tuple(front.book.local_password(account.id) for account in front.book.all())
    assert len(set(locals_)) == 12
    assert "failed" in (folder.logs / "mailguard.log").read_text()
    assert found_in(folder.root, (*CANARIES, *locals_, secret)) == []


def test_the_search_would_find_them(tmp_path: Path) -> None:
    for number, form in enumerate(forms(CANARIES[0])):
        (tmp_path / f"{number}").write_bytes(b"before " + form + b" after")
    assert len(found_in(tmp_path, CANARIES)) == 6
    assert CANARIES[0].encode() in base64.b64decode(base64.b64encode(b"x" + CANARIES[0].encode()))


def test_the_command_line_leaves_none_behind(mailguard: Mailguard, folder: DataFolder) -> None:
    for canary in CANARIES:
        told = mailguard(*ADD, stdin=canary.encode())
        assert canary not in told.out + told.err
    assert found_in(folder.root, CANARIES) == []


@pytest.mark.parametrize("option", ["--password", "--pass", "-p"])
def test_no_password_can_be_given_where_other_users_see_it(
    mailguard: Mailguard, option: str
) -> None:
    told = mailguard(*ADD, option, CANARIES[0])
    assert told.code == 2


def test_the_arguments_of_a_running_command_hold_none(folder: DataFolder) -> None:
    """`ps` shows to everybody what a command was called with."""
    command = [sys.executable, "-m", "mailguard", *ADD, "--data", str(folder.root)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as running:
        assert running.stdin
        arguments = Path(f"/proc/{running.pid}/cmdline")
        seen = arguments.read_bytes() if arguments.exists() else b""
        running.stdin.write(CANARIES[0].encode())
    assert CANARIES[0].encode() not in seen
    assert running.returncode == 0
