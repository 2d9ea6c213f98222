"""The sink: a very cheap SMTP server that takes every mail and remembers when its dot came.

`python -m tests.bench.sink [--auth] [--digest]` prints its port, then answers each line
`await COUNT` on its standard input with the arrivals since the last answer, as one JSON line, once
there are COUNT of them; `drain` answers at once. End of input ends it.
"""

import argparse
import hashlib
import json
import os
import select
import socket
import sys
import time
from dataclasses import astuple, dataclass, field

BLOCK = 256 * 1024
COMMAND_INPUT = 0  # the file descriptor of standard input
END = b"\r\n.\r\n"
HEADER_ROOM = 4096
EXTENSIONS = ("SIZE 200000000", "8BITMIME", "PIPELINING", "ENHANCEDSTATUSCODES", "SMTPUTF8")


@dataclass(frozen=True, slots=True)
class Arrival:
    """A mail that arrived; `dot_received` is seconds of `time.monotonic()`.

    `size` counts the octets as sent, without the final dot; `digest` is their SHA-256, or empty.
    """

    message_id: str
    dot_received: float
    size: int
    digest: str


@dataclass(frozen=True, slots=True)
class Options:
    """What the sink does beyond taking mail."""

    auth: bool = False
    digest: bool = False


@dataclass(slots=True)
class Dialogue:
    """One SMTP session without its socket: octets in, replies out, arrivals noted."""

    options: Options
    arrivals: list[Arrival]
    input: bytes = b""
    is_data: bool = False
    is_over: bool = False
    awaits_secret: bool = False
    head: bytes = b""
    tail: bytes = b""
    size: int = 0
    octets: list[bytes] = field(default_factory=list)

    def feed(self, octets: bytes) -> bytes:
        """The replies to what came."""
        replies: list[bytes] = []
        self.input += octets
        while self.input and not self.is_over:
            took = self._take_data(replies) if self.is_data else self._take_command(replies)
            if not took:
                break
        return b"".join(replies)

    def _take_command(self, replies: list[bytes]) -> bool:
        line, end, rest = self.input.partition(b"\r\n")
        if not end:
            return False
        self.input = rest
        replies.append(self._reply(line))
        return True

    def _reply(self, line: bytes) -> bytes:
        verb = line[:4].upper()
        if self.awaits_secret or verb == b"AUTH":
            return self._authenticate(line)
        if verb == b"EHLO":
            return self._greet()
        if verb == b"DATA":
            self._open_mail()
            return b"354 Go ahead\r\n"
        if verb == b"QUIT":
            self.is_over = True
            return b"221 2.0.0 Bye\r\n"
        if verb in (b"HELO", b"MAIL", b"RCPT", b"RSET", b"NOOP"):
            return b"250 2.0.0 Ok\r\n"
        return b"502 5.5.2 Unknown command\r\n"

    def _greet(self) -> bytes:
        offered = ("sink", *EXTENSIONS, *(("AUTH PLAIN",) if self.options.auth else ()))
        lines = (f"250-{word}\r\n" for word in offered[:-1])
        return ("".join(lines) + f"250 {offered[-1]}\r\n").encode()

    def _authenticate(self, line: bytes) -> bytes:
        if not self.options.auth:
            return b"503 5.5.1 AUTH was not offered\r\n"
        self.awaits_secret = line.upper() == b"AUTH PLAIN"
        return b"334 \r\n" if self.awaits_secret else b"235 2.7.0 Welcome\r\n"

    def _open_mail(self) -> None:
        self.is_data = True
        self.head, self.tail, self.size = b"", b"\r\n", 0  # a lone dot ends an empty mail too
        self.octets = []

    def _take_data(self, replies: list[bytes]) -> bool:
        """All that is here belongs to the mail, up to its final dot."""
        seen = self.tail + self.input
        end = seen.find(END)
        if end < 0:
            self._keep(self.input)
            self.input, self.tail = b"", seen[-4:]
            return True
        took = end + len(END) - len(self.tail)
        self._keep(self.input[:took])
        self.input = self.input[took:]
        self._close_mail(time.monotonic())
        replies.append(b"250 2.0.0 Ok\r\n")
        return True

    def _keep(self, octets: bytes) -> None:
        if len(self.head) < HEADER_ROOM:
            self.head += octets[:HEADER_ROOM]
        if self.options.digest:
            self.octets.append(octets)
        self.size += len(octets)

    def _close_mail(self, now: float) -> None:
        digest = ""
        if self.options.digest:
            digest = hashlib.sha256(b"".join(self.octets)[: -len(b".\r\n")]).hexdigest()
        size = self.size - len(b".\r\n")
        self.arrivals.append(Arrival(_message_id(self.head), now, size, digest))
        self.is_data = False
        self.octets = []


