"""A lane: when one account's mail leaves, and how much of it at once."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine
from datetime import datetime
from functools import partial

from mailguard.delivery.clerk import Clerk
from mailguard.delivery.gate import Gate
from mailguard.delivery.office import Office
from mailguard.delivery.outcomes import for_all
from mailguard.delivery.pool import Credentials
from mailguard.domain.account import Account
from mailguard.domain.delivery import Delivery, Obstacle, Trouble
from mailguard.domain.entry import Claim
from mailguard.domain.state import State
from mailguard.guard.ports import Berth

log = logging.getLogger(__name__)

_LEEWAY = 0.01  # seconds: a timer may ring a moment early

_AHEAD = 2
"""Mails that are claimed, or recorded, while the connections are busy with others."""

_Sender = tuple[Account, str | None]
"""The account as it is now, and its password."""


class Lane:
    """Lives in the event loop. Nothing runs while nothing is due."""

    def __init__(self, account_id: str, office: Office) -> None:
        self._account_id = account_id
        self._office = office
        self._clerk = Clerk(account_id, office)
        self._gate = Gate()
        self._connections = asyncio.Semaphore(office.limits.connections)
        self._trouble: Trouble | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._idle_timer: asyncio.TimerHandle | None = None
        self._is_stopping = False
        self.tasks: set[asyncio.Task[None]] = set()  # mails under way, or a probe

    def wake(self, *, hurried: bool = False) -> None:
        """See whether something can leave now.

        `hurried`: there is a reason to try a server that was away before its time.
        """
        if self._is_stopping or len(self.tasks) >= self._width:
            return
        self._cancel_timer()
        sender = self._sender()
        if sender is None:
            return  # everything is held, or the account was removed: its mail waits
        who = _credentials(sender)
        if self._gate.reconsider(who):
            self._tell(sender[0], None)
        due = self._office.spool.next_due(self._account_id)
        if due is None:
            self._rest(sender[0])
        elif not self._gate.is_shut(who):  # else until the password changes
            self._look(due, hurried=hurried)

    def reserve(self) -> Berth | None:
        """A place for a mail that can leave at once; None where one waits, or nothing can leave."""
        if len(self.tasks) >= self._width or self._gate.wait(self._office.clock.elapsed()):
            return None
        sender = self._sender()
        if self._is_stopping or sender is None or not self._is_open_for(sender):
            return None
        due = self._office.spool.next_due(self._account_id)
        if due is not None and due <= self._office.clock.now():
            return None
        berth: Berth = asyncio.get_running_loop().create_future()
        self._start(self._work(berth))
        return berth

    def stop(self) -> None:
        """Begin nothing any more."""
        self._is_stopping = True
        self._cancel_timer()
        if self._idle_timer:
            self._idle_timer.cancel()

    # Waiting ---------------------------------------------------------------------------------

    def _look(self, due: datetime, *, hurried: bool) -> None:
        clock = self._office.clock
        if hurried:
            self._gate.hurry(self._office.limits.hurry)
        wait = max((due - clock.now()).total_seconds(), self._gate.wait(clock.elapsed()))
        if wait > 0:
            self._sleep(wait)
        else:
            self._start(self._probe() if self._gate.wants_probe else self._work())

    def _rest(self, account: Account) -> None:
        """Nothing waits: then nothing is wrong, but for a password that will be needed."""
        if not self.tasks and self._trouble and not self._gate.is_locked:
            self._tell(account, None)

    def _sleep(self, seconds: float) -> None:
        seconds = min(seconds, self._office.limits.look) + _LEEWAY
        self._timer = asyncio.get_running_loop().call_later(seconds, self.wake)

    def _cancel_timer(self) -> None:
        if self._timer:
            self._timer.cancel()
            self._timer = None

    # Working ---------------------------------------------------------------------------------

    def _start(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self.tasks.add(task)
        task.add_done_callback(self._on_ended)

    async def _work(self, berth: Berth | None = None) -> None:
        """Send what comes to `berth` and what is due, one after the other."""
        claim = await (berth or self._claim())
        while claim is not None:
            delivery = await self._deliver(claim)
            settled = asyncio.create_task(self._clerk.settle(claim, delivery))
            try:
                claim = await self._claim()  # shares the transaction of the record
            finally:
                await settled

    async def _deliver(self, claim: Claim) -> Delivery:
        """One attempt, once a connection is free; none where nothing can leave by then."""
        async with self._connections:
            sender = self._sender()
            if sender is None or not self._is_open_for(sender):
                waits = for_all(claim.outgoing.envelope, State.QUEUED, str(self._trouble or ""))
                return Delivery(waits, self._trouble)
            delivery = await self._clerk.deliver(claim, *sender)
            self._learn(sender, delivery)
            return delivery

    async def _claim(self) -> Claim | None:
        """The next mail, if it may leave now. Raises SpoolError."""
        sender = self._sender()
        if self._is_stopping or sender is None or not self._is_open_for(sender):
            return None
        return await self._clerk.claim()

    def _is_open_for(self, sender: _Sender) -> bool:
        return not self._gate.wants_probe and not self._gate.is_shut(_credentials(sender))

    async def _probe(self) -> None:
        """See whether the server is back, before any mail is claimed for it."""
        sender = self._sender()
        if sender is None:
            return
        delivery = await self._office.couriers.run(partial(self._office.relay.reach, *sender))
        self._learn(sender, delivery)
        if delivery.trouble is None:
            self._gate.reached()
        elif not self._is_stopping:
            await self._clerk.give_up_old(delivery.trouble)

    def _on_ended(self, task: asyncio.Task[None]) -> None:
        self.tasks.discard(task)
        if task.cancelled() or self._is_stopping:
            return
        error = task.exception()
        if error is not None:  # the spool failed, or we did: the mail waits
            log.error("%s: delivery pauses", self._account_id, exc_info=error)
            self._cancel_timer()
            self._sleep(self._office.limits.spool_pause)
            return
        self._await_idleness()
        self.wake()

    def _await_idleness(self) -> None:
        if self._idle_timer:
            self._idle_timer.cancel()
        seconds = self._office.limits.idle + _LEEWAY
        self._idle_timer = asyncio.get_running_loop().call_later(seconds, self._close_idle)

    def _close_idle(self) -> None:
        self._office.couriers.send(self._office.relay.close_idle)

    # Learning --------------------------------------------------------------------------------

    def _learn(self, sender: _Sender, delivery: Delivery) -> None:
        """What an attempt shows about the account's server."""
        account, trouble = sender[0], delivery.trouble
        if delivery.capabilities is not None:
            self._office.accounts.learn_capabilities(self._account_id, delivery.capabilities)
        if self._is_stopping:
            return
        if trouble is not None:
            self._shut(trouble, _credentials(sender))
            self._tell(account, trouble)
        elif any(outcome.reply is not None for outcome in delivery.outcomes):
            if self._gate.prove():
                asyncio.get_running_loop().call_soon(self.wake)  # for a second mail at once
            if not self._is_about_one_mail:
                self._tell(account, None)

    def _shut(self, trouble: Trouble, who: Credentials) -> None:
        if trouble.obstacle is not Obstacle.EXTENSION_GONE:
            now = self._office.clock.elapsed()
            self._gate.shut(trouble.obstacle, who, now, self._office.roll())

    @property
    def _is_about_one_mail(self) -> bool:
        """Whether what is wrong concerns mail that goes on waiting while other mail leaves."""
        return self._trouble is not None and self._trouble.obstacle is Obstacle.EXTENSION_GONE

    def _tell(self, account: Account, trouble: Trouble | None) -> None:
        if trouble != self._trouble:
            self._trouble = trouble
            condition = trouble.condition(account) if trouble else None
            self._office.hooks.on_condition(self._account_id, condition)

    # Inside ----------------------------------------------------------------------------------

    @property
    def _width(self) -> int:
        return self._gate.width(self._office.limits.connections + _AHEAD)

    def _sender(self) -> _Sender | None:
        if self._office.hooks.is_held():
            return None
        accounts = self._office.accounts
        account = accounts.get(self._account_id)
        return (account, accounts.password(self._account_id)) if account else None


def _credentials(sender: _Sender) -> Credentials:
    account, password = sender
    return Credentials(account.id, account.server, password)
