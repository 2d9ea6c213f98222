"""Administration: the commands that list, add, change, try and remove accounts.

The engine answers them over the control channel; without an engine the command line has them
answered by the same code.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from mailguard.accounts.book import AccountBook
from mailguard.accounts.patience import in_thread
from mailguard.accounts.port import Ports
from mailguard.accounts.register import RegisterError
from mailguard.accounts.validity import objection
from mailguard.domain import command as c
from mailguard.domain.account import Account, Auth
from mailguard.domain.address import Address, AddressError
from mailguard.domain.delivery import Delivery
from mailguard.domain.entry import Channel
from mailguard.i18n import _


@dataclass(frozen=True)
class Surroundings:
    """What the administration needs from the rest of the program."""

    ports: Callable[[], Ports]  # where mail programs reach MailGuard
    reach: Callable[[Account, str | None], Delivery]  # signs in to a server; blocking
    has_waiting: Callable[[str], bool]  # whether mail of an account, by its id, still waits
    changed: Callable[[str], None]  # told the id of an account that came, changed or went


class Administration:
    """Answers the commands about accounts."""

    def __init__(self, book: AccountBook, surroundings: Surroundings) -> None:
        self._book = book
        self._around = surroundings

    def handlers(self) -> Mapping[type[Any], Callable[[Any, Channel], Awaitable[c.Response]]]:
        """What answers each kind of command."""
        return {
            c.ListAccounts: self._list,
            c.AddAccount: self._add,
            c.RemoveAccount: self._remove,
            c.SetPassword: self._set_password,
            c.TryAccount: self._try,
        }

    async def _list(self, _command: c.ListAccounts, _by: Channel) -> c.Response:
        return c.AccountListing(tuple(self._entry(account) for account in self._book.all()))

    async def _add(self, command: c.AddAccount, _by: Channel) -> c.Response:
        account = _completed(command.account)
        problem = await in_thread(lambda: objection(account))
        if problem:
            return c.Declined(problem, "invalid")
        try:
            await in_thread(lambda: self._book.put(account, command.password))
        except RegisterError as error:
            return c.Declined(str(error), "failed")
        self._around.changed(account.id)
        return c.AccountListing((self._entry(account),))

    async def _remove(self, command: c.RemoveAccount, _by: Channel) -> c.Response:
        account = self._find(command.address)
        if account is None:
            return _unknown(command.address)
        if self._around.has_waiting(account.id):
            sentence = _("Mail of {address} is still waiting. Send it or take it back first.")
            return c.Declined(sentence.format(address=account.address), "not-now")
        try:
            await in_thread(lambda: self._book.remove(account.id))
        except RegisterError as error:
            return c.Declined(str(error), "failed")
        self._around.changed(account.id)
        return c.Done()

    async def _set_password(self, command: c.SetPassword, _by: Channel) -> c.Response:
        account = self._find(command.address)
        if account is None:
            return _unknown(command.address)
        if account.server.auth is Auth.NONE:
            sentence = _("{address} is set up to send without a password.")
            return c.Declined(sentence.format(address=account.address), "invalid")
        await in_thread(lambda: self._book.set_password(account.id, command.password))
        self._around.changed(account.id)
        return c.Done()

    async def _try(self, command: c.TryAccount, _by: Channel) -> c.Response:
        account = self._find(command.address)
        if account is None:
            return _unknown(command.address)
        password = self._book.password(account.id)
        delivery = await in_thread(lambda: self._around.reach(account, password))
        if delivery.capabilities is not None:
            self._book.learn_capabilities(account.id, delivery.capabilities)
        if delivery.trouble is not None:
            return c.Tried(succeeded=False, sentence=str(delivery.trouble))
        return c.Tried(succeeded=True, sentence=_reached(account))

    def _find(self, address: str) -> Account | None:
        try:
            return self._book.get(Address.parse(address).key)
        except AddressError:
            return None

    def _entry(self, account: Account) -> c.AccountEntry:
        ports = self._around.ports()
        smtp = c.SmtpSettings(
            host="localhost",
            port=ports.clear,
            security="none",  # it never leaves this computer
            username=str(account.address),
            password=self._book.local_password(account.id),
            tls_port=ports.tls,
        )
        conditions = tuple(x for x in self._book.conditions() if x.account in ("", account.id))
        return c.AccountEntry(account, smtp, conditions)


def _completed(account: Account) -> Account:
    """With the user name that servers expect where none was given."""
    server = account.server
    if server.auth is Auth.PASSWORD and not server.username:
        server = msgspec.structs.replace(server, username=str(account.address))
    return msgspec.structs.replace(account, server=server)


def _reached(account: Account) -> str:
    words = {"host": account.server.host}
    if account.server.auth is Auth.NONE:
        return _("{host} answers and takes mail.").format(**words)
    return _("{host} answers, and the user name and password are right.").format(**words)


def _unknown(address: str) -> c.Declined:
    sentence = _("MailGuard has no account {address}. `mailguard account list` shows all.")
    return c.Declined(sentence.format(address=address), "unknown")
