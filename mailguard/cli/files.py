"""Answers commands from the files, while no engine runs: about accounts, and to forget somebody."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing

import msgspec

from mailguard.accounts import troubles
from mailguard.accounts.administration import Administration, Surroundings
from mailguard.accounts.agreed import AgreedPasswords
from mailguard.accounts.book import AccountBook
from mailguard.accounts.port import PortError, submission_ports
from mailguard.accounts.register import RegisterError
from mailguard.bootstrap.forgetting import Forgetting
from mailguard.cli.output import CommandError
from mailguard.clock import SystemClock
from mailguard.delivery.probe import probe
from mailguard.domain.account import Auth
from mailguard.domain.command import (
    AccountEntry,
    AccountListing,
    AddAccount,
    Agree,
    Command,
    Declined,
    Forget,
    Response,
    SetPassword,
)
from mailguard.domain.entry import Channel
from mailguard.domain.state import WAITING
from mailguard.guard.storage import SpoolError
from mailguard.i18n import _
from mailguard.journal.scribe import Scribe
from mailguard.knowledge.memory import KnowledgeMemory
from mailguard.paths import DataFolder
from mailguard.secrets.keyring import SystemKeyring
from mailguard.secrets.vault import Vault
from mailguard.spool import database
from mailguard.spool.disk import DiskSpool
from mailguard.spool.reading import Reader

_ALL = 1_000_000


class Files:
    """Stands in for the engine."""

    def __init__(self, folder: DataFolder) -> None:
        """Read the accounts. Raises CommandError."""
        self._folder = folder
        self._vault = Vault(folder.vault, SystemKeyring())
        try:
            self.book = AccountBook(folder.accounts, self._vault)
            self.ports = submission_ports(folder.port)
        except (RegisterError, PortError) as error:
            raise CommandError(str(error)) from error
        self.book.open_vault()

    def request(self, command: Command, timeout: float = 0.0) -> Response:
        """What the engine would answer; it takes as long as it takes."""
        del timeout
        surroundings = Surroundings(
            ports=lambda: self.ports,
            reach=probe,
            has_waiting=self._has_waiting,
            changed=lambda _: None,
        )
        accounts = Administration(self.book, surroundings).handlers()
        handlers = {**accounts, **AgreedPasswords(self._vault).handlers()}

        async def answer() -> Response:
            if isinstance(command, Forget):
                return await self._forget(command)
            return await handlers[type(command)](command, Channel.COMMAND_LINE)

        return self._owned_up(command, asyncio.run(answer()))

    async def _forget(self, command: Forget) -> Response:
        memory = KnowledgeMemory(self._folder.knowledge)
        scribe = Scribe(self._folder.journal, SystemClock())
        try:
            spool = DiskSpool(self._folder.spool)
            handler = Forgetting(spool, memory, scribe).handlers()[Forget]
            try:
                return await handler(command, Channel.COMMAND_LINE)
            finally:
                await spool.close()
        except (SpoolError, sqlite3.Error, OSError) as error:
            return Declined(_("Not everything could be forgotten: {reason}.").format(reason=error))
        finally:
            await memory.close()
            await scribe.close()

    def _owned_up(self, command: Command, response: Response) -> Response:
        """Says so where a password is kept in memory only, which ends with this command."""
        if self._vault.trouble is None:
            return response
        if isinstance(command, (SetPassword, Agree)) and not isinstance(response, Declined):
            (condition,) = troubles.of_vault(self._vault.trouble)
            sentence = _("Please start MailGuard and give the password then.")
            return Declined(f"{condition.sentence} {sentence}", "not-now")
        if isinstance(command, AddAccount) and isinstance(response, AccountListing):
            return AccountListing(tuple(map(_password_needed, response.accounts)))
        return response

    def _has_waiting(self, account_id: str) -> bool:
        spool = self._folder.spool
        if not (spool / database.NAME).exists():
            return False
        try:
            with closing(Reader(spool, suspect=lambda: None)) as reader:
                entries = reader.ask(lambda tables: tables.entries(tuple(WAITING), None, _ALL))
        except (SpoolError, sqlite3.Error) as error:
            sentence = _("Whether mail still waits cannot be read. Please start MailGuard first.")
            raise CommandError(sentence) from error
        return any(entry.account == account_id for entry in entries)


def _password_needed(entry: AccountEntry) -> AccountEntry:
    if entry.account.server.auth is Auth.NONE:
        return entry
    needed = troubles.password_needed(entry.account)
    others = tuple(c for c in entry.conditions if c.id != needed.id)
    return msgspec.structs.replace(entry, conditions=(*others, needed))
