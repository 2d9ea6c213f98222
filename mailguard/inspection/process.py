"""One worker process, as the engine's event loop sees it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import cast

import msgspec

from mailguard.inspection.protocol import Frames, Response, response_in


class WorkerProcess(asyncio.SubprocessProtocol):
    """Carries frames to and from a process, and tells when it is gone, for whatever reason."""

    def __init__(
        self, on_response: Callable[[Response], None], on_gone: Callable[[], None]
    ) -> None:
        self._on_response = on_response
        self._on_gone = on_gone
        self._frames = Frames()
        self._transport: asyncio.SubprocessTransport | None = None
        self._gone = asyncio.Event()

    @classmethod
    async def start(
        cls,
        command: Sequence[str],
        on_response: Callable[[Response], None],
        on_gone: Callable[[], None],
    ) -> WorkerProcess:
        """A new process. Raises OSError where it cannot be started."""
        loop = asyncio.get_running_loop()
        _transport, process = await loop.subprocess_exec(
            lambda: cls(on_response, on_gone),
            *command,
            stderr=asyncio.subprocess.DEVNULL,  # a traceback may quote the mail
        )
        return process

    def send(self, frame: bytes) -> None:
        """Hand a frame to the process; never blocks."""
        if self._transport is not None:
            pipe = cast(asyncio.WriteTransport, self._transport.get_pipe_transport(0))
            pipe.write(frame)

    def kill(self) -> None:
        """End the process at once; `on_gone` follows."""
        if self._transport is not None:
            self._transport.close()  # kills what still runs

    async def gone(self) -> None:
        """Wait until the process is gone."""
        await self._gone.wait()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.SubprocessTransport, transport)

    def pipe_data_received(self, fd: int, data: bytes | str) -> None:
        if fd != 1:
            return
        try:
            for frame in self._frames.fed(cast(bytes, data)):
                self._on_response(response_in(frame))
        except msgspec.MsgspecError:  # a worker that talks nonsense is not to be believed
            self.kill()

    def pipe_connection_lost(self, fd: int, exc: Exception | None) -> None:
        del fd, exc
        self.kill()

    def process_exited(self) -> None:
        self.kill()

    def connection_lost(self, exc: Exception | None) -> None:
        del exc
        self._gone.set()
        self._on_gone()
