"""A question: one mail about which the user is asked, from its arrival to the answer."""

from __future__ import annotations

import asyncio

from mailguard.domain.account import Account
from mailguard.domain.entry import Entry
from mailguard.domain.inspection import Decision, Inspection, Preview
from mailguard.domain.reply import Reply


class Question:
    """An entry in RECEIVED, ASKING or ABANDONED that waits for an answer.

    `reply` is what the mail program will hear; it is done once the held reply is decided.
    `lock` lets one move at a time begin; who comes second finds the entry changed.
    """

    def __init__(self, entry: Entry, account: Account, header: bytes) -> None:
        self.entry = entry
        self.account = account
        self.header = header
        self.preview: Preview | None = None
        self.inspection: Inspection | None = None
        self.kept = asyncio.Event()  # its octets are on the disk
        self.inspected = asyncio.Event()
        self.acknowledged = asyncio.Event()
        self.reply: asyncio.Future[Reply | Question] = asyncio.get_running_loop().create_future()
        self.answering = asyncio.Lock()  # one answer at a time is prepared
        self.lock = asyncio.Lock()
        self.supersedes: list[str] = []  # ids of repeats that its first row takes the place of

    @property
    def id(self) -> str:
        return self.entry.id

    @property
    def is_held(self) -> bool:
        """Whether a mail program is waiting for the reply."""
        return not self.reply.done()

    @property
    def decision(self) -> Decision | None:
        """What the policy asks; None until the inspection is complete."""
        return self.inspection.decision if self.inspection else None

    def tell(self, reply: Reply) -> None:
        """Decide the held reply; once."""
        if not self.reply.done():
            self.reply.set_result(reply)

    def give_way(self, successor: Question) -> None:
        """The same mail came again: who waits here waits for that question now."""
        if not self.reply.done():
            self.reply.set_result(successor)
