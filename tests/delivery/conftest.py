"""A post office for delivery tests: accounts, claims with real files, servers, certificates."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import pytest
import trustme

from mailguard.delivery.limits import Limits
from mailguard.delivery.relay import SmtpRelay
from mailguard.domain.account import Account, Auth, Security, Server
from mailguard.domain.action import Outgoing
from mailguard.domain.address import Address
from mailguard.domain.entry import Claim, Entry
from mailguard.domain.envelope import Envelope
from mailguard.domain.mail import Edit, Source
from tests.fakes.manners import Manners
from tests.fakes.upstream import Upstream
from tests.mails import an_envelope

RECEIVED_AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
TEXT = b"Subject: plan\r\n\r\nHello\r\n.\r\n..two\r\n.hidden\r\nBye\r\n"

UNHURRIED = Limits(last_words=0.2, quit=5.0)
"""For servers that answer."""

BRIEF = Limits(greeting=0.1, reply=0.1, progress=0.1, final_reply=0.1, last_words=0.1, quit=0.1)
"""For servers that fall silent before the dot: giving up too early changes no outcome."""

BRIEF_AT_THE_END = Limits(final_reply=0.1, quit=0.1)
"""For servers that fall silent after the dot."""

MakeUpstream = Callable[..., Upstream]
MakeClaim = Callable[..., Claim]


def an_account(
    upstream: Upstream | int,
    *,
    host: str = "127.0.0.1",
    security: Security = Security.NONE,
    username: str = "",
    ca_file: str | None = None,
) -> Account:
    """An account whose server is `upstream`; with a user name it signs in."""
    port = upstream if isinstance(upstream, int) else upstream.port
    auth = Auth.PASSWORD if username else Auth.NONE
    server = Server(host, port, security, auth, username, ca_file)
    return Account(Address("taro", "example.co.jp"), server)


@pytest.fixture
def serve() -> Iterator[MakeUpstream]:
    """Starts servers; the arguments are those of Manners."""
    with ExitStack() as servers:

        def start(**manners: object) -> Upstream:
            return servers.enter_context(Upstream(Manners(**manners)))  # type: ignore[arg-type]  # passed through

        yield start


@pytest.fixture
def claim(tmp_path: Path) -> MakeClaim:
    """Makes claims whose octets lie in files."""
    return ClaimMaker(tmp_path)


class ClaimMaker:
    """Makes claims whose octets lie in files of `folder`, behind a head as spool files have."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._count = 0

    def __call__(
        self,
        octets: bytes = TEXT,
        *recipients: str,
        envelope: Envelope | None = None,
        edits: tuple[Edit, ...] = (),
        sha256: bytes | None = None,
        length: int | None = None,
    ) -> Claim:
        self._count += 1
        head = b"head of a spool file\n"
        path = self._folder / f"{self._count}.mail"
        path.write_bytes(head + octets + b"end of a spool file\n")
        source = Source(
            str(path),
            len(head),
            len(octets) if length is None else length,
            sha256 or hashlib.sha256(octets).digest(),
        )
        envelope = envelope or an_envelope(*(recipients or ("hanako@acme.example",)))
        entry = Entry(f"E{self._count}", "taro@example.co.jp", envelope, source, RECEIVED_AT)
        return Claim(f"A{self._count}", f"M{self._count}", entry, Outgoing(envelope, edits))


@pytest.fixture
def relay() -> Iterator[SmtpRelay]:
    relay = SmtpRelay(UNHURRIED)
    yield relay
    relay.close()


class Authority:
    """A certificate authority of the test's own."""

    def __init__(self, folder: Path) -> None:
        self._authority = trustme.CA()
        self.file = str(folder / "ca.pem")
        self._authority.cert_pem.write_to_path(self.file)

    def issue(self, *names: str, expires_at: datetime | None = None) -> trustme.LeafCert:
        starts_at = datetime(2000, 1, 1, tzinfo=UTC) if expires_at else None
        return self._authority.issue_cert(
            *(names or ("127.0.0.1",)), not_before=starts_at, not_after=expires_at
        )


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return Authority(tmp_path)
