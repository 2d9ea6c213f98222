"""What is inside the files of a mail, as far as time and memory allow."""

from __future__ import annotations

import logging

from mailguard.content.allowance import Allowance
from mailguard.content.filetype import FileTypes
from mailguard.content.reading import content_of
from mailguard.content.unread import UnreadError, damaged, too_large, too_late
from mailguard.domain.content import Content
from mailguard.inspection.attached_mail import content_of_mail, is_mail
from mailguard.inspection.budget import Budget

log = logging.getLogger(__name__)

TEXT_LIMIT = 10_000_000
"""Characters that are kept of all files of a mail together."""


class Contents:
    """Looks into one file of a mail after the other."""

    def __init__(self, types: FileTypes, budget: Budget) -> None:
        self._types = types
        self._budget = budget
        self._room = TEXT_LIMIT

    def of(self, octets: bytes | None, name: str, declared_type: str, real_type: str) -> Content:
        """What the file holds; `octets` is None where it is too large to be kept. Never raises."""
        if octets is None or self._room < 0:
            return _unread(too_large(), name)
        if self._budget.is_spent:
            return _unread(too_late(), name)
        try:
            content = self._read(octets, name, declared_type, real_type)
        except Exception as error:  # noqa: BLE001  a file that breaks its reader stays one file's trouble
            log.warning("an attachment could not be read: %s", type(error).__name__)
            return _unread(damaged(), name)
        self._room -= len(content.text)
        return content

    def _read(self, octets: bytes, name: str, declared_type: str, real_type: str) -> Content:
        allowance = Allowance(lambda: self._budget.is_spent)
        if is_mail(declared_type, real_type, name):
            return content_of_mail(octets, name, self._types, allowance)
        return content_of(octets, name, real_type, self._types, allowance)


def _unread(why: UnreadError, name: str) -> Content:
    return Content(unread=str(why).replace("{name}", name))
