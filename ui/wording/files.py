"""Attached files as people speak of them: their size, their type, and whether they are harmless."""

from __future__ import annotations

from mailguard.domain.mail import Attachment
from mailguard.i18n import N_, _

_UNITS = ("KB", "MB", "GB")


def size(octets: int) -> str:
    """A size in the largest unit that leaves at least 1, with a decimal below 10."""
    if octets < 1024:
        return _("{n} bytes").format(n=octets)
    amount, unit = octets / 1024, _UNITS[0]
    for larger in _UNITS[1:]:
        if amount < 1000:
            break
        amount, unit = amount / 1024, larger
    return f"{amount:.1f} {unit}" if amount < 9.95 and unit != "KB" else f"{amount:.0f} {unit}"


_OFFICE = "application/vnd.openxmlformats-officedocument."
_TYPES = {
    "application/pdf": N_("PDF"),
    "application/msword": N_("Word"),
    f"{_OFFICE}wordprocessingml.document": N_("Word"),
    "application/vnd.ms-excel": N_("Excel"),
    f"{_OFFICE}spreadsheetml.sheet": N_("Excel"),
    "application/vnd.ms-powerpoint": N_("PowerPoint"),
    f"{_OFFICE}presentationml.presentation": N_("PowerPoint"),
    "application/zip": N_("ZIP archive"),
    "application/x-7z-compressed": N_("7z archive"),
    "application/x-rar": N_("RAR archive"),
    "application/gzip": N_("compressed file"),
    "text/plain": N_("text"),
    "text/csv": N_("table (CSV)"),
    "text/html": N_("web page"),
    "text/calendar": N_("calendar entry"),
    "text/vcard": N_("address card"),
    "message/rfc822": N_("mail"),
    "application/x-dosexec": N_("program"),
    "application/vnd.microsoft.portable-executable": N_("program"),
    "application/x-executable": N_("program"),
    "application/x-pie-executable": N_("program"),
    "application/x-msi": N_("program"),
    "application/java-archive": N_("program"),
    "text/x-shellscript": N_("program"),
    "application/octet-stream": N_("data"),
}
_FAMILIES = {
    "image": N_("picture"),
    "audio": N_("sound"),
    "video": N_("video"),
    "text": N_("text"),
}


def type_name(mime: str) -> str:
    """What sort of file `mime` stands for; the bare type where there is no word for it."""
    if mime in _TYPES:
        return _(_TYPES[mime])
    family, _slash, kind = mime.partition("/")
    if family == "image":
        return _("picture ({kind})").format(kind=kind.upper().removeprefix("X-"))
    if family in _FAMILIES:
        return _(_FAMILIES[family])
    return mime or _("unknown type")


def facts(attachment: Attachment) -> str:
    """Size, real type, and whether a password keeps it shut."""
    parts = [size(attachment.size), type_name(attachment.real_type or attachment.declared_type)]
    if attachment.encrypted:
        parts.append(_("needs a password"))
    return " · ".join(parts)


_PROGRAM_ENDINGS = """
    app appimage bat cmd com cpl deb desktop dll dmg docm dotm exe hta htm html img inf iso jar js
    jse lnk msc msi msix pif pkg potm ppam pptm ps1 py reg rpm scr sh svg url vbe vbs vhd wsf wsh
    xlam xll xlsb xlsm xltm
"""
_PROGRAM_TYPES = frozenset(mime for mime, name in _TYPES.items() if name == "program")


def may_run(attachment: Attachment) -> bool:
    """Whether opening the file may start a program, a macro or a script."""
    ending = attachment.name.rstrip(" .").rpartition(".")[2].casefold()
    types = {attachment.real_type, attachment.declared_type}
    return ending in _PROGRAM_ENDINGS.split() or bool(types & _PROGRAM_TYPES)
