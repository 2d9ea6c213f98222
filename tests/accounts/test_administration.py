"""The commands about accounts, as the engine and the command line have them answered."""

from __future__ import annotations

import asyncio
import threading
from dataclasses import dataclass, field
from pathlib import Path

import msgspec
import pytest

from mailguard import files
from mailguard.accounts.administration import Administration, Surroundings
from mailguard.accounts.book import AccountBook
from mailguard.accounts.patience import in_thread
from mailguard.accounts.port import Ports
from mailguard.domain import command as c
from mailguard.domain.account import Account, Auth
from mailguard.domain.delivery import Delivery, Obstacle, Trouble
from mailguard.domain.entry import Channel
from mailguard.domain.envelope import Capabilities
from tests.accounts.books import TARO, a_book, an_account


@dataclass
class Office:
    """An administration and what it stands on."""

    book: AccountBook
    delivery: Delivery = field(default_factory=Delivery)
    waiting: set[str] = field(default_factory=set)
    changed: list[str] = field(default_factory=list)
    reached: list[tuple[Account, str | None]] = field(default_factory=list)

    def reach(self, account: Account, password: str | None) -> Delivery:
        self.reached.append((account, password))
        return self.delivery

    async def tell(self, command: c.Command) -> c.Response:
        surroundings = Surroundings(
            ports=lambda: Ports(25025, 25465),
            reach=self.reach,
            has_waiting=self.waiting.__contains__,
            changed=self.changed.append,
        )
        handlers = Administration(self.book, surroundings).handlers()
        return await handlers[type(command)](command, Channel.COMMAND_LINE)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(a_book(tmp_path))


async def test_adding_tells_what_to_enter_in_the_mail_program(office: Office) -> None:
    answer = await office.tell(c.AddAccount(an_account(), "secret"))
    assert isinstance(answer, c.AccountListing)
    (entry,) = answer.accounts
    assert entry.account == an_account()
    assert entry.smtp == c.SmtpSettings(
        "localhost", 25025, "none", TARO, office.book.local_password(TARO), 25465
    )
    assert entry.conditions == ()
    assert office.book.password(TARO) == "secret"
    assert office.changed == [TARO]


async def test_the_user_name_is_the_address_where_none_is_given(office: Office) -> None:
    account = an_account()
    nameless = msgspec.structs.replace(
        account, server=msgspec.structs.replace(account.server, username="")
    )
    await office.tell(c.AddAccount(nameless, "secret"))
    assert office.book.get(TARO) == account


async def test_listing_shows_every_account_and_its_conditions(office: Office) -> None:
    await office.tell(c.AddAccount(an_account(), None))
    await office.tell(c.AddAccount(an_account("hanako@example.co.jp", auth=Auth.NONE), None))
    answer = await office.tell(c.ListAccounts())
    assert isinstance(answer, c.AccountListing)
    shown = {str(e.account.address): [x.id for x in e.conditions] for e in answer.accounts}
    assert shown == {TARO: [f"password-needed:{TARO}"], "hanako@example.co.jp": []}


async def test_an_impossible_account_is_declined_and_not_kept(office: Office) -> None:
    account = an_account()
    bad = msgspec.structs.replace(account, server=msgspec.structs.replace(account.server, port=0))
    answer = await office.tell(c.AddAccount(bad, "secret"))
    assert isinstance(answer, c.Declined)
    assert answer.code == "invalid"
    assert office.book.all() == ()
    assert office.changed == []


async def test_a_password_is_given_and_told_on(office: Office) -> None:
    await office.tell(c.AddAccount(an_account(), None))
    assert await office.tell(c.SetPassword(TARO, "secret")) == c.Done()
    assert office.book.password(TARO) == "secret"
    assert office.changed == [TARO, TARO]


async def test_an_account_without_sign_in_takes_no_password(office: Office) -> None:
    await office.tell(c.AddAccount(an_account(auth=Auth.NONE), None))
    assert isinstance(await office.tell(c.SetPassword(TARO, "secret")), c.Declined)


async def test_an_account_is_removed(office: Office) -> None:
    await office.tell(c.AddAccount(an_account(), "secret"))
    assert await office.tell(c.RemoveAccount("TARO@example.co.jp")) == c.Done()
    assert office.book.all() == ()


async def test_an_account_whose_mail_waits_stays(office: Office) -> None:
    await office.tell(c.AddAccount(an_account(), "secret"))
    office.waiting.add(TARO)
    answer = await office.tell(c.RemoveAccount(TARO))
    assert isinstance(answer, c.Declined)
    assert answer.code == "not-now"
    assert office.book.get(TARO)


@pytest.mark.parametrize("address", ["nobody@example.co.jp", "no address"])
async def test_an_unknown_account_is_named(office: Office, address: str) -> None:
    for command in (c.RemoveAccount(address), c.TryAccount(address), c.SetPassword(address, "x")):
        answer = await office.tell(command)
        assert isinstance(answer, c.Declined)
        assert answer.code == "unknown"
        assert address in answer.sentence


async def test_trying_signs_in_with_the_password_and_learns_what_is_offered(
    office: Office,
) -> None:
    office.delivery = Delivery(capabilities=Capabilities(size=1000))
    await office.tell(c.AddAccount(an_account(), "secret"))
    answer = await office.tell(c.TryAccount(TARO))
    assert isinstance(answer, c.Tried)
    assert answer.succeeded
    assert "smtp.example.co.jp" in answer.sentence
    assert office.reached == [(an_account(), "secret")]
    assert office.book.capabilities(TARO) == Capabilities(size=1000)


async def test_what_goes_wrong_in_trying_is_said(office: Office) -> None:
    office.delivery = Delivery(
        trouble=Trouble(Obstacle.PASSWORD_WRONG, "It is wrong.", "Please enter it again.")
    )
    await office.tell(c.AddAccount(an_account(), "secret"))
    answer = await office.tell(c.TryAccount(TARO))
    assert answer == c.Tried(succeeded=False, sentence="It is wrong. Please enter it again.")


async def test_a_disk_that_is_full_is_said(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    await office.tell(c.AddAccount(an_account(), "secret"))

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files, "replace", fail)
    for command in (c.AddAccount(an_account(), "new"), c.RemoveAccount(TARO)):
        answer = await office.tell(command)
        assert isinstance(answer, c.Declined)
        assert "No space left on device" in answer.sentence
    assert office.book.all() == (an_account(),)


async def test_a_keyring_that_asks_the_user_holds_nothing_else_up(office: Office) -> None:
    answered = threading.Event()
    waiting = asyncio.create_task(in_thread(answered.wait))
    listing = await office.tell(c.ListAccounts())
    assert listing == c.AccountListing(())
    assert not waiting.done()
    answered.set()
    assert await waiting


async def test_what_work_in_a_thread_raises_is_raised() -> None:
    with pytest.raises(ZeroDivisionError):
        await in_thread(lambda: 1 // 0)


async def test_work_in_a_thread_may_be_left_alone() -> None:
    may_end = threading.Event()
    waiting = asyncio.create_task(in_thread(may_end.wait))
    await asyncio.sleep(0)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    may_end.set()
