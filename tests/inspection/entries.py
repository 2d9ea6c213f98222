"""Entries whose octets lie in files, for tests of the inspection."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from mailguard.domain.account import Account, Auth, Security, Server
from mailguard.domain.entry import Entry
from mailguard.domain.mail import Source
from mailguard.domain.policy import Policy
from mailguard.domain.settings import Settings
from mailguard.inspection.protocol import Request
from tests.mails import SENDER, an_address, an_envelope

PREFIX = b"the spool's own line\n"  # a message does not begin at its file's first octet
HANAKO = "hanako@acme.example"

ACCOUNT = Account(an_address(SENDER), Server("mail.example", 587, Security.TLS, Auth.NONE))


def an_entry(
    folder: Path, octets: bytes, recipients: Sequence[str] = (HANAKO,), name: str = "one"
) -> Entry:
    """An entry from ACCOUNT with these octets in a file of `folder`."""
    path = folder / f"{name}.eml"
    path.write_bytes(PREFIX + octets)
    source = Source(str(path), len(PREFIX), len(octets), hashlib.sha256(octets).digest())
    return Entry(name, ACCOUNT.id, an_envelope(*recipients), source, datetime.now(UTC))


def a_request(
    folder: Path,
    octets: bytes,
    recipients: Sequence[str] = (HANAKO,),
    settings: Settings | None = None,
) -> Request:
    """The same as a worker gets it."""
    entry = an_entry(folder, octets, recipients)
    policy = Policy(settings or Settings())
    return Request(1, ACCOUNT.id, ACCOUNT.addresses, entry.source, entry.envelope, policy)
