"""Introducing: learns what the server of an account offers, before the first mail needs it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from mailguard.accounts.patience import in_thread
from mailguard.domain.account import Account, Auth
from mailguard.domain.delivery import Delivery
from mailguard.domain.envelope import Capabilities
from mailguard.guard.ports import Accounts


class Introducing:
    """Reaches the servers of new and changed accounts, beside everything else."""

    def __init__(
        self, accounts: Accounts, reach: Callable[[Account, str | None], Delivery]
    ) -> None:
        self._accounts = accounts
        self._reach = reach
        self._tasks: set[asyncio.Task[None]] = set()

    def begin_with_unknown(self) -> None:
        """Reach every server of which nothing is known yet."""
        for account in self._accounts.all():
            if self._accounts.capabilities(account.id) == Capabilities():
                self.begin(account.id)

    def begin(self, account_id: str) -> None:
        """Reach the account's server, if there is what it takes to sign in."""
        account = self._accounts.get(account_id)
        if account is None:
            return
        password = self._accounts.password(account_id)
        if account.server.auth is Auth.PASSWORD and password is None:
            return
        task = asyncio.create_task(self._introduce(account, password))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def stop(self) -> None:
        """Wait for none of them any longer."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _introduce(self, account: Account, password: str | None) -> None:
        delivery = await in_thread(lambda: self._reach(account, password))
        if delivery.capabilities is not None:
            self._accounts.learn_capabilities(account.id, delivery.capabilities)
