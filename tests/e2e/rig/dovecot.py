"""A private Dovecot: mailboxes filled over LMTP and read over IMAP, and the senders' passwords."""

import imaplib
import re
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.e2e.rig.dovecot_conf import dovecot_conf
from tests.e2e.rig.ports import answers, free_port
from tests.e2e.rig.process import Process
from tests.e2e.rig.wait import until

_READER = "reader"  # may open every mailbox; no person has this name
_READER_PASSWORD = "read everything"

# What servers put on top of a mail on its way: everything below is the sender's.
_TRACE = re.compile(
    rb"(?:(?:Return-Path|Delivered-To|Received):[^\n]*\n(?:[ \t][^\n]*\n)*)*", re.IGNORECASE
)


def without_trace(mail: bytes) -> bytes:
    """A delivered mail without the trace fields on top: the octets handed to the first server."""
    return _TRACE.sub(b"", mail, count=1)


@dataclass(frozen=True, slots=True)
class Mailbox:
    """The inbox of one address, as its owner's mail program would read it."""

    address: str
    port: int

    def messages(self) -> list[bytes]:
        """Every mail in it, octet for octet as IMAP gives it, oldest first."""
        with self._opened() as imap:
            return _from(imap, 1)

    def wait_for(self, wanted: str | Callable[[bytes], bool], *, within: float = 60) -> bytes:
        """The first mail that holds the ASCII text `wanted`, or satisfies it, once it is there."""
        fits = wanted if callable(wanted) else _holds(wanted)
        seen: list[bytes] = []

        def fitting() -> list[bytes]:
            seen.extend(_from(imap, len(seen) + 1))
            return [mail for mail in seen if fits(mail)]

        what = f"a mail for {self.address} with {wanted!r}"
        with self._opened() as imap:
            return until(fitting, what, within=within)[0]

    def _opened(self) -> imaplib.IMAP4:
        imap = imaplib.IMAP4("127.0.0.1", self.port, timeout=60)
        imap.login(f"{self.address}*{_READER}", _READER_PASSWORD)
        return imap


def _from(imap: imaplib.IMAP4, first: int) -> list[bytes]:
    """The mails of the inbox from number `first` on."""
    _, (count,) = imap.select("INBOX", readonly=True)
    if int(count or 0) < first:
        return []
    _, found = imap.fetch(f"{first}:*", "(BODY.PEEK[])")
    return [part[1] for part in found if isinstance(part, tuple)]


def _holds(text: str) -> Callable[[bytes], bool]:
    return lambda mail: text.encode() in mail


@dataclass
class Dovecot:
    """Running inside a `with`; `folder` must be open to other users (the mail is not kept by root).

    `people` maps the names that may authenticate to their passwords; mail is taken for any address.
    """

    folder: Path
    people: Mapping[str, str]
    port: int = field(default_factory=free_port)
    _process: Process | None = None

    @property
    def auth(self) -> Path:
        """The socket on which Postfix asks about passwords."""
        return self.folder / "auth"

    @property
    def lmtp(self) -> Path:
        """The socket that takes mail by LMTP."""
        return self.folder / "lmtp"

    @property
    def conf(self) -> Path:
        return self.folder / "dovecot.conf"

    @property
    def log(self) -> Path:
        return self.folder / "dovecot.log"

    def mailbox(self, address: str) -> Mailbox:
        return Mailbox(address, self.port)

    def __enter__(self) -> Self:
        self._write()
        self._process = Process(["dovecot", "-F", "-c", self.conf], log=self.folder / "dovecot.out")
        try:
            until(self._ready, f"Dovecot answers ({self.log})", within=60)
        except BaseException:
            self._process.end()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._process:
            self._process.end()

    def _ready(self) -> bool:
        if self._process and self._process.ended():
            raise RuntimeError(f"Dovecot did not start: {self._process.said()}")
        return answers(self.port) and self.auth.exists() and self.lmtp.exists()

    def _write(self) -> None:
        for name in ("run", "state", "mail"):
            (self.folder / name).mkdir(parents=True)
        shutil.chown(self.folder / "mail", "mail", "mail")
        masters, people = self.folder / "masters", self.folder / "people"
        masters.write_text(f"{_READER}:{{PLAIN}}{_READER_PASSWORD}\n")
        people.write_text(
            "".join(f"{name}:{{PLAIN}}{word}\n" for name, word in self.people.items())
        )
        self.conf.write_text(
            dovecot_conf(
                run=self.folder / "run",
                state=self.folder / "state",
                mail=self.folder / "mail",
                log=self.log,
                masters=masters,
                people=people,
                auth=self.auth,
                lmtp=self.lmtp,
                port=self.port,
            )
        )
