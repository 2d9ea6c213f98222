"""A connection to a server: an `smtplib.SMTP` with strict replies that streams its messages."""

from __future__ import annotations

import contextlib
import functools
import re
import smtplib
import socket
import ssl
import threading
import time
from collections.abc import Iterator, Sequence

from mailguard.delivery.limits import Limits
from mailguard.domain.account import Server
from mailguard.domain.envelope import Capabilities, Extension
from mailguard.domain.reply import Reply

EHLO_NAME = "[127.0.0.1]"
"""What Thunderbird says too: a desktop has no name that means anything to the server, and its
own address is nobody's business."""

_RECEIVE = 8192
_REPLY_OCTETS = 64 * 1024
_LINE = re.compile(rb"([2-5][0-9]{2})(?:([ -])(.*))?\Z", re.DOTALL)
_ENHANCED = re.compile(r"([245]\.[0-9]{1,3}\.[0-9]{1,3})(?:\s+|\Z)")
_UNPRINTABLE = re.compile(r"[^\n\x20-\x7e\xa0-\U0010ffff]")


class HungUpError(ConnectionError):
    """The server closed the connection."""


class NonsenseError(ConnectionError):
    """What the server said is no SMTP reply, or no reply to what was asked."""


class InterruptedByUsError(ConnectionError):
    """We cut the connection ourselves: the engine is stopping."""


class Connection(smtplib.SMTP):
    """Every method raises OSError (of which the errors above are kinds) when the connection is
    lost, broken or too slow; it is of no use then but for `close`."""

    def __init__(self, server: Server, limits: Limits) -> None:
        super().__init__(local_hostname=EHLO_NAME)  # given: smtplib would ask the DNS for one
        self.server = server
        self.limits = limits
        self.mails = 0  # begun over this connection
        self.crossed = False  # the final dot of the mail under way has been sent, or is being sent
        self._received = b""
        self._crossing = threading.Lock()
        self._is_cut = False

    # Opening ---------------------------------------------------------------------------------

    def dial(self) -> None:
        """Connect to the server."""
        self.sock = socket.create_connection(
            (self.server.host, self.server.port), self.limits.connect
        )
        # Nagle's algorithm and delayed acknowledgements together cost 40 ms a mail
        self.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def secure(self, context: ssl.SSLContext) -> None:
        """Begin TLS. What came in clear before it counts for nothing."""
        if self._received:
            raise NonsenseError("the server spoke between STARTTLS and TLS")
        self.sock = context.wrap_socket(self._socket, server_hostname=self.server.host)
        self.ehlo_resp = self.helo_resp = None

    @property
    def is_secure(self) -> bool:
        return isinstance(self.sock, ssl.SSLSocket)

    @property
    def peer(self) -> str:
        """The server's network address."""
        return str(self._socket.getpeername()[0])

    @functools.cached_property
    def capabilities(self) -> Capabilities:
        """What the last EHLO offered; to be asked for once the session is open."""
        size = self.esmtp_features.get("size", "")
        return Capabilities(
            frozenset(extension for extension in Extension if self.has_extn(extension)),
            int(size) if size.isascii() and size.isdigit() and int(size) else None,
        )

    # Speaking --------------------------------------------------------------------------------

    def send(self, s: bytes | str) -> None:  # type: ignore[override]  # fewer types: smtplib sends no others
        """Send octets, in blocks that may each take `Limits.progress` seconds."""
        octets = s.encode() if isinstance(s, str) else s
        self._socket.settimeout(self.limits.progress)
        self._socket.sendall(octets)

    def exchange(self, lines: Sequence[str]) -> Iterator[Reply]:
        """Send command lines in one piece; the reply to each."""
        self.expect_silence()
        self.send("\r\n".join([*lines, ""]).encode())
        for _ in lines:
            yield self.reply()

    def reply(self, seconds: float | None = None) -> Reply:
        """The next reply, `Limits.reply` seconds from now at the latest."""
        code, octets = self._read_reply(self.limits.reply if seconds is None else seconds)
        return as_reply(code, octets)

    def getreply(self) -> tuple[int, bytes]:
        """As smtplib's own commands want it."""
        return self._read_reply(self.limits.reply)

    def expect_silence(self) -> None:
        """Raises NonsenseError if there is a reply that answers nothing."""
        if self._received:
            raise NonsenseError("a reply to no command")

    def last_words(self) -> Reply | None:
        """What the server said before the connection broke, if that still arrived."""
        try:
            return self.reply(self.limits.last_words)
        except OSError:
            return None

    # Handing over ----------------------------------------------------------------------------

    def cross(self) -> None:
        """From here on nobody can say that the mail under way was not sent."""
        with self._crossing:
            if self._is_cut:
                raise InterruptedByUsError("stopping")
            self.crossed = True

    def cut(self, *, crossed_too: bool = False) -> None:
        """Break off, from another thread, unless the final reply is awaited (or `crossed_too`)."""
        with self._crossing:
            if self.crossed and not crossed_too:
                return
            self._is_cut = True
        if self.sock is not None:
            shut_down(self.sock)

    def farewell(self) -> None:
        """QUIT and close."""
        with contextlib.suppress(OSError):  # it may close first
            self.send("QUIT\r\n")
            self.reply(self.limits.quit)
        self.close()

    # Inside ----------------------------------------------------------------------------------

    @property
    def _socket(self) -> socket.socket:
        if self._is_cut and not self.crossed:
            raise InterruptedByUsError("stopping")
        if self.sock is None:
            raise HungUpError("not connected")
        return self.sock

    def _read_reply(self, seconds: float) -> tuple[int, bytes]:
        deadline = time.monotonic() + seconds
        code, more, text = self._read_line(deadline)
        while more:
            following, more, line = self._read_line(deadline)
            if following != code or len(text) > _REPLY_OCTETS:
                raise NonsenseError("a reply of several codes, or without end")
            text = b"\n".join((text, line))
        return code, text

    def _read_line(self, deadline: float) -> tuple[int, bool, bytes]:
        """A reply line: its code, whether more lines belong to it, its text."""
        while b"\n" not in self._received:
            self._receive(deadline)
        line, _, self._received = self._received.partition(b"\n")
        match = _LINE.match(line.rstrip(b"\r"))
        if match is None:
            raise NonsenseError("not a reply")
        return int(match[1]), match[2] == b"-", (match[3] or b"").strip()

    def _receive(self, deadline: float) -> None:
        left = deadline - time.monotonic()
        if left <= 0 or len(self._received) > _REPLY_OCTETS:
            raise TimeoutError("the reply does not end")
        self._socket.settimeout(left)
        octets = self._socket.recv(_RECEIVE)
        if not octets:
            raise HungUpError("the server closed the connection")
        self._received += octets


def as_reply(code: int, octets: bytes) -> Reply:
    """The reply with its enhanced status code apart from its text."""
    text = _UNPRINTABLE.sub(" ", octets.decode(errors="replace"))
    enhanced = _ENHANCED.match(text)
    if enhanced is None:
        return Reply(code, text)
    lines = (line.removeprefix(enhanced[1]).lstrip() for line in text.split("\n"))
    return Reply(code, "\n".join(lines), enhanced[1])


def shut_down(sock: socket.socket) -> None:
    """Wake up whoever waits for `sock`, in any thread."""
    with contextlib.suppress(OSError):  # it may be closed already
        # not SSLSocket's own: it takes the TLS state away under the other thread's feet
        socket.socket.shutdown(sock, socket.SHUT_RDWR)
