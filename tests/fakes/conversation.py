"""The fake upstream server's side of one connection."""

from __future__ import annotations

import base64
import hashlib
import hmac
import socket
import struct
import threading
from dataclasses import dataclass, field

from tests.fakes.manners import Fault, Manners, Step, Then

END = b"\r\n.\r\n"


@dataclass(frozen=True)
class Mail:
    """A message that was completed by its dot (accepted or not)."""

    sender: str  # the MAIL line
    recipients: tuple[str, ...]  # the accepted RCPT lines
    wire: bytes  # between 354 and the end, dots doubled, with its last CRLF

    @property
    def octets(self) -> bytes:
        return unstuffed(self.wire)


@dataclass
class Dialogue:
    """One connection: the lines that came, and the octets of a message that never ended."""

    lines: list[str] = field(default_factory=list)
    incomplete: bytes = b""
    is_secure: bool = False
    is_over: bool = False
    digest: str = ""  # SHA-256 of a message that was swallowed, its final dot included


@dataclass
class Books:
    """What all connections of a server share."""

    mails: list[Mail] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)
    has_struck: threading.Event = field(default_factory=threading.Event)  # a fault
    is_closing: threading.Event = field(default_factory=threading.Event)


class Over(Exception):  # noqa: N818  the normal end of a conversation
    """The server closes."""


