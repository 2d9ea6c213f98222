"""A front that answers what the test tells it, and summaries to fill it with."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from mailguard.domain.command import Command, Declined, List, Listing, Response
from mailguard.domain.entry import Channel
from mailguard.domain.event import Event, Snapshot, Summary
from mailguard.domain.state import State

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def a_summary(
    entry_id: str = "a1b2c3",
    state: State = State.ASKING,
    *,
    subject: str = "Greetings",
    recipients: tuple[str, ...] = ("hanako@acme.example",),
    received_at: datetime = NOON,
    **changes: Any,
) -> Summary:
    return Summary(
        id=entry_id,
        revision=1,
        state=state,
        account="taro@example.co.jp",
        subject=subject,
        sender="taro@example.co.jp",
        recipients=recipients,
        recipient_count=len(recipients),
        received_at=received_at,
        **changes,
    )


def some_summaries(count: int, **changes: Any) -> tuple[Summary, ...]:
    """`count` summaries, the newest first."""
    return tuple(
        a_summary(f"{number:08x}", received_at=NOON - timedelta(seconds=number), **changes)
        for number in range(count)
    )


class FakeFront:
    """Implements Front: notes each command, answers by its type, lists `entries`."""

    def __init__(self, *entries: Summary) -> None:
        self.entries = entries
        self.heard: list[tuple[Command, Channel]] = []
        self.answers: dict[type[Any], Response | Callable[[Any], Response]] = {List: self._list}
        self.held_up: tuple[type[Any], ...] = (object,)  # commands that wait for `may_answer`
        self.may_answer = asyncio.Event()
        self.may_answer.set()

    def snapshot(self) -> tuple[Event, ...]:
        return (Snapshot(self.entries, (), ("taro@example.co.jp",), last=True),)

    async def handle(self, command: Command, by: Channel) -> Response:
        self.heard.append((command, by))
        if isinstance(command, self.held_up):
            await self.may_answer.wait()
        answer = self.answers.get(type(command), Declined("There is no such mail.", "unknown"))
        return answer(command) if callable(answer) else answer

    def _list(self, command: List) -> Response:
        found = [e for e in self.entries if not command.states or e.state in command.states]
        return Listing(tuple(found[: command.limit]))
