"""What the recipients of a mail get: its files as they will find them, and what opens these."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class Opener(StrEnum):
    """What a recipient needs, to open a file."""

    ANYTHING = "anything"  # what opened it so far
    ZIP_TOOL = "zip-tool"  # a program that knows AES in zip files
    OFFICE = "office"  # an office program, and the password
    PDF_READER = "pdf-reader"  # any reader of PDF, and the password


class ReceivedFile(msgspec.Struct, frozen=True):
    """One attached file as it arrives."""

    name: str
    opener: Opener = Opener.ANYTHING
    holds: tuple[str, ...] = ()  # the names of the files within, where it is an archive of ours

    @property
    def has_password(self) -> bool:
        """Whether MailGuard gave it a password."""
        return self.opener is not Opener.ANYTHING


class Lock(msgspec.Struct, frozen=True):
    """The password of a mail's files, and how the recipients learn it."""

    password: str
    files: tuple[str, ...]  # names, as they arrive
    is_agreed: bool = False  # the recipients know it already
    by_mail: bool = False  # a second message tells it
    after: float = 0.0  # seconds between the first message's being taken and the second
    language: str = ""  # of the mail, as far as it can be told: "ja", "en"


class Received(msgspec.Struct, frozen=True, omit_defaults=True):
    """What becomes of a mail's files, for the sender to look up."""

    files: tuple[ReceivedFile, ...] = ()
    lock: Lock | None = None
