"""The load generator: raw SMTP sessions in one `epoll` loop, the same for every target.

It speaks like a mail program: a connection per mail, one command at a time, AUTH PLAIN when the
target has credentials. Every octet it will say is made before the clock starts, because it shares
its processors with what it measures.
"""

import base64
import select
import socket
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.bench.mails import BenchMail


class LoadError(Exception):
    """The target did not take a mail, so there is nothing to measure."""


@dataclass(frozen=True, slots=True)
class Credentials:
    """What the target wants to hear in AUTH PLAIN."""

    username: str
    password: str


@dataclass(frozen=True, slots=True)
class Way:
    """How a target is reached."""

    host: str
    port: int
    credentials: Credentials | None = None


@dataclass(frozen=True, slots=True)
class Sent:
    """A mail that got its `250`; times are seconds of `time.monotonic()`, one clock for all."""

    message_id: str
    data_started: float
    dot_sent: float
    answered: float

    @property
    def reply_time(self) -> float:
        """Seconds from the last octet of the final dot to the reply."""
        return self.answered - self.dot_sent


@dataclass(frozen=True, slots=True)
class Load:
    """What a run of the generator did."""

    started: float
    sent: tuple[Sent, ...]

    @property
    def accepted_rate(self) -> float:
        """Mails a second, from the first connection to the last `250` after a dot."""
        return len(self.sent) / (max(mail.answered for mail in self.sent) - self.started)


@dataclass(frozen=True, slots=True)
class Turn:
    """One step of a session: the reply that must come, then what is said."""

    expected: bytes
    say: bytes
    is_data: bool = False


def send(way: Way, mails: Sequence[BenchMail], sessions: int, timeout: float = 300.0) -> Load:
    """Send every mail over `sessions` parallel sessions, each mail on a connection of its own.

    Raises LoadError at the first refusal, hang-up or after `timeout` seconds.
    """
    scripts = [script(mail, way.credentials) for mail in mails]
    waiting = list(zip(mails, scripts, strict=True))[::-1]
    with select.epoll() as poll:
        return _Loop(way, waiting, poll, time.monotonic() + timeout).run(sessions)


def script(mail: BenchMail, credentials: Credentials | None) -> tuple[Turn, ...]:
    """The turns of the session that brings `mail`; the last one is only a reply."""
    login = () if credentials is None else (_auth(credentials),)
    said = (
        (b"220", b"EHLO [127.0.0.1]\r\n"),
        *((b"250", line) for line in login),
        (b"235" if login else b"250", f"MAIL FROM:<{mail.sender}>\r\n".encode()),
        (b"250", f"RCPT TO:<{mail.recipient}>\r\n".encode()),
        (b"250", b"DATA\r\n"),
    )
    return (
        *(Turn(expected, line) for expected, line in said),
        Turn(b"354", mail.wire, is_data=True),
        Turn(b"250", b"QUIT\r\n"),
        Turn(b"221", b""),
    )


def is_complete(reply: bytes) -> bool:
    """Whether the last line of a reply (RFC 5321 §4.2.1) has arrived."""
    start = reply.rfind(b"\n", 0, -1) + 1
    return reply.endswith(b"\r\n") and reply[start + 3 : start + 4] in (b" ", b"\r")


def _auth(credentials: Credentials) -> bytes:
    secret = f"\0{credentials.username}\0{credentials.password}".encode()
    return b"AUTH PLAIN " + base64.b64encode(secret) + b"\r\n"


@dataclass(slots=True)
class _Session:
    """A connection and how far its script has come."""

    connection: socket.socket
    mail: BenchMail
    turns: tuple[Turn, ...]
    position: int = 0
    reply: bytes = b""
    unsent: memoryview = field(default_factory=lambda: memoryview(b""))
    is_stalled: bool = False
    data_started: float = 0.0
    dot_sent: float = 0.0


class _Loop:
    """The sessions under way, and the mails that still wait for one."""

    def __init__(
        self,
        way: Way,
        waiting: list[tuple[BenchMail, tuple[Turn, ...]]],
        poll: select.epoll,
        deadline: float,
    ) -> None:
        self._address = (socket.gethostbyname(way.host), way.port)  # once, not per mail
        self._waiting = waiting
        self._poll = poll
        self._deadline = deadline
        self._sessions: dict[int, _Session] = {}
        self._sent: list[Sent] = []

    def run(self, sessions: int) -> Load:
        started = time.monotonic()
        try:
            for _ in range(min(sessions, len(self._waiting))):
                self._connect()
            while self._sessions:
                self._wait()
        finally:
            for session in self._sessions.values():
                session.connection.close()
        return Load(started, tuple(self._sent))

    def _wait(self) -> None:
        events = self._poll.poll(max(0.0, self._deadline - time.monotonic()))
        if not events:
            raise LoadError(f"no answer in time; {len(self._sent)} mails were accepted before")
        for number, event in events:
            session = self._sessions[number]
            if event & select.EPOLLOUT:
                self._push(session)
            else:
                self._read(session)

    def _connect(self) -> None:
        mail, turns = self._waiting.pop()
        connection = socket.socket()
        connection.setblocking(False)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        connection.connect_ex(self._address)
        self._sessions[connection.fileno()] = _Session(connection, mail, turns)
        self._poll.register(connection, select.EPOLLIN)

    def _read(self, session: _Session) -> None:
        try:
            octets = session.connection.recv(4096)
        except OSError as error:
            raise LoadError(f"the connection broke: {error}") from error
        session.reply += octets
        if not octets:
            raise LoadError(f"hung up after {session.reply!r}")
        if is_complete(session.reply):
            self._answer(session)

    def _answer(self, session: _Session) -> None:
        """The reply is whole: check it, then take the next turn."""
        turn = session.turns[session.position]
        if not session.reply.startswith(turn.expected):
            raise LoadError(f"expected {turn.expected.decode()}, got {session.reply!r}")
        if session.dot_sent and turn.expected == b"250":
            self._note(session)
        session.reply = b""
        session.position += 1
        if turn.say:
            self._say(session, turn)
        else:
            self._finish(session)

    def _say(self, session: _Session, turn: Turn) -> None:
        if not turn.is_data:
            session.connection.send(turn.say)  # a command always fits the empty send buffer
            return
        session.unsent = memoryview(turn.say)
        session.data_started = time.monotonic()
        self._push(session)

    def _push(self, session: _Session) -> None:
        """Give the kernel as much of the mail as it takes; come back when it takes more."""
        try:
            while session.unsent:
                session.unsent = session.unsent[session.connection.send(session.unsent) :]
        except BlockingIOError:
            self._stall(session, is_stalled=True)
            return
        except OSError as error:
            raise LoadError(f"the connection broke in DATA: {error}") from error
        session.dot_sent = time.monotonic()
        self._stall(session, is_stalled=False)

    def _stall(self, session: _Session, *, is_stalled: bool) -> None:
        if session.is_stalled is is_stalled:
            return
        session.is_stalled = is_stalled
        room = select.EPOLLOUT if is_stalled else 0
        self._poll.modify(session.connection, select.EPOLLIN | room)

    def _note(self, session: _Session) -> None:
        self._sent.append(
            Sent(
                session.mail.message_id,
                session.data_started,
                session.dot_sent,
                time.monotonic(),
            )
        )

    def _finish(self, session: _Session) -> None:
        self._poll.unregister(session.connection)
        del self._sessions[session.connection.fileno()]
        session.connection.close()
        if self._waiting:
            self._connect()
