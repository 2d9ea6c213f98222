"""One connection of a mail program: carries octets and requests between its socket and session."""

from __future__ import annotations

import asyncio
import logging
import ssl
from typing import cast

from mailguard.domain.reply import Reply
from mailguard.smtp import replies
from mailguard.smtp.context import ServerContext
from mailguard.smtp.deadline import Deadline
from mailguard.smtp.door import refusal
from mailguard.smtp.session import Session
from mailguard.smtp.step import Request, Step, Submit
from mailguard.smtp.submission import Submission

log = logging.getLogger(__name__)


class Connection(asyncio.BufferedProtocol):
    """Ends when the client leaves, the session asks for it, or a deadline is reached."""

    def __init__(self, context: ServerContext, *, offers_tls: bool) -> None:
        """`offers_tls`: the connection is in clear, and there is a certificate."""
        self.ended: asyncio.Future[None] = context.loop.create_future()
        self._context = context
        self._session = Session(
            context.intake, context.settings, context.lockout, offers_tls=offers_tls
        )
        self._deadline = Deadline(context.loop, self._expire)
        self._submission: Submission | None = None
        self._transport: asyncio.Transport
        self._is_writable = True
        self._is_closing = False

    def stop(self) -> None:
        """The server is being closed; a held reply is the guard's to give."""
        if not self._is_closing:
            self._do(self._session.stop())

    # Called by asyncio -----------------------------------------------------------------------

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        self._context.connections.add(self)
        reply = refusal(transport, self._context)
        self._do(self._session.turn_away(reply) if reply else self._session.greet())

    def get_buffer(self, sizehint: int) -> memoryview:  # noqa: ARG002  asyncio gives it
        return self._context.read_buffer

    def buffer_updated(self, nbytes: int) -> None:
        octets = bytes(self._context.read_buffer[:nbytes])
        if not self._session.is_held:
            self._submission = None  # whoever goes on has heard the answer
        try:
            step = self._session.receive(octets)
        except Exception:  # a bug of ours may cost a connection, never a mail: no 250 was given
            log.exception("a command or message could not be handled")
            step = self._session.turn_away(replies.OWN_FAILURE_CLOSING)
        self._do(step)

    def eof_received(self) -> None:
        if not self._is_closing:
            self._leave()

    def connection_lost(self, exc: Exception | None) -> None:
        if exc or not self._is_closing:
            self._leave()
        self._finish()

    def pause_writing(self) -> None:
        self._is_writable = False
        self._pace()

    def resume_writing(self) -> None:
        self._is_writable = True
        self._pace()

    # Steps -----------------------------------------------------------------------------------

    def _do(self, step: Step) -> None:
        if step.octets:
            self._transport.write(step.octets)
        if step.then in (Request.CLOSE, Request.SHUT):
            self._close(lingering=step.then is Request.SHUT)
        elif step.then is Request.START_TLS:
            self._transport.pause_reading()  # the ClientHello stays where TLS will look for it
            self._context.run(self._start_tls())
        elif isinstance(step.then, Submit):
            self._submission = Submission(self._context, step.then.reception, self._answer)
        if step.octets or step.then or self._session.is_receiving:
            self._deadline.move(self._session.patience)
        self._pace()

    def _close(self, *, lingering: bool) -> None:
        """`lingering`: closing with octets unread would reset the connection, and the client
        could lose the last reply. TLS cannot close one way only.
        """
        self._is_closing = True
        if not (lingering and self._transport.can_write_eof()):
            self._transport.close()
            return
        try:
            self._transport.write_eof()
        except OSError:  # it was reset, and the loop does not know yet
            self._transport.abort()

    def _answer(self, reply: Reply) -> None:
        self._do(self._session.answer(reply))

    def _expire(self) -> None:
        if self._is_closing:
            self._transport.abort()
        else:
            self._do(self._session.expire())

    def _pace(self) -> None:
        """Read only as long as what comes of it has somewhere to go."""
        if self._is_closing or self._session.is_securing:
            return
        if self._is_writable and not self._session.is_full:
            self._transport.resume_reading()
        else:
            self._transport.pause_reading()

    async def _start_tls(self) -> None:
        context = self._context
        try:
            transport = await context.loop.start_tls(
                self._transport,
                self,
                cast(ssl.SSLContext, context.tls),
                server_side=True,
                ssl_handshake_timeout=context.settings.timers.handshake,
            )
        except OSError as error:
            log.info("no TLS was agreed on: %s", error)
            transport = None
        if transport is None:
            self._finish()
            return
        self._transport = transport
        self._do(self._session.secured())

    # Endings ---------------------------------------------------------------------------------

    def _leave(self) -> None:
        """The client has gone, or will send no more, which is the same here."""
        self._session.lost()
        if self._submission:
            self._submission.client_left()
            self._submission = None

    def _finish(self) -> None:
        self._deadline.cancel()
        self._context.connections.discard(self)
        if not self.ended.done():
            self.ended.set_result(None)
