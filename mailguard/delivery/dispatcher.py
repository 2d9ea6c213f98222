"""The dispatcher: sees to it that the mail of every account leaves when it is due."""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Callable

from mailguard.delivery.courier import Couriers
from mailguard.delivery.lane import Lane
from mailguard.delivery.limits import Limits
from mailguard.delivery.office import Hooks, Office, Relay
from mailguard.domain.clock import Clock
from mailguard.guard.ports import Accounts, Berth
from mailguard.guard.storage import Spool

log = logging.getLogger(__name__)


class Dispatcher:
    """Lives in the event loop; all its methods are called there."""

    def __init__(
        self,
        spool: Spool,
        relay: Relay,
        accounts: Accounts,
        clock: Clock,
        hooks: Hooks,
        *,
        limits: Limits | None = None,
        roll: Callable[[], float] = random.random,
    ) -> None:
        self._office = Office(
            spool,
            relay,
            accounts,
            clock,
            Couriers(),
            limits or Limits(),
            hooks,
            roll,
        )
        self._lanes: dict[str, Lane] = {}
        self._is_stopping = False

    def start(self) -> None:
        """Begin with what waits already."""
        for account in self._office.accounts.all():
            self.notify(account.id)

    def notify(self, account_id: str) -> None:
        """Something changed for the account: mail was queued, a password given, a network came."""
        if not self._is_stopping:
            self._lane(account_id).wake(hurried=True)

    def reserve(self, account_id: str) -> Berth | None:
        """A connection for a mail of the account that is about to be queued, if one is free."""
        return None if self._is_stopping else self._lane(account_id).reserve()

    @property
    def lanes(self) -> tuple[Lane, ...]:
        """Those that have had something to do."""
        return tuple(self._lanes.values())

    async def stop(self) -> None:
        """End within seconds: mail under way is finished, or cut off where that is certain.

        A mail whose final dot has been sent is cut off last, and is UNCERTAIN then.
        """
        self._is_stopping = True
        for lane in self.lanes:
            lane.stop()
        limits, relay = self._office.limits, self._office.relay
        if not await self._finished(limits.stop):
            relay.interrupt()
        if not await self._finished(limits.stop_final):
            relay.interrupt(crossed_too=True)
        if not await self._finished(limits.stop):
            log.warning("deliveries were left behind")
        await self._close()

    def _lane(self, account_id: str) -> Lane:
        lane = self._lanes.get(account_id)
        if lane is None:
            lane = self._lanes[account_id] = Lane(account_id, self._office)
        return lane

    async def _finished(self, seconds: float) -> bool:
        """Whether everything under way ended within `seconds`."""
        tasks = {task for lane in self.lanes for task in lane.tasks}
        if not tasks:
            return True
        _, pending = await asyncio.wait(tasks, timeout=seconds)
        return not pending

    async def _close(self) -> None:
        for lane in self.lanes:
            for task in lane.tasks:
                task.cancel()
        await self._office.couriers.run(self._office.relay.close)
        self._office.couriers.dismiss()