class Conversation:
    """The server's side of one connection."""

    def __init__(
        self,
        connection: socket.socket,
        dialogue: Dialogue,
        manners: Manners,
        books: Books,
    ) -> None:
        self.socket = connection
        self.incomplete = b""
        self._dialogue = dialogue
        self._manners = manners
        self._books = books
        self._received = b""
        self._sender = ""
        self._recipients: list[str] = []
        self._commands = {
            "EHLO": self._ehlo,
            "HELO": self._ehlo,
            "STARTTLS": self._starttls,
            "AUTH": self._auth,
            "MAIL": self._mail,
            "RCPT": self._rcpt,
            "DATA": self._data,
            "RSET": self._rset,
            "QUIT": self._quit,
        }

    def run(self) -> None:
        if self._manners.is_tls_implicit:
            self._secure()
        self._answer(Step.GREETING, b"220 upstream.example ESMTP\r\n")
        while True:
            self._obey(self._line())

    # Reading and writing ---------------------------------------------------------------------

    def _line(self) -> str:
        while b"\r\n" not in self._received:
            self._receive()
        line, _, self._received = self._received.partition(b"\r\n")
        self._dialogue.lines.append(line.decode())
        return line.decode()

    def _receive(self) -> None:
        octets = self.socket.recv(65536)
        if not octets:
            raise Over
        self._received += octets

    def _answer(self, step: Step, words: bytes) -> bool:
        """Say `words`, or what the step's fault wants; whether it was `words`."""
        self._books.is_closing.wait(self._manners.pause)
        fault = self._next_fault(step)
        if fault is None:
            self.socket.sendall(words)
            return True
        self._suffer(fault)
        return False

    def _next_fault(self, step: Step) -> Fault | None:
        planned = self._manners.faults.get(step)
        if isinstance(planned, list):
            with self._books.lock:
                return planned.pop(0) if planned else None
        return planned

    def _suffer(self, fault: Fault) -> None:
        if fault.say:
            self.socket.sendall(fault.say)
        self._books.has_struck.set()
        match fault.then:
            case Then.GO_ON:
                return
            case Then.RESET:
                linger = struct.pack("ii", 1, 0)
                self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
            case Then.STALL:
                while True:
                    self._receive()
            case Then.FREEZE:
                self._books.is_closing.wait()
            case Then.CLOSE:
                pass
        raise Over

    # Commands --------------------------------------------------------------------------------

    def _obey(self, line: str) -> None:
        verb = line.partition(" ")[0].upper()
        command = self._commands.get(verb)
        if command is None:
            self.socket.sendall(b"502 5.5.2 What?\r\n")
        else:
            command(line)

    def _rset(self, _line: str) -> None:
        self._forget()
        self._answer(Step.RSET, b"250 2.0.0 Ok\r\n")

    def _quit(self, _line: str) -> None:
        self._answer(Step.QUIT, b"221 2.0.0 Bye\r\n")
        raise Over

    def _ehlo(self, line: str) -> None:
        manners, verb = self._manners, line[:4].upper()
        if verb == "HELO" or not manners.knows_ehlo:
            words = b"250 upstream.example\r\n" if verb == "HELO" else b"502 5.5.1 What?\r\n"
            self._answer(Step.EHLO, words)
            return
        offers = ["upstream.example", *manners.extensions]
        if manners.tls and not self._dialogue.is_secure:
            offers.append("STARTTLS")
        if manners.users:
            offers.append("AUTH " + " ".join(manners.mechanisms))
        lines = [f"250-{offer}" for offer in offers[:-1]] + [f"250 {offers[-1]}"]
        self._answer(Step.EHLO, "\r\n".join([*lines, ""]).encode())

    def _starttls(self, _line: str) -> None:
        words = b"220 2.0.0 Go ahead\r\n" + self._manners.injected
        if self._answer(Step.STARTTLS, words):
            self._secure()

    def _secure(self) -> None:
        if self._manners.tls is None:
            raise AssertionError("no certificate was given")
        self.socket = self._manners.tls.wrap_socket(self.socket, server_side=True)
        self._dialogue.is_secure = True
        self._received = b""

    def _auth(self, line: str) -> None:
        fault = self._next_fault(Step.AUTH)
        if fault is not None:
            self._suffer(fault)
            return
        _, mechanism, *initial = line.split()
        good = {"PLAIN": self._plain, "LOGIN": self._login, "CRAM-MD5": self._cram_md5}[mechanism](
            initial
        )
        self.socket.sendall(b"235 2.7.0 Welcome\r\n" if good else b"535 5.7.8 Wrong\r\n")

    def _plain(self, initial: list[str]) -> bool:
        _, username, password = _decoded(initial[0]).split("\0")
        return self._manners.users.get(username) == password

    def _login(self, _initial: list[str]) -> bool:
        username, password = _decoded(self._ask("Username:")), _decoded(self._ask("Password:"))
        return self._manners.users.get(username) == password

    def _cram_md5(self, _initial: list[str]) -> bool:
        challenge = "<1896.697170952@upstream.example>"
        username, _, digest = _decoded(self._ask(challenge)).partition(" ")
        password = self._manners.users.get(username, "")
        right = hmac.new(password.encode(), challenge.encode(), hashlib.md5).hexdigest()
        return digest == right

    def _ask(self, question: str) -> str:
        self.socket.sendall(b"334 " + base64.b64encode(question.encode()) + b"\r\n")
        return self._line()

    def _mail(self, line: str) -> None:
        if self._sender:
            self.socket.sendall(b"503 5.5.1 nested MAIL\r\n")
        elif self._answer(Step.MAIL, b"250 2.1.0 Ok\r\n"):
            self._sender = line

    def _rcpt(self, line: str) -> None:
        address = line.partition("<")[2].partition(">")[0]
        if not self._sender:
            self.socket.sendall(b"503 5.5.1 MAIL first\r\n")
        elif address in self._manners.refused:
            self.socket.sendall(self._manners.refused[address].encode() + b"\r\n")
        elif self._answer(Step.RCPT, b"250 2.1.5 Ok\r\n"):
            self._recipients.append(line)

    def _data(self, _line: str) -> None:
        fault = self._next_fault(Step.DATA)
        if fault is not None:
            self._suffer(fault)
            if not fault.say.startswith(b"354"):
                return
        elif self._recipients:
            self.socket.sendall(b"354 End data with <CR><LF>.<CR><LF>\r\n")
        else:
            self.socket.sendall(b"554 5.5.1 No valid recipients\r\n")
            return
        self._message()

    def _message(self) -> None:
        octets = bytearray(b"\r\n")  # a dot right after DATA ends an empty message
        fault = self._next_fault(Step.BODY)
        searched = 0
        while (end := octets.find(END, max(searched - len(END), 0))) < 0:
            searched = len(octets)
            if fault is not None and fault.then is Then.SWALLOW:
                self._swallow()
                return
            if fault is not None and len(octets) > 2:
                self.incomplete = bytes(octets[2:])
                self._suffer(fault)
                fault = None
            if not self._received:
                try:
                    self._receive()
                finally:
                    self.incomplete = bytes(octets[2:])
            octets += self._received
            self._received = b""
        self.incomplete = b""
        self._received = bytes(octets[end + len(END) :])
        wire = bytes(octets[2 : end + 2])
        with self._books.lock:
            self._books.mails.append(Mail(self._sender, tuple(self._recipients), wire))
        self._forget()
        self._answer(Step.DOT, b"250 2.0.0 Ok: queued as 4711\r\n")

    def _swallow(self) -> None:
        digest, tail = hashlib.sha256(), b"\r\n"
        while not tail.endswith(END):
            if not self._received:
                self._receive()
            digest.update(self._received)
            tail = (tail + self._received)[-len(END) :]
            self._received = b""
        self._dialogue.digest = digest.hexdigest()
        self._forget()
        self._answer(Step.DOT, b"250 2.0.0 Ok: swallowed\r\n")

    def _forget(self) -> None:
        self._sender = ""
        self._recipients = []


def unstuffed(wire: bytes) -> bytes:
    """The message in `wire`: RFC 5321 §4.5.2, by lines that end in CRLF."""
    return b"\r\n".join(line.removeprefix(b".") for line in wire.split(b"\r\n"))


def _decoded(text: str) -> str:
    return base64.b64decode(text).decode()
