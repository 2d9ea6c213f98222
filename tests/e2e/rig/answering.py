"""A tiny submission server that answers after the final dot whatever a test wants it to."""

import socket
import socketserver
import threading
from types import TracebackType
from typing import Self

_REPLIES = {
    b"EHLO": b"250-answering.test\r\n250-AUTH PLAIN LOGIN\r\n250 8BITMIME\r\n",
    b"AUTH": b"235 2.7.0 ok\r\n",
    b"DATA": b"354 go on\r\n",
    b"QUIT": b"221 2.0.0 bye\r\n",
}


class _Session(socketserver.StreamRequestHandler):
    """One client, command by command; AUTH must bring its initial response in the same line."""

    server: "_Listener"

    def handle(self) -> None:
        self._say(b"220 answering.test ESMTP\r\n")
        while line := self.rfile.readline():
            verb = line[:4].upper()
            self._say(_REPLIES.get(verb, b"250 2.0.0 ok\r\n"))
            if verb == b"QUIT":
                return
            if verb == b"DATA":
                self._take()

    def _take(self) -> None:
        lines = iter(self.rfile.readline, b".\r\n")
        self.server.mails.append(b"".join(line.removeprefix(b".") for line in lines))
        while not self.server.may_answer.wait(0.05):
            if self._has_hung_up():
                self.server.hang_ups += 1
                return
        self._say(self.server.reply)

    def _has_hung_up(self) -> bool:
        try:
            return not self.connection.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT)
        except BlockingIOError:
            return False

    def _say(self, words: bytes) -> None:
        self.wfile.write(words)


class _Listener(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, reply: str) -> None:
        super().__init__(("127.0.0.1", 0), _Session)
        self.reply = f"{reply}\r\n".encode()
        self.mails: list[bytes] = []
        self.hang_ups = 0
        self.may_answer = threading.Event()
        self.may_answer.set()


class AnsweringServer:
    """Running inside a `with`, on a `port` of its own; takes any password."""

    def __init__(self, reply: str) -> None:
        """`reply` follows the final dot: code, enhanced code and text, without the line end."""
        self._listener = _Listener(reply)
        self._thread = threading.Thread(target=self._listener.serve_forever)

    @property
    def port(self) -> int:
        return int(self._listener.server_address[1])

    @property
    def mails(self) -> list[bytes]:
        """What came, octet for octet, without dot-stuffing and the final dot."""
        return self._listener.mails

    @property
    def hang_ups(self) -> int:
        """How many clients have left while they were kept waiting."""
        return self._listener.hang_ups

    def hold(self) -> None:
        """Keep the replies back from now on, until `answer`."""
        self._listener.may_answer.clear()

    def answer(self) -> None:
        """Give the replies that were kept back."""
        self._listener.may_answer.set()

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.answer()
        self._listener.shutdown()
        self._thread.join()
        self._listener.server_close()
