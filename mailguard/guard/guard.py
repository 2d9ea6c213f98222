"""The guard, assembled: every step given what it needs, and the way they start and end."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from mailguard.domain.entry import Entry, Outcome
from mailguard.domain.state import WAITING, State
from mailguard.guard.asking import Asking
from mailguard.guard.board import Board
from mailguard.guard.bounced import bounced
from mailguard.guard.brake import Brake
from mailguard.guard.conditions import ConditionBoard
from mailguard.guard.exporting import Exporting
from mailguard.guard.front import FrontDesk, Handlers
from mailguard.guard.intake import SubmissionIntake
from mailguard.guard.looking import Looking
from mailguard.guard.lookups import Lookups
from mailguard.guard.options import Options
from mailguard.guard.orders import Orders
from mailguard.guard.questions import Questions
from mailguard.guard.releasing import Releasing
from mailguard.guard.reopening import Reopening
from mailguard.guard.rim import Rim
from mailguard.guard.sending import Sending
from mailguard.guard.timetable import Timetable
from mailguard.guard.witnessing import delivered

_ALL = 1_000_000


class Guard:
    """The steps of a mail's life, put together."""

    def __init__(self, rim: Rim, options: Options, *administration: Handlers) -> None:
        self._rim = rim
        self._options = options
        self._timetable = Timetable(
            rim.clock, self._time_is_up, self._postpone, lambda: self.brake.is_on
        )
        self.conditions = ConditionBoard(rim.desk.publish)
        self.brake = Brake(rim.brake, self.conditions, rim.witness, self._let_all_go)
        self._board = Board(rim.desk, self._timetable, self.conditions, rim.witness)
        sending = Sending(rim.spool, rim.departures)
        self._questions = Questions(sending)
        self._looking = Looking(
            self._questions,
            rim.spool,
            rim.inspector,
            rim.desk,
            self._board,
            rim.witness,
            rim.agreed,
        )
        self._releasing = Releasing(
            rim.spool,
            self._board,
            self._timetable,
            rim.clock,
            sending,
            self.brake,
            rim.departures.notify,
        )
        self._asking = Asking(
            self._questions,
            self._looking,
            self._releasing,
            self._board,
            self.brake,
            rim,
            options,
        )
        self._reopening = Reopening(rim.spool, rim.accounts, self._asking)
        self._watching: asyncio.Task[None] | None = None
        self.intake = SubmissionIntake(
            rim.spool, rim.accounts, self._questions, self._asking, rim.desk, rim.clock, options
        )
        self.front = self._front(*administration)

    def _front(self, *administration: Handlers) -> FrontDesk:
        rim = self._rim
        exporting = Exporting(rim.exports, rim.spool, self._questions, rim.inspector)
        orders = Orders(
            self._questions, self._asking, self._releasing, self._reopening, self._delay, rim
        )
        lookups = Lookups(
            rim.spool,
            rim.accounts,
            self._questions,
            self._looking,
            self._board,
            self.conditions,
        )
        return FrontDesk(
            lookups,
            rim.permissions,
            orders.handlers(),
            exporting.handlers(),
            self.brake.handlers(),
            *administration,
        )

    async def start(self) -> None:
        """Ask again what was asked, let times run anew, and watch them."""
        await self._postpone()
        await self._reopening.name_abandoned()
        await self._reopening.reopen_all()
        self._watching = asyncio.create_task(self._timetable.run())

    async def stop(self) -> None:
        """Let go of every mail program that waits, and of the timetable."""
        await self.intake.stop()
        if self._watching is not None:
            self._watching.cancel()
            await asyncio.gather(self._watching, return_exceptions=True)

    def recorded(self, entry: Entry, outcomes: Sequence[Outcome]) -> None:
        """A delivery attempt of `entry` is on record: tell it, and learn from it."""
        self._rim.witness.note(delivered(entry, outcomes))
        self._board.changed(entry)
        if addresses := bounced(outcomes):
            self._rim.memory.bounced(addresses, self._rim.clock.now())
        if entry.state is State.SENT:
            self._rim.memory.sent(entry, self._rim.clock.now())

    def has_waiting(self, account_id: str) -> bool:
        """Whether mail of the account still waits for something."""
        waiting = self._rim.spool.entries(tuple(WAITING), limit=_ALL)
        asked = (question.entry for question in self._questions.all)
        return any(entry.account == account_id for entry in (*waiting, *asked))

    def _delay(self) -> float:
        return self._rim.delay() if self._options.delay is None else self._options.delay

    async def _let_all_go(self) -> None:
        """The user has time once more to take back what was held."""
        await self._postpone()
        for account in self._rim.accounts.all():
            self._rim.departures.notify(account.id)

    async def _time_is_up(self, entry_id: str) -> None:
        await self._releasing.let_go(entry_id)

    async def _postpone(self) -> None:
        await self._releasing.postpone_all(self._delay())
