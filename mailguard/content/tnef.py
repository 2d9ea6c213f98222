"""winmail.dat: what Outlook packs a mail and its files into (TNEF). [MS-OXTNEF]."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mailguard.content.charset import text_of
from mailguard.content.harvest import Harvest
from mailguard.content.unread import damaged
from mailguard.i18n import _

if TYPE_CHECKING:
    from tnefparse.tnef import TNEFAttachment

COPY_LIMIT = 2 * 1024 * 1024 * 1024
"""Octets that the library may copy: all that follows, once for each object."""

_HEAD, _TAIL = 9, 2


def read_tnef(octets: bytes, harvest: Harvest) -> None:
    """Reads the text and the files of a packed mail."""
    from tnefparse import TNEF  # noqa: PLC0415  rare

    end = _end(octets)
    packed = TNEF(octets, do_checksum=False)
    if packed.body:
        harvest.say(_text(packed.body))
    elif packed.htmlbody:
        harvest.take("body.html", _octets(packed.htmlbody))
    elif packed.has_body():
        harvest.fail(_("The text within “{name}” could not be checked."))
    for file in packed.attachments:
        harvest.allowance.enter()
        harvest.take(_name(file), bytes(file.data))
    if end > len(octets):
        raise damaged()


def _end(octets: bytes) -> int:
    """Where the last object ends. Raises UnreadError where there are too many."""
    place, count = 6, 0
    while place + _HEAD < len(octets):
        place += _HEAD + _TAIL + int.from_bytes(octets[place + 5 : place + 9], "little")
        count += 1
        if count * len(octets) > COPY_LIMIT:
            raise damaged()
    return place


def _name(file: TNEFAttachment) -> str:
    try:
        return _text(file.long_filename()).strip("\0")
    except UnicodeDecodeError:  # the library takes short names for UTF-8
        return text_of(file._name).strip("\0")


def _text(value: str | bytes) -> str:
    return value if isinstance(value, str) else text_of(value)


def _octets(value: str | bytes) -> bytes:
    return value.encode() if isinstance(value, str) else value
