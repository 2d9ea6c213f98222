"""Hides the recipients from each other: all of them become Bcc, To is the sender alone."""

from __future__ import annotations

from collections.abc import Iterator

from mailguard.domain.action import ActionRefusedError, Change, Original, action
from mailguard.domain.mail import Edit
from mailguard.i18n import N_, _
from mailguard.message.header import HeaderField, fields
from mailguard.message.parameters import parameterised

_TO = frozenset({"to", "resent-to"})
# Besides the copies, the fields in which mail programs repeat the recipients.
_GOES = frozenset({"cc", "resent-cc", "mail-followup-to", "apparently-to", "x-original-to"})

_SIGNED_FIELDS = ("dkim-signature", "arc-seal")
_SEALED_TYPES = ("multipart/signed", "multipart/encrypted", "application/pkcs7-mime",
                 "application/x-pkcs7-mime")  # fmt: skip


@action("visible-to-bcc", title=N_("Hide the recipients from each other (Bcc)"))
def visible_to_bcc(original: Original, _arguments: tuple[str, ...]) -> Change:
    """To becomes the sender's own address, every other field that names recipients goes.

    The envelope stays: the same people get the mail. Bcc fields are taken out of every mail
    anyway (message/submission.py). Raises ActionRefusedError.
    """
    found = list(fields(original.header))
    for field in found:
        _refuse(field)
    edits = tuple(_edits(found, f"{original.sender}".encode()))
    if not edits:
        raise ActionRefusedError(_("This mail names no recipients that could be hidden."))
    return Change(edits)


def _edits(found: list[HeaderField], sender: bytes) -> Iterator[Edit]:
    """Of each To field one is kept, with the sender in it; where there is none, Cc gives way."""
    told: set[str] = set()
    names = {field.name for field in found}
    for field in found:
        if field.name in _TO:
            yield Edit(field.span, b"" if field.name in told else _line(field.name, sender))
            told.add(field.name)
        elif field.name == "cc" and "to" not in names and "to" not in told:
            yield Edit(field.span, _line("to", sender))
            told.add("to")
        elif field.name in _GOES:
            yield Edit(field.span, b"")


def _line(name: str, sender: bytes) -> bytes:
    return b"%s: %s\r\n" % (name.title().encode(), sender)


def _refuse(field: HeaderField) -> None:
    if field.name in _SIGNED_FIELDS:
        raise ActionRefusedError(_("This mail is signed; hiding its recipients would break that."))
    if field.name == "content-type" and parameterised(field.value).value in _SEALED_TYPES:
        raise ActionRefusedError(
            _("This mail is signed or encrypted; its recipients may also be named inside.")
        )
    if not field.name:
        raise ActionRefusedError(_("The header of this mail is damaged; it was left as it is."))
