"""A wire between a mail program and its server that keeps what was sent, octet for octet."""

import re
import socket
import socketserver
import threading
from types import TracebackType
from typing import Self

_CHUNK = 65536


class _Pair(socketserver.BaseRequestHandler):
    """One connection of the client, and the one made to the server for it."""

    server: "_Listener"

    def handle(self) -> None:
        with socket.create_connection(("127.0.0.1", self.server.target)) as onward:
            kept = bytearray()
            self.server.sessions.append(kept)
            back = threading.Thread(target=_copy, args=(onward, self.request, bytearray()))
            back.start()
            _copy(self.request, onward, kept)
            back.join()


def _copy(source: socket.socket, sink: socket.socket, kept: bytearray) -> None:
    """Pass everything on until one side has had enough."""
    try:
        while octets := source.recv(_CHUNK):
            kept += octets
            sink.sendall(octets)
        sink.shutdown(socket.SHUT_WR)
    except OSError:  # one side is gone: so is the other
        source.close()
        sink.close()


class _Listener(socketserver.ThreadingTCPServer):
    daemon_threads = True

    def __init__(self, target: int) -> None:
        super().__init__(("127.0.0.1", 0), _Pair)
        self.target = target
        self.sessions: list[bytearray] = []


class Wire:
    """Running inside a `with`: who connects to `port` reaches port `target`. Clear text only."""

    def __init__(self, target: int) -> None:
        self._listener = _Listener(target)
        self._thread = threading.Thread(target=self._listener.serve_forever)

    @property
    def port(self) -> int:
        return int(self._listener.server_address[1])

    def mails(self) -> list[bytes]:
        """Every mail sent in full, as its program wrote it: no dot-stuffing, no final dot."""
        data = re.compile(rb"(?:^|\r\n)DATA\r\n(.*?\r\n)\.\r\n", re.DOTALL | re.IGNORECASE)
        found = [body for kept in self._listener.sessions for body in data.findall(bytes(kept))]
        return [re.sub(rb"(?m)^\.", b"", body) for body in found]

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._listener.shutdown()
        self._thread.join()
        self._listener.server_close()
