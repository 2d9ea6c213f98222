"""What the recipient model asks of the past: four look-ups, each one indexed query.

People are named by their Address.key. The user's own addresses are nobody here: they stand in no
answer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

import msgspec

from mailguard.domain.mail import Mail

MOST = 100
"""Mails of one person that are looked at, the latest ones."""


class Person(msgspec.Struct, frozen=True):
    """Somebody who was written to, has written, or stood beside others."""

    sent: int  # mails of the user's to them
    received: int  # mails from them to the user
    last_sent: int  # seconds since 1970, UTC; 0: never
    last_received: int  # the same
    names: tuple[str, ...] = ()  # display names and salutations seen for them


class Appearance(msgspec.Struct, frozen=True):
    """A mail, sent or received, in which somebody stood."""

    at: int  # seconds since 1970, UTC
    is_sent: bool  # by the user
    people: frozenset[str]  # From, To, Cc and (of the user's own mails) Bcc


class Conversation(msgspec.Struct, frozen=True):
    """What was seen of the mails that this one goes on with."""

    parent: frozenset[str] | None = None  # of the mail that is answered; None: never seen
    author: str = ""  # who wrote that mail
    thread: tuple[frozenset[str], ...] = ()  # people of each mail of the thread, the latest first
    subject: tuple[frozenset[str], ...] = ()  # of other mails with the same subject (digest)


class History(Protocol):
    """Look-ups. Where nothing is known they answer with less, and never raise."""

    def sent(self) -> int:
        """Mails that the user has sent so far."""
        ...

    def people(self, keys: Sequence[str]) -> Mapping[str, Person]:
        """The known ones among `keys`, also those who only ever stood in somebody's To or Cc.

        One query: `select ... from contacts where key in (...)`, one more for the names.
        """
        ...

    def appearances(self, key: str) -> Sequence[Appearance]:
        """The latest MOST mails, sent or received, in which this person stood (author or
        recipient), the latest first.

        One query for each recipient, over an index (contact, at) of mails.
        """
        ...

    def conversation(self, mail: Mail) -> Conversation:
        """By In-Reply-To (`parent`), by In-Reply-To and References (`thread`: those mails, and at
        most MOST others that refer to one of them), by subject without Re: and tags in brackets
        (`subject`, at most MOST).
        """
        ...
