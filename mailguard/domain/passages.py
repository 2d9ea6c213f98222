"""The texts of a mail that its recipients will read, each with the place that it stands in."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from mailguard.domain.finding import OfAttachment, OfSubject, OfText, Place
from mailguard.domain.mail import Mail


class Passage(msgspec.Struct, frozen=True):
    """One text: the subject, the body, or what was read in an attachment."""

    text: str
    attachment: int | None = None  # index; None: it stands in the mail itself
    is_subject: bool = False

    def place(self, start: int, end: int) -> Place:
        """Where its characters `start` to `end` stand."""
        if self.attachment is not None:
            return OfAttachment(self.attachment)
        return OfSubject() if self.is_subject else OfText(start, end)


def passages(mail: Mail) -> Iterator[Passage]:
    """Subject, new text without signature and disclaimer, the text of each attachment."""
    yield Passage(mail.subject, is_subject=True)
    yield Passage(mail.text.body)
    for index, content in enumerate(mail.contents):
        if content.text:
            yield Passage(content.text, attachment=index)
