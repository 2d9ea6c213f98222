"""Which of a mail's files become what, and so what its recipients will get."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

import msgspec

from mailguard.domain.mail import Attachment
from mailguard.domain.received import Opener, ReceivedFile
from mailguard.domain.rule import Encrypt
from mailguard.encryption.file_name import distinct, safe_name, with_ending
from mailguard.encryption.own_format import opener_of
from mailguard.i18n import _

_INVITATIONS = frozenset({"text/calendar", "application/ics"})  # a calendar has to read them


class Planned(msgspec.Struct, frozen=True):
    """One file as it will arrive, and the attachments (by index) that it is made of."""

    file: ReceivedFile
    indexes: tuple[int, ...]

    @property
    def is_changed(self) -> bool:
        """Whether it is another than what was attached."""
        return self.file.has_password


def plan(
    attachments: Sequence[Attachment], how: Encrypt, zipped: Collection[int] = ()
) -> tuple[Planned, ...]:
    """What becomes of the attachments, in their order; pictures within the text are none.

    An archive stands where the first of its files stood. `zipped`: indexes of those that turned
    out not to take a password of their own, or not to have one for all that is in them.
    """
    files = [(i, each) for i, each in enumerate(attachments) if not each.inline]
    openers = {i: _opener(each, how, is_zipped=i in zipped) for i, each in files}
    inside = [i for i, opener in openers.items() if opener is Opener.ZIP_TOOL]
    taken: list[str] = []
    found: list[Planned] = []
    for index, attachment in files:
        if openers[index] is Opener.ZIP_TOOL:
            group = inside if how.one_archive else [index]
            if index != group[0]:
                continue
            one = _archive([attachments[i].name for i in group], taken)
            found.append(Planned(one, tuple(group)))
        else:
            is_kept = openers[index] is Opener.ANYTHING
            name = attachment.name if is_kept else distinct(safe_name(attachment.name), taken)
            found.append(Planned(ReceivedFile(name, openers[index]), (index,)))
        taken.append(found[-1].file.name)
    return tuple(found)


def what_the_recipient_gets(
    attachments: Sequence[Attachment], how: Encrypt
) -> tuple[ReceivedFile, ...]:
    """The files as they will arrive. One that turns out not to take a password of its own comes
    in an archive after all.
    """
    return tuple(planned.file for planned in plan(attachments, how))


def needs(files: Sequence[ReceivedFile]) -> Iterator[str]:
    """What the recipients need to open these files, as sentences."""
    found = {file.opener for file in files}
    if Opener.ZIP_TOOL in found:
        yield _("To open the zip file: 7-Zip or the like. Windows alone cannot open it.")
    if Opener.OFFICE in found:
        yield _("To open the Office files: Office or LibreOffice, and the password.")
    if Opener.PDF_READER in found:
        yield _("To open the PDF files: any PDF reader, and the password.")


def _opener(attachment: Attachment, how: Encrypt, *, is_zipped: bool) -> Opener:
    if attachment.declared_type in _INVITATIONS:
        return Opener.ANYTHING
    if is_zipped:
        return Opener.ZIP_TOOL
    if attachment.encrypted:
        return Opener.ANYTHING
    own = opener_of(attachment.name, attachment.size) if how.own_formats else None
    return own or Opener.ZIP_TOOL


def _archive(names: Sequence[str], taken: Collection[str]) -> ReceivedFile:
    held: list[str] = []
    for name in names:
        held.append(distinct(safe_name(name), held))
    called = with_ending(held[0], "zip") if len(held) == 1 else f"{_('attachments')}.zip"
    return ReceivedFile(distinct(safe_name(called), taken), Opener.ZIP_TOOL, tuple(held))
