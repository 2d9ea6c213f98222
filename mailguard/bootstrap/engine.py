"""The engine: its parts made, joined, started and ended in order."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from typing import Any

from mailguard import i18n
from mailguard.accounts.administration import Administration, Surroundings
from mailguard.accounts.agreed import AgreedPasswords
from mailguard.accounts.book import AccountBook
from mailguard.accounts.patience import in_thread
from mailguard.accounts.port import submission_ports
from mailguard.bootstrap import notices
from mailguard.bootstrap.desktop import DesktopStarter
from mailguard.bootstrap.forgetting import Forgetting
from mailguard.bootstrap.housekeeping import Housekeeping
from mailguard.bootstrap.introducing import Introducing
from mailguard.bootstrap.listening import Listening
from mailguard.bootstrap.permitting import why_not
from mailguard.bootstrap.policing import Policing
from mailguard.clock import SystemClock
from mailguard.control import address
from mailguard.control.server import ControlServer
from mailguard.delivery.dispatcher import Dispatcher
from mailguard.delivery.office import Hooks
from mailguard.delivery.probe import probe
from mailguard.delivery.relay import SmtpRelay
from mailguard.domain import command as c
from mailguard.domain.entry import Channel
from mailguard.domain.event import Condition
from mailguard.guard.guard import Guard
from mailguard.guard.options import Options
from mailguard.guard.ports import Berth
from mailguard.guard.rim import Rim
from mailguard.inspection.inspector import WorkerInspector, worker_command
from mailguard.journal.scribe import Scribe
from mailguard.knowledge.issued import IssuedList
from mailguard.knowledge.memory import KnowledgeMemory
from mailguard.knowledge.student import Student
from mailguard.paths import DataFolder
from mailguard.rulebook.edition import Edition
from mailguard.secrets.keyring import SystemKeyring
from mailguard.secrets.vault import Vault
from mailguard.smtp.certificate import LocalCertificate
from mailguard.spool.disk import DiskSpool

log = logging.getLogger(__name__)


class Engine:
    """One engine on one data folder. To be made in the running loop."""

    def __init__(self, folder: DataFolder, options: Options, policing: Policing) -> None:
        """Opens what lies in `folder`. Raises RegisterError, PortError, SpoolError."""
        clock = self._clock = SystemClock()
        configuration = policing.edition.configuration
        self._folder = folder
        self._options = options
        self._policing = policing
        self._stopping = asyncio.Event()
        vault = Vault(folder.vault, SystemKeyring())
        self._book, self._agreed = AccountBook(folder.accounts, vault), AgreedPasswords(vault)
        self._ports = submission_ports(folder.port)
        self._spool = DiskSpool(folder.spool, configuration.spool, clock.now)
        self._inspector = WorkerInspector(
            lambda account: policing.edition.policy_for(account.addresses),
            worker_command(folder.knowledge),
        )
        self._knowledge = KnowledgeMemory(folder.knowledge)
        self._memory = Student(self._knowledge, self._inspector, self._book)
        self._scribe = Scribe(folder.journal, clock)
        self._control = ControlServer(DesktopStarter(folder, headless=options.headless).start)
        self._relay = SmtpRelay(receipt_key=policing.receipt_key)
        self._introducing = Introducing(self._book, probe)
        self._guard = Guard(
            Rim(
                self._spool,
                self._inspector,
                self._inspector,
                self._book,
                self._control,
                self._memory,
                self._scribe,
                clock,
                folder.exports,
                self,
                lambda: policing.edition.configuration.delay.external,
                folder.brake,
                lambda: policing.edition.permissions,
                self._agreed.for_all,
                self._has_rules,
            ),
            options,
            self._handlers(),
        )
        self._dispatcher = Dispatcher(
            self._spool,
            self._relay,
            self._book,
            clock,
            Hooks(self._on_condition, self._guard.recorded, lambda: self._guard.brake.is_on),
        )
        self._listening = Listening(
            self._ports,
            self._guard.intake,
            LocalCertificate(folder.certificate),
            clock,
            self._guard.conditions.report,
            configuration.submission,
        )
        self._company_list = IssuedList(configuration.companies, folder.company_list)
        self._housekeeping = Housekeeping(
            self._spool,
            folder.exports,
            configuration.keeping.exports,
            clock,
            self._renew_company_list,
            self._look_daily,
        )
        self._guard.conditions.report("spool", *notices.of_recovery(self._spool.recovery))

    async def run(self) -> None:
        """Work until `stop` is called or commanded."""
        vault = asyncio.create_task(self._open_vault())
        company_list = asyncio.create_task(self._renew_company_list())
        await self._inspector.start()
        self._policing.start(self._guard.conditions.report, self._on_policy)
        await self._guard.start()
        channel = await self._control.start(self._guard.front)
        address.write(self._folder.channel, channel)
        await self._listening.start()
        self._dispatcher.start()
        self._housekeeping.start()
        try:
            await self._stopping.wait()
        finally:
            vault.cancel()
            company_list.cancel()
            await self._end()
            address.remove(self._folder.channel, channel)

    def stop(self) -> None:
        """Have `run` return; mail programs that wait keep their mails."""
        self._stopping.set()

    def _on_policy(self, edition: Edition) -> None:
        """What does not go through the policy anew for each mail."""
        i18n.use(edition.configuration.language)
        if sentence := why_not(self._options, self._folder, edition.permissions):
            log.warning("%s", sentence)
            self.stop()

    async def _end(self) -> None:
        await self._policing.stop()
        await self._guard.stop()
        await self._listening.stop()
        await self._introducing.stop()
        await self._dispatcher.stop()
        await self._housekeeping.stop()
        await self._control.close()
        await self._memory.close()
        await self._scribe.close()
        await self._inspector.close()
        await self._spool.close()

    async def _open_vault(self) -> None:
        """The keyring may ask the user, and take its time: mail is received meanwhile."""
        await in_thread(self._book.open_vault)
        self._accounts_changed()
        self._introducing.begin_with_unknown()
        self._dispatcher.start()

    async def _look_daily(self) -> None:
        keeping, now = self._policing.edition.configuration.keeping, self._clock.now()
        await self._listening.renew()
        await self._scribe.prune(now - timedelta(days=keeping.journal))
        await self._knowledge.forget_old(now - timedelta(days=keeping.knowledge))

    async def _renew_company_list(self) -> None:
        """It may lie on a server that takes its time."""
        conditions = await in_thread(self._company_list.renew)
        self._guard.conditions.report("company list", *conditions)

    def _handlers(self) -> Mapping[type[Any], Callable[[Any, Channel], Awaitable[c.Response]]]:
        surroundings = Surroundings(
            ports=lambda: self._ports,
            reach=probe,  # leaves no connection behind, as the relay's own would
            has_waiting=self._has_waiting,
            changed=self._account_changed,
        )
        accounts = Administration(self._book, surroundings).handlers()
        forgetting = Forgetting(self._spool, self._knowledge, self._scribe).handlers()
        return {
            **accounts,
            **self._agreed.handlers(),
            **forgetting,
            c.Stop: self._on_stop,
            c.Examine: self._on_examine,
        }

    def notify(self, account_id: str) -> None:
        """`Departures`, of which the guard is told before the dispatcher is made."""
        self._dispatcher.notify(account_id)

    def reserve(self, account_id: str) -> Berth | None:
        return self._dispatcher.reserve(account_id)

    def _has_rules(self, account_id: str) -> bool:
        account = self._book.get(account_id)
        return bool(account and self._policing.edition.policy_for(account.addresses).rules)

    def _has_waiting(self, account_id: str) -> bool:
        return self._guard.has_waiting(account_id)

    def _account_changed(self, account_id: str) -> None:
        self._accounts_changed()
        self._introducing.begin(account_id)
        self._dispatcher.notify(account_id)

    def _accounts_changed(self) -> None:
        self._guard.conditions.report("accounts", *self._book.conditions())

    def _on_condition(self, account_id: str, condition: Condition | None) -> None:
        self._guard.conditions.report(f"delivery:{account_id}", *filter(None, [condition]))

    async def _on_stop(self, _command: c.Stop, _by: Channel) -> c.Response:
        self.stop()
        return c.Done()

    async def _on_examine(self, _command: c.Examine, _by: Channel) -> c.Response:
        found = await in_thread(lambda: notices.of_installation(self._folder, self._book))
        known = {condition.id: condition for condition in self._guard.conditions.all}
        return c.Examined(tuple({**{f.id: f for f in found}, **known}.values()))