def _message_id(head: bytes) -> str:
    """The Message-ID, at whatever place a relay's own header fields have moved it to."""
    _, found, rest = head.partition(b"Message-ID: <")
    return rest.partition(b">")[0].decode() if found else ""


@dataclass(slots=True)
class Server:
    """The sockets of the sink, and the line it owes an answer."""

    options: Options
    listener: socket.socket
    poll: select.epoll
    arrivals: list[Arrival] = field(default_factory=list)
    sessions: dict[int, tuple[socket.socket, Dialogue]] = field(default_factory=dict)
    commands: bytes = b""
    awaited: int | None = None

    def run(self) -> None:
        """Serve until standard input ends."""
        self.poll.register(self.listener, select.EPOLLIN)
        self.poll.register(COMMAND_INPUT, select.EPOLLIN)
        is_wanted = True
        while is_wanted:
            for number, _ in self.poll.poll():
                if number == COMMAND_INPUT:
                    is_wanted = self._take_order()
                elif number == self.listener.fileno():
                    self._accept()
                else:
                    self._serve(number)
            self._answer_order()

    def _take_order(self) -> bool:
        octets = os.read(COMMAND_INPUT, 4096)
        self.commands += octets
        line, end, rest = self.commands.partition(b"\n")
        if end:
            self.commands = rest
            self.awaited = int(line.partition(b" ")[2] or 0)
        return bool(octets)

    def _answer_order(self) -> None:
        if self.awaited is None or len(self.arrivals) < self.awaited:
            return
        _print_line([astuple(arrival) for arrival in self.arrivals])
        self.arrivals.clear()
        self.awaited = None

    def _accept(self) -> None:
        connection, _ = self.listener.accept()
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.sessions[connection.fileno()] = (connection, Dialogue(self.options, self.arrivals))
        self.poll.register(connection, select.EPOLLIN)
        connection.send(b"220 sink ESMTP\r\n")

    def _serve(self, number: int) -> None:
        connection, dialogue = self.sessions[number]
        try:
            octets = connection.recv(BLOCK)
            replies = dialogue.feed(octets)
            if replies:
                connection.send(replies)
        except OSError:  # the peer is gone; what it owed is not an arrival
            octets = b""
        if not octets or dialogue.is_over:
            self.poll.unregister(connection)
            del self.sessions[number]
            connection.close()


def _print_line(value: object) -> None:
    sys.stdout.write(json.dumps(value) + "\n")
    sys.stdout.flush()


def main() -> None:
    """Listen on a free port of loopback and serve."""
    parser = argparse.ArgumentParser(description="Take every mail and remember when it came.")
    parser.add_argument("--auth", action="store_true", help="offer AUTH PLAIN, accept any secret")
    parser.add_argument("--digest", action="store_true", help="remember the SHA-256 of each mail")
    chosen = parser.parse_args()
    with socket.create_server(("127.0.0.1", 0), backlog=1024) as listener, select.epoll() as poll:
        _print_line(listener.getsockname()[1])
        Server(Options(chosen.auth, chosen.digest), listener, poll).run()


if __name__ == "__main__":
    main()
