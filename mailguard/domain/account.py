"""An account: who sends through MailGuard, and which server takes the mail from there."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from mailguard.domain.address import Address


class Security(StrEnum):
    """How a connection is protected."""

    NONE = "none"
    STARTTLS = "starttls"
    TLS = "tls"  # implicit TLS, RFC 8314


class Auth(StrEnum):
    """How MailGuard proves to the server who it is."""

    NONE = "none"
    PASSWORD = "password"  # noqa: S105  the name of a method, not a secret


class Server(msgspec.Struct, frozen=True):
    """The user's own SMTP server."""

    host: str
    port: int
    security: Security
    auth: Auth
    username: str = ""
    ca_file: str | None = None  # PEM; None: the system's certificates


class Account(msgspec.Struct, frozen=True):
    """One account. Its secrets are kept elsewhere, under its address."""

    address: Address
    server: Server
    senders: tuple[Address, ...] = ()  # further addresses it may write From
    hold_limit: float | None = None  # seconds the final reply may wait; None: by the mail program

    @property
    def id(self) -> str:
        return self.address.key

    @property
    def addresses(self) -> tuple[Address, ...]:
        """Every address this account may write From, its own first."""
        return (self.address, *self.senders)
