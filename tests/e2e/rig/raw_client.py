"""A mail program that says exactly what a test wants, octet for octet."""

import base64
import contextlib
import re
import socket
from types import TracebackType
from typing import Self

from tests.e2e.rig.account import Account


def stuffed(octets: bytes) -> bytes:
    """A message as it goes over the wire, without the final dot."""
    return re.sub(rb"(?m)^\.", b"..", octets)


class RawClient:
    """One connection inside a `with`. Replies are whole: `250-…` lines and the last one."""

    def __init__(self, port: int, *, timeout: float = 120) -> None:
        """`timeout` in seconds is for any one reply."""
        self._socket = socket.create_connection(("127.0.0.1", port), timeout)
        self._replies = self._socket.makefile("rb")

    @classmethod
    def signed_in(cls, account: Account, *, timeout: float = 120) -> Self:
        """Connected, introduced and authenticated."""
        client = cls(account.port, timeout=timeout)
        client.reply()
        client.say("EHLO localhost")
        plain = base64.b64encode(f"\0{account.username}\0{account.password}".encode()).decode()
        answer = client.say(f"AUTH PLAIN {plain}")
        assert answer.startswith("235"), answer
        return client

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.hang_up()

    def hang_up(self) -> None:
        """Close without a word."""
        self._replies.close()
        self._socket.close()

    def quit(self) -> None:
        """Say goodbye."""
        assert self.say("QUIT").startswith("221")

    def push(self, octets: bytes) -> None:
        """Send, and wait for nothing."""
        self._socket.sendall(octets)

    def reply(self) -> str:
        """The next reply; "" when the server has closed."""
        lines: list[bytes] = []
        with contextlib.suppress(ConnectionResetError):
            while line := self._replies.readline():
                lines.append(line)
                if line[3:4] != b"-":
                    break
        return b"".join(lines).decode("utf-8", "replace").rstrip("\r\n")

    def rest(self) -> str:
        """Everything the server still says until it closes."""
        with contextlib.suppress(ConnectionResetError):
            return self._replies.read().decode("utf-8", "replace")
        return ""

    def say(self, command: str) -> str:
        """Send a command; its reply."""
        self.push(f"{command}\r\n".encode())
        return self.reply()

    def begin(self, sender: str, *recipients: str, parameters: str = "") -> str:
        """MAIL, RCPT, DATA; the first reply that is not positive, else that to DATA."""
        commands = [f"MAIL FROM:<{sender}>{parameters}"]
        commands += [f"RCPT TO:<{recipient}>" for recipient in recipients]
        for command in commands:
            answer = self.say(command)
            if not answer.startswith("2"):
                return answer
        return self.say("DATA")

    def submit(self, octets: bytes) -> None:
        """Send a message whole, with its final dot; `reply` gives what becomes of it."""
        self.push(stuffed(octets) + b".\r\n")

    def send(self, octets: bytes, sender: str, *recipients: str, parameters: str = "") -> str:
        """Send a mail whole; the reply to it, or the one that ended it early."""
        answer = self.begin(sender, *recipients, parameters=parameters)
        if not answer.startswith("354"):
            return answer
        self.submit(octets)
        return self.reply()
