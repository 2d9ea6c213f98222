"""An SMTP server that misbehaves on request, in any state, and keeps the octets it received."""

from __future__ import annotations

import contextlib
import socket
import threading
from types import TracebackType
from typing import Self

from tests.fakes.conversation import Books, Conversation, Dialogue, Mail, Over
from tests.fakes.manners import Manners

_PATIENCE = 30.0  # seconds for a client to say something: a test that hangs ends


class Upstream:
    """Use it as a context; `mails` and `dialogues` tell what happened."""

    def __init__(self, manners: Manners | None = None, port: int = 0) -> None:
        self.manners = manners or Manners()
        self.dialogues: list[Dialogue] = []
        self.most_at_once = 0
        self._open: set[socket.socket] = set()
        self._threads: list[threading.Thread] = []
        self._books = Books()
        self._lock = self._books.lock
        self._listener = socket.create_server(("127.0.0.1", port))
        self.port: int = self._listener.getsockname()[1]

    def __enter__(self) -> Self:
        self._spawn(self._accept)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Stop listening and hang up on everybody."""
        self._books.is_closing.set()
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self.hang_up()
        for thread in self._threads:
            thread.join(_PATIENCE)

    def hang_up(self) -> None:
        """Close every connection, as a server does that restarts."""
        with self._lock:
            connections = tuple(self._open)
        for connection in connections:
            with contextlib.suppress(OSError):
                socket.socket.shutdown(connection, socket.SHUT_RDWR)

    @property
    def mails(self) -> list[Mail]:
        """The messages that were completed by their dots."""
        return self._books.mails

    @property
    def has_struck(self) -> threading.Event:
        """Set once a fault has come to its end."""
        return self._books.has_struck

    @property
    def commands(self) -> list[str]:
        """The first word of every line, of all dialogues in turn."""
        return [line.partition(" ")[0].upper() for d in self.dialogues for line in d.lines]

    def _spawn(self, target: object, *args: object) -> None:
        thread = threading.Thread(target=target, args=args, daemon=True)  # type: ignore[arg-type]  # any callable
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            self._spawn(self._serve, connection)

    def _serve(self, connection: socket.socket) -> None:
        connection.settimeout(_PATIENCE)
        dialogue = Dialogue()
        with self._lock:
            self._open.add(connection)
            self.dialogues.append(dialogue)
            self.most_at_once = max(self.most_at_once, len(self._open))
        server = Conversation(connection, dialogue, self.manners, self._books)
        with contextlib.suppress(OSError, Over):
            server.run()
        dialogue.incomplete = server.incomplete
        dialogue.is_over = True
        with self._lock:
            self._open.discard(connection)
        server.socket.close()
        connection.close()
