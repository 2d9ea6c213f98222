"""What all connections of one submission server share."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Coroutine
from typing import TYPE_CHECKING, Any, TypeVar

from mailguard.guard.ports import Intake
from mailguard.smtp.lockout import Lockout
from mailguard.smtp.settings import SubmissionSettings

if TYPE_CHECKING:
    from mailguard.smtp.connection import Connection

_T = TypeVar("_T")

# malloc would map pieces of 128 KiB or more anew each time: 256 KiB took half as long again
_READ_OCTETS = 96 * 1024


class ServerContext:
    """The guard, the settings, and who is connected."""

    def __init__(
        self, intake: Intake, settings: SubmissionSettings, tls: ssl.SSLContext | None
    ) -> None:
        """To be made in the running loop."""
        self.intake = intake
        self.settings = settings
        self.tls = tls
        self.loop = asyncio.get_running_loop()
        self.lockout = Lockout(settings.limits, self.loop.time)
        self.connections: set[Connection] = set()
        self.is_closing = False
        self.tasks: set[asyncio.Task[Any]] = set()
        # one is enough: what was read into it is taken out before the next connection reads
        self.read_buffer = memoryview(bytearray(_READ_OCTETS))

    def run(self, work: Coroutine[Any, Any, _T]) -> asyncio.Task[_T]:
        """Run `work` to its end, whatever becomes of the connection it was begun for."""
        task = self.loop.create_task(work)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)
        return task
