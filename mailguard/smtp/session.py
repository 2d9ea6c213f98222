"""One SMTP session without a socket: octets in, steps for the transport out."""

from __future__ import annotations

from enum import Enum, auto

from mailguard.domain.reply import Reply
from mailguard.guard.ports import Intake
from mailguard.smtp import command, replies
from mailguard.smtp.authentication import Exchange
from mailguard.smtp.conversation import Conversation
from mailguard.smtp.line import LineBuffer, LineFault
from mailguard.smtp.lockout import Lockout
from mailguard.smtp.settings import SubmissionSettings
from mailguard.smtp.step import NOTHING, Request, Step, Submit
from mailguard.smtp.upload import Upload
from mailguard.smtp.wire import encode

# RFC 2920 §3.1: the client has to wait for the reply to these before it goes on.
_ENDS_A_GROUP = frozenset({"EHLO", "HELO", "STARTTLS", "AUTH", "DATA"})
_TLS_RECORD = b"\x16"  # a ClientHello; the octet is in no command


class Phase(Enum):
    """What the next octets are."""

    LINES = auto()  # commands, or the answers of AUTH
    DATA = auto()
    HELD = auto()  # kept until the guard has answered
    HANDSHAKE = auto()  # TLS's, or kept until `secured`
    OVER = auto()  # nothing any more


