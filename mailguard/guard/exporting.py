"""Exporting: a mail as a draft, or one of its attachments, as a file of the user's own."""

from __future__ import annotations

import asyncio
import os
import secrets
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any

from mailguard.domain.command import Declined, Export, Exported, Response
from mailguard.domain.entry import Channel, Entry
from mailguard.domain.mail import Source
from mailguard.encryption.file_name import safe_name
from mailguard.guard.ports import Inspector
from mailguard.guard.questions import Questions
from mailguard.guard.storage import Spool
from mailguard.i18n import _

_CHUNK = 1 << 20


class Exporting:
    """Writes files into a folder that only the user can read."""

    def __init__(
        self, folder: Path, spool: Spool, questions: Questions, inspector: Inspector
    ) -> None:
        self._folder = folder
        self._spool = spool
        self._questions = questions
        self._inspector = inspector

    def handlers(self) -> Mapping[type[Any], Callable[[Any, Channel], Awaitable[Response]]]:
        return {Export: self._export}

    async def _export(self, command: Export, _by: Channel) -> Response:
        question = self._questions.get(command.id)
        entry = question.entry if question else self._spool.entry(command.id)
        if entry is None:
            return Declined(_("There is no such mail."), "unknown")
        try:
            if command.attachment is None:
                return await self._draft(entry)
            inspection = question.inspection if question else None
            if inspection is None or command.attachment >= len(inspection.attachments):
                return Declined(_("This attachment cannot be opened any more."), "unknown")
            attachment = inspection.attachments[command.attachment]
            target = self._target(attachment.name or _("attachment"))
            await self._inspector.extract(entry.source, attachment, str(target))
            return Exported(str(target))
        except OSError as error:
            return Declined(_("The file could not be written: {}").format(error.strerror), "failed")

    async def _draft(self, entry: Entry) -> Response:
        target = self._target(f"{entry.subject or _('mail')}.eml")
        await asyncio.to_thread(_copy_as_draft, entry.source, target)
        return Exported(str(target))

    def _target(self, name: str) -> Path:
        """A new path with a safe form of `name`, in a folder of its own."""
        folder = self._folder / secrets.token_hex(8)
        folder.mkdir(mode=0o700)
        return folder / safe_name(name)


def _copy_as_draft(source: Source, target: Path) -> None:
    """The octets with X-Unsent before them, by which mail programs open a file for editing."""
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as copy, Path(source.path).open("rb") as original:
        copy.write(b"X-Unsent: 1\r\n")
        original.seek(source.offset)
        left = source.length
        while left and (chunk := original.read(min(left, _CHUNK))):
            copy.write(chunk)
            left -= len(chunk)
