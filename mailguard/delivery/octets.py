"""The octets that leave: a spool file's, proven to be those that came, edited and dot-stuffed."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime

from mailguard.delivery.dots import DotStuffer, LineEndError
from mailguard.delivery.editing import Editor, EditsError, edited_length
from mailguard.domain.address import Address
from mailguard.domain.mail import Edit, Source
from mailguard.i18n import _
from mailguard.receipt.content import Content
from mailguard.receipt.key import Key
from mailguard.receipt.receipt import LENGTH, receipt

BLOCK = 64 * 1024


class UnsendableError(Exception):
    """The message can never leave like this; the text says why, to the user."""


class UnreadableError(Exception):
    """The message cannot be read now; the text says so, to the user."""


class Octets:
    """One message on its way out. Nothing is read until it is asked for."""

    def __init__(self, source: Source, edits: Sequence[Edit], key: Key | None = None) -> None:
        """With `key` it leaves with a receipt. Raises UnsendableError where `edits` do not fit."""
        self._source = source
        self._edits = edits
        self._key = key
        try:
            self.length = edited_length(source.length, edits)  # before dot-stuffing
        except EditsError as error:
            raise UnsendableError(_damaged()) from error
        if key is not None:
            self.length += LENGTH

    @property
    def is_small(self) -> bool:
        """Whether it leaves in one piece."""
        return self.length <= BLOCK and self._source.length <= BLOCK

    def receipt(self, recipients: Iterable[Address]) -> bytes:
        """The line that leaves before everything else, for these recipients; b"": none does.

        Reads the whole message once. Raises UnsendableError, UnreadableError.
        """
        if self._key is None:
            return b""
        content = Content()
        for piece in self._edited():
            content.feed(piece)
        return receipt(self._key, content.digest(), recipients, datetime.now(UTC)).field()

    def whole(self) -> bytes:
        """Everything but the receipt, with the final dot, for a small message.

        Raises UnsendableError, UnreadableError.
        """
        stuffer = DotStuffer()
        edited = b"".join(self._edited())
        try:
            return stuffer.feed(edited) + stuffer.finish()
        except LineEndError as error:
            raise UnsendableError(_ambiguous()) from error

    def blocks(self) -> Iterator[bytes]:
        """The blocks that leave behind the receipt; the last one is the final dot alone.

        It comes only when everything before it proved right: UnsendableError is raised in its
        stead where the octets are not those that were taken in, or could be read as two mails.
        Raises UnreadableError.
        """
        stuffer = DotStuffer()
        try:
            for piece in self._edited():
                yield stuffer.feed(piece)
            yield stuffer.finish()
        except LineEndError as error:
            for _block in _proven(self._source):
                pass  # where the octets are not those that came, that is what is wrong
            raise UnsendableError(_ambiguous()) from error

    def _edited(self) -> Iterator[bytes]:
        editor = Editor(self._edits, _proven)
        for block in _proven(self._source):
            yield from editor.feed(block)
        yield from editor.finish()


def _proven(source: Source) -> Iterator[bytes]:
    """The octets of a file; UnsendableError at their end if they are not the right ones."""
    digest = hashlib.sha256()
    left = source.length
    for block in _read(source):
        digest.update(block)
        left -= len(block)
        yield block
    if left or digest.digest() != source.sha256:
        raise UnsendableError(_damaged())


def _read(source: Source) -> Iterator[bytes]:
    """The source's octets, as far as the file has them."""
    try:
        with io.FileIO(source.path) as file:
            file.seek(source.offset)
            left = source.length
            while left and (block := file.read(min(left, BLOCK))):
                left -= len(block)
                yield block
    except FileNotFoundError as error:
        raise UnsendableError(_damaged()) from error
    except OSError as error:
        raise UnreadableError(_unreadable()) from error


def _damaged() -> str:
    return _(
        "The stored copy of this mail is damaged, so nothing was sent. "
        "Please send the mail again from your mail program."
    )


def _ambiguous() -> str:
    return _(
        "This mail contains broken line ends that a server could misread, so nothing was sent. "
        "Please write the mail anew and send it again."
    )


def _unreadable() -> str:
    return _(
        "The stored copy of this mail cannot be read at the moment. "
        "MailGuard tries again by itself."
    )