class Session:
    """Fed by a transport. Every method that returns a Step wants it done before the next call."""

    def __init__(
        self, intake: Intake, settings: SubmissionSettings, lockout: Lockout, *, offers_tls: bool
    ) -> None:
        """`offers_tls`: the connection is in clear, and there is a certificate."""
        self._intake = intake
        self._settings = settings
        self._lockout = lockout
        self._lines = LineBuffer(settings.limits.line_octets)
        self._conversation = Conversation(intake, settings, lockout, offers_tls=offers_tls)
        self._phase = Phase.LINES
        self._errors = 0
        self._said: list[bytes] = []
        self._then: Request | Submit | None = None

    @property
    def is_held(self) -> bool:
        """Whether a message is with the guard."""
        return self._phase is Phase.HELD

    @property
    def is_receiving(self) -> bool:
        """Whether a message is coming in."""
        return self._phase is Phase.DATA

    @property
    def is_securing(self) -> bool:
        """Whether the octets are TLS's until `secured` is called."""
        return self._phase is Phase.HANDSHAKE

    @property
    def is_full(self) -> bool:
        """Whether more waits than is to be read ahead."""
        return len(self._lines) > self._settings.limits.read_ahead

    @property
    def patience(self) -> float | None:
        """Seconds until `expire` is to be called, unless something moves; None: never."""
        timers = self._settings.timers
        match self._phase:
            case Phase.HELD | Phase.HANDSHAKE:
                return None
            case Phase.DATA:
                return timers.data_block
            case Phase.OVER:
                return timers.closing
        return timers.command

    def greet(self) -> Step:
        self._say(replies.GREETING)
        return self._step()

    def turn_away(self, reply: Reply) -> Step:
        """Say `reply` instead of, or after, anything else, and end the session."""
        self._cut_off(reply)
        return self._step()

    def receive(self, octets: bytes) -> Step:
        if upload := self._conversation.upload:
            octets = self._receive_data(upload, octets)
        if octets and self._phase is not Phase.OVER:
            self._lines.add(octets)
            self._read_lines()
        return self._step()

    def answer(self, reply: Reply) -> Step:
        """The guard's answer to the message of the last Submit."""
        self._phase = Phase.LINES
        if reply.is_positive:
            self._errors = 0
        self._say(reply)
        self._read_lines()
        return self._step()

    def secured(self) -> Step:
        """TLS protects the connection: all that was said in clear is forgotten (RFC 3207 §4.2).

        The first octets inside TLS may have come before this call. Octets in clear cannot be
        among them: none were waiting when TLS was asked for, and none were read since.
        """
        self._conversation = Conversation(
            self._intake, self._settings, self._lockout, offers_tls=False
        )
        self._phase = Phase.LINES
        self._read_lines()
        return self._step()

    def expire(self) -> Step:
        return self.turn_away(replies.TIMEOUT)

    def stop(self) -> Step:
        """The server is being closed. A held message is the guard's to answer."""
        if self.is_held:
            return NOTHING
        self._cut_off(None if self._phase is Phase.HANDSHAKE else replies.STOPPING)
        return self._step()

    def lost(self) -> None:
        """The client is gone. A message that is with the guard stays there."""
        self._discard_upload()
        self._phase = Phase.OVER

    # Reading ---------------------------------------------------------------------------------

    def _receive_data(self, upload: Upload, octets: bytes) -> bytes:
        """Take a piece of the message; what follows its final dot."""
        rest = upload.receive(octets)
        if rest is None:
            return b""
        self._conversation.end_upload()
        if upload.refusal:
            self._phase = Phase.LINES
            self._say(upload.refusal)
        else:
            self._phase = Phase.HELD
            self._then = Submit(upload.reception)
        return rest

    def _read_lines(self) -> None:
        while self._phase is Phase.LINES:
            if self._lines.begins_with(_TLS_RECORD):
                self._cut_off()
                return
            line = self._lines.take()
            if line is None:
                return
            self._read(line)

    def _read(self, line: bytes | LineFault) -> None:
        if line is LineFault.BARE_LF:
            self._cut_off(replies.BARE_LF)
        elif isinstance(line, LineFault):
            self._conversation.exchange = None
            self._reply(replies.LINE_TOO_LONG)
        elif exchange := self._conversation.exchange:
            self._respond(exchange, line)
        elif command.is_foreign(line):
            self._cut_off(replies.NOT_SMTP)
        else:
            self._obey(line)

    def _respond(self, exchange: Exchange, line: bytes) -> None:
        if self._lines:
            self._cut_off(replies.TOO_EAGER)
        else:
            self._reply(self._conversation.respond(exchange, line))

    def _obey(self, line: bytes) -> None:
        try:
            read = command.parse(line)
        except command.CommandError:
            self._reply(replies.UNREADABLE)
            return
        if read.verb in _ENDS_A_GROUP and self._lines:
            self._cut_off(replies.TOO_EAGER)
            return
        self._reply(self._conversation.obey(read))
        self._turn()

    def _turn(self) -> None:
        """Go where the last command leads."""
        if self._phase is Phase.OVER:
            return
        if self._conversation.upload:
            self._phase = Phase.DATA
        elif self._conversation.is_securing:
            self._phase, self._then = Phase.HANDSHAKE, Request.START_TLS

    # Speaking --------------------------------------------------------------------------------

    def _reply(self, reply: Reply) -> None:
        """Answer a line, and count it where it was wrong."""
        self._say(reply)
        if _is_error(reply):
            self._errors += 1
            if self._errors > self._settings.limits.errors:
                self._cut_off(replies.TOO_MANY_ERRORS)

    def _say(self, reply: Reply) -> None:
        self._said.append(encode(reply))
        if reply.code == 221:
            self._end(Request.CLOSE)  # both sides know that it is over
        elif reply.code == 421:
            self._end(Request.SHUT)

    def _cut_off(self, reply: Reply | None = None) -> None:
        if reply:
            self._said.append(encode(reply))
        self._end(Request.SHUT)

    def _end(self, how: Request) -> None:
        self._discard_upload()
        self._lines.clear()
        self._phase, self._then = Phase.OVER, how

    def _discard_upload(self) -> None:
        if self._conversation.upload:
            self._conversation.upload.discard()
            self._conversation.end_upload()

    def _step(self) -> Step:
        if not (self._said or self._then):
            return NOTHING
        step = Step(b"".join(self._said), self._then)
        self._said, self._then = [], None
        return step


def _is_error(reply: Reply) -> bool:
    """Whether the client got the protocol or its password wrong, rather than an address."""
    return reply.code >= 500 and (reply.enhanced or "").startswith(("5.5.", "5.7."))
