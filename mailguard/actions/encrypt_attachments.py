"""Encrypts the attached files: each in its own format, or together in a zip file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from typing import BinaryIO

import msgspec

from mailguard.actions._refusal import refuse, refusing_what_is_unusual
from mailguard.domain.action import (
    ActionRefusedError,
    Change,
    Means,
    Original,
    Stage,
    action,
)
from mailguard.domain.mail import Edit, Source
from mailguard.domain.received import Lock, Opener
from mailguard.domain.rule import Encrypt
from mailguard.encryption.archive import Packed, chunks_of, write_archive
from mailguard.encryption.own_format import UnprotectableError, protect
from mailguard.encryption.password import password
from mailguard.encryption.plan import Planned, plan
from mailguard.i18n import N_, _
from mailguard.message.body import Body, body_of
from mailguard.message.integrity import of_body
from mailguard.message.part_edits import removed, replaced
from mailguard.message.parts import Part, Structure, structure
from mailguard.message.text import source_of
from mailguard.message.transfer import base64_lines, decoded_chunks

_JAPANESE = re.compile("[\u3041-\u30ff\u4e00-\u9fff]")


class Encrypting(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How, and with which password."""

    how: Encrypt = Encrypt()
    agreed: str = ""  # a password that the recipients know; "": a new one


@action(
    "encrypt-attachments",
    title=N_("Encrypt the attachments"),
    stage=Stage.BODY,
    settings=Encrypting,
)
def encrypt_attachments(original: Original, encrypting: Encrypting, means: Means) -> Change:
    """Files that are encrypted already, invitations and pictures within the text stay as they are.

    The new files lie in `means.room`, encoded. Raises ActionRefusedError, OSError.
    """
    if not any(each.is_changed for each in plan(original.attachments, encrypting.how)):
        return Change()
    found = structure(original.octets)
    refuse(of_body(original.header, found))
    body = body_of(found.root)
    _expect_same(original, body)
    secret = encrypting.agreed or password(means.entropy)
    with refusing_what_is_unusual():
        return _Encryption(original, encrypting, means, secret).change(found, body)


def _expect_same(original: Original, body: Body) -> None:
    """What is encrypted has to be what was inspected and shown."""
    if [each.span for each in original.attachments] != [part.body for part in body.files]:
        raise ActionRefusedError(_("The attachments of this mail could not be told apart."))


class _Encryption:
    """One mail's files on their way into others."""

    def __init__(
        self, original: Original, encrypting: Encrypting, means: Means, secret: str
    ) -> None:
        self._original = original
        self._encrypting = encrypting
        if means.room is None or means.now is None:
            raise RuntimeError("this action needs a room and the time")
        self._room = means.room
        self._now = means.now
        self._password = secret

    def change(self, found: Structure, body: Body) -> Change:
        own, planned = self._planned(body.files)
        edits: list[Edit] = []
        for each in planned:
            if each.is_changed:
                source = own.get(each.indexes[0]) or self._archive(each, body.files)
                edits += self._edits(each, body.files, source)
        gone = [body.files[i] for each in planned for i in each.indexes[1:]]
        edits += removed(found.root, gone)
        locked = tuple(each.file.name for each in planned if each.is_changed)
        lock = self._lock(locked, _language(self._original, body))
        return Change(tuple(edits), files=tuple(each.file for each in planned), lock=lock)

    def _planned(self, files: Sequence[Part]) -> tuple[dict[int, Source], tuple[Planned, ...]]:
        """Those that keep their format, encrypted; and the plan, now that it is known who can."""
        how, attachments = self._encrypting.how, self._original.attachments
        own: dict[int, Source] = {}
        zipped: set[int] = set()
        for each in plan(attachments, how):
            if each.file.opener in (Opener.OFFICE, Opener.PDF_READER):
                (index,) = each.indexes
                try:
                    own[index] = self._protected(files[index], each.file.opener)
                except UnprotectableError:
                    zipped.add(index)
        return own, plan(attachments, how, zipped)

    def _protected(self, part: Part, opener: Opener) -> Source:
        with ExitStack() as stack:
            plain, target = (stack.enter_context(self._room.scratch()) for _ in range(2))
            for chunk in self._decoded(part):
                plain.write(chunk)
            protect(opener, plain, target, self._password)
            return self._kept(target)

    def _archive(self, planned: Planned, files: Sequence[Part]) -> Source:
        packed = (
            Packed(name, self._decoded(files[index]))
            for name, index in zip(planned.file.holds, planned.indexes, strict=True)
        )
        cp932 = self._encrypting.how.cp932_names
        with self._room.scratch() as target:
            write_archive(target, packed, self._password, self._now, cp932_names=cp932)
            return self._kept(target)

    def _kept(self, target: BinaryIO) -> Source:
        return self._room.keep(base64_lines(chunks_of(target, 1 << 20)))

    def _decoded(self, part: Part) -> Iterator[bytes]:
        body = memoryview(self._original.octets)[part.body.start : part.body.end]
        return decoded_chunks(body, part.facts.encoding)

    def _edits(self, planned: Planned, files: Sequence[Part], source: Source) -> Iterator[Edit]:
        part = files[planned.indexes[0]]
        is_zip = planned.file.opener is Opener.ZIP_TOOL
        media_type = "application/zip" if is_zip else part.media_type
        return replaced(self._original.octets, part, media_type, planned.file.name, source)

    def _lock(self, names: tuple[str, ...], language: str) -> Lock:
        how, is_agreed = self._encrypting.how, bool(self._encrypting.agreed)
        by_mail = how.password_by_mail and not is_agreed
        return Lock(self._password, names, is_agreed, by_mail, how.password_after, language)


def _language(original: Original, body: Body) -> str:
    """Whether the recipients read Japanese, by the first text and the files' names."""
    texts = [source_of(original.octets, part)[0] for part in body.texts[:1]]
    names = [each.name for each in original.attachments]
    return "ja" if _JAPANESE.search("\n".join([*texts, *names])) else "en"
