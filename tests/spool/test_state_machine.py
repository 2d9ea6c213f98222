"""Any sequence of moves, crashes included: both spools agree, and no mail is lost or slips out."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from msgspec.structs import replace

from mailguard.domain.action import Outgoing
from mailguard.domain.entry import Channel, Claim, Entry, Outcome, OutgoingMessage
from mailguard.domain.state import ACCEPTED, WAITING, State
from mailguard.guard.storage import ConflictError, Spool
from mailguard.spool.disk import DiskSpool, SpoolSettings
from tests.fakes.memory_spool import MemorySpool
from tests.spool.builders import (
    ACCOUNT,
    HANAKO,
    JIRO,
    NOON,
    REPLIES,
    a_follow_up,
    a_message,
    an_envelope,
)

T = TypeVar("T")

_MINUTES = st.integers(-2, 2).map(lambda minutes: timedelta(minutes=minutes))
_CHOICE = st.integers(0, 50)
_STATES = st.sampled_from(sorted(set(State) - {State.SENDING}))
_ENDS = st.sampled_from([State.SENT, State.QUEUED, State.FAILED, State.UNCERTAIN])
_MEMORY = Path("/dev/shm") if Path("/dev/shm").is_dir() else None  # noqa: S108  a fast disk
_BEGUN = frozenset({State.SENDING, State.SENT, State.UNCERTAIN, State.FAILED})
_LET_GO = frozenset({State.DELAYED, State.QUEUED})


SHAPES = ("one message", "a message each", "with a follow-up", "each with a follow-up")
"""What an entry may become."""


def outgoing(entry: Entry, state: State, shape: str) -> tuple[OutgoingMessage, ...]:
    """What leaves for `entry`, in one of SHAPES."""
    whole = a_message(entry, state)
    firsts: tuple[OutgoingMessage, ...] = (whole,)
    if "each" in shape:
        firsts = tuple(_part(whole, number) for number, _ in enumerate(whole.results))
    if "follow-up" not in shape:
        return firsts
    follow_ups = (a_follow_up(each, state, *(r.address for r in each.results)) for each in firsts)
    return (*firsts, *follow_ups)


def _part(whole: OutgoingMessage, number: int) -> OutgoingMessage:
    """The part of a message that is for one of its recipients."""
    result = whole.results[number]
    only = Outgoing(an_envelope(result.address))
    return replace(whole, id=f"{whole.entry_id}-1{number}", outgoing=only, results=(result,))


class Pair(RuleBasedStateMachine):
    """A spool in memory and one on disk, moved alike; `ids` pairs the entries of both."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="mailguard-spool-", dir=_MEMORY))
        self.runner = asyncio.Runner()
        self.memory = MemorySpool(lambda: NOON)
        self.disk = self.run(self.open())
        self.mails: list[tuple[Entry, Entry]] = []  # as kept: in memory, on disk
        self.claims: list[tuple[Claim, Claim]] = []
        self.rows: set[int] = set()  # mails that have, or had, a row
        self.accepted: set[int] = set()  # mails for which a commit gave the right to a 250
        self.let_go: set[int] = set()  # mails that the user once let go
        self.claimed: set[int] = set()

    async def open(self) -> DiskSpool:
        return DiskSpool(self.folder, SpoolSettings(free_space=0), lambda: NOON)

    def run(self, awaitable: Awaitable[T]) -> T:
        async def wait() -> T:
            return await awaitable

        return self.runner.run(wait())

    def teardown(self) -> None:
        self.run(self.disk.close())
        self.runner.close()
        shutil.rmtree(self.folder)

    # Rules -----------------------------------------------------------------------------------

    @rule(octets=st.binary(max_size=50), both=st.booleans())
    def keep(self, octets: bytes, both: bool) -> None:
        recipients = (HANAKO, JIRO) if both else (HANAKO,)

        async def keep(spool: Spool) -> Entry:
            reception = spool.open_reception(ACCOUNT, an_envelope(*recipients), None)
            reception.write(octets)
            at = NOON + timedelta(minutes=len(self.mails))
            return await spool.keep(reception, at, "Thunderbird")

        self.mails.append((self.run(keep(self.memory)), self.run(keep(self.disk))))

    @precondition(lambda self: self.mails)
    @rule(mail=_CHOICE, state=_STATES, which=st.sampled_from(["", *SHAPES]), older=_CHOICE)
    def commit(self, mail: int, state: State, which: str, older: int) -> None:
        number = mail % len(self.mails)
        index, older = number, older % len(self.mails)
        if number in self.rows and self.disk.entry(self.mails[number][1].id) is None:
            return  # a year has passed: nobody knows the mail any more

        def commit(spool: Spool, side: int) -> Awaitable[Entry]:
            kept = self.mails[index][side]
            current = spool.entry(kept.id)
            moved = replace(current or kept, state=state)
            messages = outgoing(moved, state, which) if which else spool.messages(kept.id)
            was = current.state if current else None
            others = (self.mails[older][side].id,)
            return spool.commit(
                moved, was=was, by=Channel.DESKTOP, messages=messages, supersedes=others
            )

        if self.both(commit):
            self.rows.add(number)
            if state in _LET_GO:
                self.let_go.add(number)
            if state in ACCEPTED:
                self.accepted.add(number)

    @precondition(lambda self: self.mails)
    @rule(which=_CHOICE, origin=_ENDS, later=_MINUTES)
    def requeue(self, which: int, origin: State, later: timedelta) -> None:
        self.both(
            lambda spool, side: spool.requeue(
                self.id(which, side), origin, NOON + later, Channel.DESKTOP
            )
        )

    @precondition(lambda self: self.mails)
    @rule(which=_CHOICE)
    def withdraw(self, which: int) -> None:
        self.both(lambda spool, side: spool.withdraw_waiting(self.id(which, side), Channel.DESKTOP))

    @precondition(lambda self: self.mails)
    @rule(which=_CHOICE)
    def mark_gone(self, which: int) -> None:
        self.both(lambda spool, side: spool.mark_gone(self.id(which, side), Channel.DESKTOP))

    @rule(later=_MINUTES)
    def claim(self, later: timedelta) -> None:
        # in the same order: ids are made alike in both, but messages due at once are told apart
        # by them, and two of one millisecond need not sort alike
        ours = self.run(self.disk.claim(ACCOUNT, NOON + later))
        theirs = self.run(self.memory.claim(ACCOUNT, NOON + later))
        assert (ours is None) == (theirs is None)
        if ours and theirs:
            assert self.number(0, theirs.entry.id) == self.number(1, ours.entry.id)
            assert theirs.outgoing == ours.outgoing
            self.claims.append((theirs, ours))
            self.claimed.add(self.number(1, ours.entry.id))

    @precondition(lambda self: self.claims)
    @rule(which=_CHOICE, ends=st.tuples(_ENDS, _ENDS), later=_MINUTES)
    def record(self, which: int, ends: tuple[State, State], later: timedelta) -> None:
        claims = self.claims.pop(which % len(self.claims))

        def record(spool: Spool, side: int) -> Awaitable[Entry]:
            claim = claims[side]
            recipients = claim.outgoing.envelope.recipients
            brought = [Outcome(a, e, REPLIES[e]) for a, e in zip(recipients, ends, strict=False)]
            return spool.record(claim, brought, NOON + later)

        assert self.both(record)

    @rule(days=st.sampled_from([0, 2, 8, 31, 400]))
    def sweep(self, days: int) -> None:
        ours = self.run(self.disk.sweep(NOON + timedelta(days=days)))
        assert ours == self.run(self.memory.sweep(NOON + timedelta(days=days)))

    @rule()
    def crash(self) -> None:
        """The process dies: what the disk holds is all there is."""
        self.run(self.disk.close())
        self.disk = self.run(self.open())
        self.rows.update(n for n, (_, kept) in enumerate(self.mails) if self.disk.entry(kept.id))
        expected = self.memory.reopen()
        found = self.disk.recovery
        assert (found.abandoned, found.uncertain) == (expected.abandoned, expected.uncertain)
        assert not found.rebuilt
        assert not found.corrupt
        self.claims.clear()

    # What holds at all times -----------------------------------------------------------------

    @invariant()
    def both_tell_the_same(self) -> None:
        for ours, theirs in ((m.id, d.id) for m, d in self.mails):
            in_memory, on_disk = self.memory.entry(ours), self.disk.entry(theirs)
            if in_memory is None or on_disk is None:
                assert in_memory is on_disk
                continue
            assert (in_memory.state, in_memory.reason) == (on_disk.state, on_disk.reason)
            in_messages, on_messages = self.memory.messages(ours), self.disk.messages(theirs)
            assert [m.results for m in in_messages] == [m.results for m in on_messages]
            states = [line.state for line in self.memory.journal(ours)]
            assert states == [line.state for line in self.disk.journal(theirs)]
        assert self.memory.next_due(ACCOUNT) == self.disk.next_due(ACCOUNT)

    @invariant()
    def no_mail_is_lost(self) -> None:
        for number in self.accepted:
            entry = self.disk.entry(self.mails[number][1].id)
            if entry is not None and entry.state in WAITING - {State.FAILED}:
                assert Path(entry.source.path).exists()

    @invariant()
    def nothing_follows_what_was_not_sent(self) -> None:
        for _, kept in self.mails:
            messages = self.disk.messages(kept.id)
            sent = {r.address for m in messages if m.is_first for r in m.results
                    if r.state is State.SENT}  # fmt: skip
            for result in (r for m in messages if not m.is_first for r in m.results):
                has_begun = result.state in _BEGUN or result.due_at is not None
                assert not has_begun or result.address in sent

    @invariant()
    def nothing_leaves_that_was_not_let_go(self) -> None:
        assert self.claimed <= self.let_go

    # Inside ----------------------------------------------------------------------------------

    def both(self, move: Callable[[Spool, int], Awaitable[Entry]]) -> bool:
        """Whether it went; both spools refuse for the same reason, or both do it."""
        ends = [self.end_of(move, spool, side) for side, spool in enumerate(self.spools)]
        assert ends[0] == ends[1]
        return ends[0] is None

    @property
    def spools(self) -> tuple[Spool, Spool]:
        return (self.memory, self.disk)

    def end_of(
        self, move: Callable[[Spool, int], Awaitable[Entry]], spool: Spool, side: int
    ) -> tuple[type, State | None] | None:
        try:
            written = self.run(move(spool, side))
        except ConflictError as conflict:
            return (ConflictError, conflict.current.state if conflict.current else None)
        except Exception as error:  # noqa: BLE001  whatever it is, the other has to say the same
            return (type(error), None)
        assert spool.entry(written.id) == written
        return None

    def id(self, which: int, side: int) -> str:
        return self.mails[which % len(self.mails)][side].id

    def number(self, side: int, entry_id: str) -> int:
        return next(n for n, mail in enumerate(self.mails) if mail[side].id == entry_id)


TestPair = Pair.TestCase
TestPair.settings = settings(
    max_examples=30,
    stateful_step_count=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
