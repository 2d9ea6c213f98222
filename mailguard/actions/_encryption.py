"""One mail's files on their way into encrypted ones."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from contextlib import ExitStack
from typing import BinaryIO

from mailguard.actions._refusal import refuse
from mailguard.domain.action import ActionRefusedError, Change, Means, Original
from mailguard.domain.mail import Edit, Source
from mailguard.domain.received import Lock, Opener
from mailguard.domain.rule import Encrypt
from mailguard.encryption.archive import Packed, chunks_of, write_archive
from mailguard.encryption.locked import is_locked
from mailguard.encryption.own_format import UnprotectableError, protect
from mailguard.encryption.plan import Planned, plan
from mailguard.i18n import _
from mailguard.message.body import Body, body_of
from mailguard.message.integrity import of_body
from mailguard.message.part_edits import removed, replaced
from mailguard.message.parts import Part, structure
from mailguard.message.text import source_of
from mailguard.message.transfer import base64_lines, decoded_chunks

_JAPANESE = re.compile("[\u3041-\u30ff\u4e00-\u9fff]")


class Encryption:
    """One mail with its files; `password` opens what they become."""

    def __init__(self, original: Original, how: Encrypt, means: Means, password: str) -> None:
        if means.room is None or means.now is None:
            raise RuntimeError("this action needs a room and the time")
        self._original = original
        self._how = how
        self._room = means.room
        self._now = means.now
        self._password = password
        self._structure = structure(original.octets)
        self._body = body_of(self._structure.root)
        self._files: Sequence[Part] = self._body.files
        # what is encrypted has to be what was inspected and shown
        if [each.span for each in original.attachments] != [part.body for part in self._files]:
            raise ActionRefusedError(_("The attachments of this mail could not be told apart."))

    def change(self, *, is_agreed: bool) -> Change:
        """What becomes of the mail. Raises ActionRefusedError, OSError, UnwritableError."""
        zipped = {index for index in self._said_to_be_locked() if not self._is_locked(index)}
        if not any(each.is_changed for each in self._plan(zipped)):
            return Change()
        refuse(of_body(self._original.header, self._structure))
        own = self._in_own_format(zipped)
        planned = self._plan(zipped)
        edits: list[Edit] = []
        for each in planned:
            if each.is_changed:
                edits += self._edits(each, own.get(each.indexes[0]) or self._archive(each))
        gone = [self._files[i] for each in planned for i in each.indexes[1:]]
        edits += removed(self._structure.root, gone)
        locked = tuple(each.file.name for each in planned if each.is_changed)
        return Change(
            tuple(edits),
            files=tuple(each.file for each in planned),
            lock=self._lock(locked, is_agreed=is_agreed),
        )

    def _plan(self, zipped: Collection[int]) -> tuple[Planned, ...]:
        return plan(self._original.attachments, self._how, zipped)

    def _said_to_be_locked(self) -> Iterator[int]:
        """Those in which the inspection found something that asks for a password."""
        for index, attachment in enumerate(self._original.attachments):
            if attachment.encrypted and not attachment.inline:
                yield index

    def _is_locked(self, index: int) -> bool:
        with self._room.scratch() as plain:
            self._decode(self._files[index], plain)
            return is_locked(plain)

    def _in_own_format(self, zipped: set[int]) -> dict[int, Source]:
        """Those that keep their format, encrypted; who cannot is among `zipped` from now on."""
        own: dict[int, Source] = {}
        for each in self._plan(zipped):
            if each.file.opener in (Opener.OFFICE, Opener.PDF_READER):
                (index,) = each.indexes
                try:
                    own[index] = self._protected(self._files[index], each.file.opener)
                except UnprotectableError:
                    zipped.add(index)
        return own

    def _protected(self, part: Part, opener: Opener) -> Source:
        with ExitStack() as stack:
            plain, target = (stack.enter_context(self._room.scratch()) for _ in range(2))
            self._decode(part, plain)
            protect(opener, plain, target, self._password)
            return self._kept(target)

    def _archive(self, planned: Planned) -> Source:
        packed = (
            Packed(name, self._decoded(self._files[index]))
            for name, index in zip(planned.file.holds, planned.indexes, strict=True)
        )
        cp932 = self._how.cp932_names
        with self._room.scratch() as target:
            write_archive(target, packed, self._password, self._now, cp932_names=cp932)
            return self._kept(target)

    def _kept(self, target: BinaryIO) -> Source:
        return self._room.keep(base64_lines(chunks_of(target, 1 << 20)))

    def _decode(self, part: Part, target: BinaryIO) -> None:
        target.writelines(self._decoded(part))

    def _decoded(self, part: Part) -> Iterator[bytes]:
        body = memoryview(self._original.octets)[part.body.start : part.body.end]
        return decoded_chunks(body, part.facts.encoding)

    def _edits(self, planned: Planned, source: Source) -> Iterator[Edit]:
        part = self._files[planned.indexes[0]]
        is_zip = planned.file.opener is Opener.ZIP_TOOL
        media_type = "application/zip" if is_zip else part.media_type
        return replaced(self._original.octets, part, media_type, planned.file.name, source)

    def _lock(self, names: tuple[str, ...], *, is_agreed: bool) -> Lock:
        how = self._how
        by_mail = how.password_by_mail and not is_agreed
        language = _language(self._original, self._body)
        return Lock(self._password, names, is_agreed, by_mail, how.password_after, language)


def _language(original: Original, body: Body) -> str:
    """Whether the recipients read Japanese, by the first text and the files' names."""
    texts = [source_of(original.octets, part)[0] for part in body.texts[:1]]
    names = [each.name for each in original.attachments]
    return "ja" if _JAPANESE.search("\n".join([*texts, *names])) else "en"
