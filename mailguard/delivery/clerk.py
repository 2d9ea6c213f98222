"""A clerk: claims an account's mail, has it delivered, and records what became of it."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from datetime import datetime, timedelta
from functools import partial

from mailguard.delivery import settling, wording
from mailguard.delivery.office import Office
from mailguard.delivery.outcomes import for_all
from mailguard.domain.account import Account
from mailguard.domain.delivery import Delivery, Trouble
from mailguard.domain.entry import Claim, Outcome
from mailguard.domain.state import State
from mailguard.guard.storage import ConflictError, SpoolError

log = logging.getLogger(__name__)


class Clerk:
    """Works for one account."""

    def __init__(self, account_id: str, office: Office) -> None:
        self._account_id = account_id
        self._office = office

    async def claim(self) -> Claim | None:
        """The next message that is due. Raises SpoolError."""
        spool, now = self._office.spool, self._office.clock.now()
        due = spool.next_due(self._account_id)  # asked first: a claim writes
        return await spool.claim(self._account_id, now) if due and due <= now else None

    async def deliver(self, claim: Claim, account: Account, password: str | None) -> Delivery:
        """One attempt."""
        relay = self._office.relay
        try:
            return await self._office.couriers.run(partial(relay.deliver, claim, account, password))
        except Exception:  # a bug of ours: nobody knows how far it got
            log.exception("%s: the attempt broke off", claim.entry.id)
            reason = wording.lost_after(account.server)
            return Delivery(for_all(claim.outgoing.envelope, State.UNCERTAIN, reason))

    async def settle(self, claim: Claim, delivery: Delivery) -> None:
        """Write down what the attempt brought, and when what did not leave is tried again."""
        office, now = self._office, self._office.clock.now()
        due_at = settling.retry_at(delivery, partial(self._attempts, claim), now, office.roll)
        if due_at and claim.entry.received_at <= now - office.limits.expiry:
            given_up = settling.given_up(delivery.outcomes, office.limits.expiry)
            await self._record(claim, given_up, None)
        else:
            await self._record(claim, delivery.outcomes, due_at)

    async def give_up_old(self, trouble: Trouble) -> None:
        """While the server is away nothing is claimed; what waited too long ends all the same."""
        spool, now = self._office.spool, self._office.clock.now()
        limit = now - self._office.limits.expiry
        old = spool.entries((State.QUEUED,), before=limit)
        if not any(entry.account == self._account_id for entry in old):
            return
        # `now` stays what it is, and what goes on waiting is due after it: each is claimed once
        while claim := await spool.claim(self._account_id, now):
            outcomes = for_all(claim.outgoing.envelope, State.QUEUED, str(trouble))
            if claim.entry.received_at <= limit:
                outcomes = settling.given_up(outcomes, self._office.limits.expiry)
            await self._record(claim, outcomes, now + timedelta(seconds=1))

    # Inside ----------------------------------------------------------------------------------

    async def _record(
        self, claim: Claim, outcomes: tuple[Outcome, ...], due_at: datetime | None
    ) -> None:
        """However long it takes the spool to be able to: nobody else knows what happened."""
        while True:
            try:
                entry = await self._office.spool.record(claim, outcomes, due_at)
            except SpoolError as error:
                log.warning("%s: not recorded yet: %s", claim.entry.id, error)
                await asyncio.sleep(self._office.limits.spool_pause)
            except ConflictError:
                log.exception("%s: the attempt is not on record", claim.entry.id)
                return
            else:
                log.info("%s: %s", entry.id, _summary(outcomes))
                self._office.hooks.on_recorded(entry, outcomes)
                return

    def _attempts(self, claim: Claim) -> int:
        """How often the recipients of the claim have been tried, this time included."""
        messages = self._office.spool.messages(claim.entry.id)
        tried = frozenset(claim.outgoing.envelope.recipients)
        results = [r for m in messages if m.id == claim.message_id for r in m.results]
        return max((r.attempts for r in results if r.address in tried), default=1)


def _summary(outcomes: tuple[Outcome, ...]) -> str:
    """For the log: how many recipients came to which end, and the server's codes."""
    ends = Counter(
        f"{outcome.state} {outcome.reply.code if outcome.reply else ''}".rstrip()
        for outcome in outcomes
    )
    return ", ".join(f"{count} {end}" for end, count in ends.items())
