"""Outlook's .msg files: the mail, who it is for, and the files attached to it. [MS-OXMSG]."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mailguard.content.charset import text_of
from mailguard.content.harvest import Harvest
from mailguard.i18n import _

if TYPE_CHECKING:
    from olefile import OleFileIO

_SUBJECT, _BODY, _HTML = "0037", "1000", "1013"
_PEOPLE = ("0C1A", "0C1F", "0E04", "0E03", "0E02")  # sender, address, To, Cc, Bcc
_FILE, _FILE_NAMES = "3701", ("3707", "3704", "3001")
_ATTACHMENT = "__attach_version1.0_#"
_EMBEDDED = "__substg1.0_3701000D"


def read_outlook(ole: OleFileIO, harvest: Harvest) -> None:
    """Reads one mail. A mail within it is named, and not read."""
    subject = _string(ole, "", _SUBJECT)
    harvest.head(subject)
    for text in (subject, *(_string(ole, "", person) for person in _PEOPLE)):
        harvest.say(f"{text}\n")
    body = _string(ole, "", _BODY)
    harvest.say(f"{body}\n")
    if not body and (page := _octets(ole, "", _HTML, "0102")):
        harvest.take("body.html", page)
    for storage in _attachments(ole):
        _read_attachment(ole, storage, harvest)


def _attachments(ole: OleFileIO) -> list[str]:
    paths = ole.listdir(streams=False, storages=True)
    return [path[0] for path in paths if len(path) == 1 and path[0].startswith(_ATTACHMENT)]


def _read_attachment(ole: OleFileIO, storage: str, harvest: Harvest) -> None:
    harvest.allowance.enter()
    names = (_string(ole, storage, kind) for kind in _FILE_NAMES)
    name = next(filter(None, names), "")
    if ole.exists([storage, _EMBEDDED]):
        harvest.list_file(name, 0, "application/vnd.ms-outlook")
        harvest.fail(_("“{name}” holds another mail, which was not checked."))
        return
    octets = _octets(ole, storage, _FILE, "0102")
    harvest.allowance.take(len(octets))
    harvest.take(name, octets)


def _string(ole: OleFileIO, storage: str, kind: str) -> str:
    if octets := _octets(ole, storage, kind, "001F"):
        return octets.decode("utf-16-le", "replace").rstrip("\0")
    return text_of(_octets(ole, storage, kind, "001E")).rstrip("\0")


def _octets(ole: OleFileIO, storage: str, kind: str, form: str) -> bytes:
    path = [*([storage] if storage else []), f"__substg1.0_{kind}{form}"]
    return bytes(ole.openstream(path).read()) if ole.exists(path) else b""
