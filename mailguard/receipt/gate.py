"""A gate before a mail server's queue: SMTP is passed on, but mail without a receipt is refused.

It stands between two servers that trust each other (Postfix: `smtpd_proxy_filter`), and passes on
whatever is said; only the message itself is kept back until its receipt is known to be right.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from tempfile import TemporaryFile
from typing import BinaryIO

from mailguard.domain.address import Address, AddressError
from mailguard.receipt.verifying import Flaw

Verify = Callable[[Iterable[bytes], Sequence[Address]], Flaw | None]

_RECIPIENT = re.compile(rb"RCPT +TO: *<(?:@[^:>]*:)?(.+?)>(?: |\r?\n|\Z)", re.IGNORECASE)
_LONGEST = 64 * 1024
_GO_ON = b"354 End data with <CR><LF>.<CR><LF>\r\n"


class BrokenOffError(Exception):
    """One of the two servers has gone."""


class Gate:
    """One connection: `client` is read and answered, `server` is asked."""

    def __init__(
        self,
        client: tuple[BinaryIO, BinaryIO],
        server: tuple[BinaryIO, BinaryIO],
        verify: Verify,
    ) -> None:
        """Each a stream to read and one to write."""
        self._from_client, self._to_client = client
        self._from_server, self._to_server = server
        self._verify = verify
        self._recipients: list[Address] = []

    def serve(self) -> None:
        """Until the client says QUIT. Raises BrokenOffError, OSError."""
        self._answer(self._reply())
        while True:
            line = _line(self._from_client)
            verb = line[:4].upper()
            if verb == b"DATA":
                self._take_message()
                continue
            if verb in {b"MAIL", b"RSET", b"EHLO", b"HELO"}:
                self._recipients = []
            reply = self._ask(line)
            if verb == b"RCPT" and reply.startswith(b"2"):
                self._recipients.append(_recipient(line))
            self._answer(reply)
            if verb == b"QUIT":
                return

    def _take_message(self) -> None:
        with TemporaryFile() as file:
            self._answer(_GO_ON)
            for line in _message(self._from_client):
                file.write(line)
            file.seek(0)
            flaw = self._verify(_unstuffed(file), self._recipients)
            file.seek(0)
            self._answer(self._refused(flaw) if flaw else self._pass_on(file))
        self._recipients = []

    def _refused(self, flaw: Flaw) -> bytes:
        self._ask(b"RSET\r\n")
        return b"550 5.7.1 %s\r\n" % flaw.sentence.encode()

    def _pass_on(self, file: BinaryIO) -> bytes:
        reply = self._ask(b"DATA\r\n")
        if not reply.startswith(b"3"):
            return reply
        while block := file.read(_LONGEST):
            self._to_server.write(block)
        return self._ask(b".\r\n")

    def _ask(self, line: bytes) -> bytes:
        self._to_server.write(line)
        self._to_server.flush()
        return self._reply()

    def _reply(self) -> bytes:
        lines = [_line(self._from_server)]
        while lines[-1][3:4] == b"-":
            lines.append(_line(self._from_server))
        return b"".join(lines)

    def _answer(self, reply: bytes) -> None:
        self._to_client.write(reply)
        self._to_client.flush()


def _line(stream: BinaryIO) -> bytes:
    """A line, or a piece of one that is too long."""
    line = stream.readline(_LONGEST)
    if not line:
        raise BrokenOffError
    return line


def _message(stream: BinaryIO) -> Iterator[bytes]:
    """Everything before the final dot, as it came."""
    starts_line = True
    while not ((line := _line(stream)) == b".\r\n" and starts_line):
        yield line
        starts_line = line.endswith(b"\n")


def _unstuffed(file: BinaryIO) -> Iterator[bytes]:
    starts_line = True
    while line := file.readline(_LONGEST):
        yield line[1:] if starts_line and line.startswith(b".") else line
        starts_line = line.endswith(b"\n")


def _recipient(line: bytes) -> Address:
    """What is no address matches no receipt, and so the mail is refused."""
    found = _RECIPIENT.match(line)
    text = found[1].decode("utf-8", "replace") if found else ""
    try:
        return Address.parse(text)
    except AddressError:
        return Address(text, "")
