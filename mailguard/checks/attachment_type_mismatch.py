"""A file that is something else than its name, or its declared type, says."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from mailguard.domain.check import Fact, NoSettings, check
from mailguard.domain.finding import OfAttachment, Severity
from mailguard.domain.knowledge import Knowledge
from mailguard.domain.mail import Attachment, Mail
from mailguard.i18n import N_, _

_PROGRAM = "program"
_PICTURES = frozenset({"jpeg", "png", "gif", "webp", "tiff", "heic"})

_WORDS = {
    "pdf": N_("a PDF"),
    "word": N_("a Word document"),
    "excel": N_("an Excel workbook"),
    "powerpoint": N_("a PowerPoint presentation"),
    "opendocument": N_("an OpenDocument file"),
    "zip": N_("a ZIP archive"),
    "7z": N_("a 7-Zip archive"),
    "rar": N_("a RAR archive"),
    "text": N_("a text"),
    "jpeg": N_("a JPEG picture"),
    "png": N_("a PNG picture"),
    "gif": N_("a GIF picture"),
    "webp": N_("a WebP picture"),
    "tiff": N_("a TIFF picture"),
    "heic": N_("a HEIC picture"),
    "mp4": N_("a video"),
    _PROGRAM: N_("a program"),
}

# Types that are told from the octets without doubt.
_OFFICE = "application/vnd.openxmlformats-officedocument"
_KINDS = {
    "application/pdf": "pdf",
    "application/msword": "word",
    f"{_OFFICE}.wordprocessingml.document": "word",
    "application/vnd.ms-excel": "excel",
    f"{_OFFICE}.spreadsheetml.sheet": "excel",
    "application/vnd.ms-powerpoint": "powerpoint",
    f"{_OFFICE}.presentationml.presentation": "powerpoint",
    "application/zip": "zip",
    "application/x-zip-compressed": "zip",
    "application/x-7z-compressed": "7z",
    "application/x-rar": "rar",
    "application/vnd.rar": "rar",
    "image/jpeg": "jpeg",
    "image/png": "png",
    "image/gif": "gif",
    "image/webp": "webp",
    "image/tiff": "tiff",
    "image/heic": "heic",
    "video/mp4": "mp4",
    "application/x-dosexec": _PROGRAM,
    "application/vnd.microsoft.portable-executable": _PROGRAM,
    "application/x-executable": _PROGRAM,
    "application/x-pie-executable": _PROGRAM,
    "application/x-sharedlib": _PROGRAM,
    "application/x-mach-binary": _PROGRAM,
    "application/x-msi": _PROGRAM,
    "application/x-ms-shortcut": _PROGRAM,
}


class _Claim(msgspec.Struct, frozen=True):
    """What a name's ending promises, and what else is no surprise behind it."""

    kind: str
    fine: frozenset[str] = frozenset()


def _claims(kind: str, endings: str, *fine: str) -> dict[str, _Claim]:
    return {ending: _Claim(kind, frozenset({kind, *fine})) for ending in endings.split()}


# Older Office programs open text, pages and tables under their own endings, and systems export so.
_ENDINGS = {
    **_claims("pdf", "pdf"),
    **_claims("word", "doc dot rtf", "text", "excel", "powerpoint"),
    **_claims("word", "docx docm dotx", "zip"),
    **_claims("excel", "xls xlt", "text", "word", "powerpoint"),
    **_claims("excel", "xlsx xlsm xltx xlsb", "zip"),
    **_claims("powerpoint", "ppt pps", "word", "excel"),
    **_claims("powerpoint", "pptx pptm ppsx potx", "zip"),
    **_claims("opendocument", "odt ods odp odg", "zip"),
    **_claims("zip", "zip", "word", "excel", "powerpoint"),
    **_claims("7z", "7z"),
    **_claims("rar", "rar"),
    **_claims("text", "txt csv tsv log md ini json xml html htm yaml yml"),
    **_claims("jpeg", "jpg jpeg", *_PICTURES),
    **_claims("png", "png", *_PICTURES),
    **_claims("gif", "gif", *_PICTURES),
    **_claims("webp", "webp", *_PICTURES),
    **_claims("tiff", "tif tiff", *_PICTURES),
    **_claims("heic", "heic heif", *_PICTURES),
    **_claims("mp4", "mp4 m4v mov"),
}


@check(
    "attachment-type-mismatch",
    title=N_("A file is not what it says"),
    severity=Severity.WARNING,
    settings=NoSettings(),
)
def attachment_type_mismatch(
    mail: Mail, _knowledge: Knowledge, _settings: NoSettings
) -> Iterator[Fact]:
    """Compares names and declared types with the octets; a program in disguise is a danger."""
    for index, attachment in enumerate(mail.attachments):
        claim = _claim(attachment)
        real = _kind(attachment.real_type)
        if claim is None or not real or real in claim.fine:
            continue
        sentence = _("“{name}” should be {claimed}, but it is {real}.")
        yield Fact(
            Severity.DANGER if real == _PROGRAM else Severity.WARNING,
            sentence.format(
                name=attachment.name, claimed=_(_WORDS[claim.kind]), real=_(_WORDS[real])
            ),
            (_("Told by what is in the file, not by its name."),),
            OfAttachment(index),
        )


def _claim(attachment: Attachment) -> _Claim | None:
    """What is promised: by the name, and where that promises nothing, by the declared type."""
    _stem, dot, ending = attachment.name.rstrip(". ").rpartition(".")
    if dot and ending.lower() in _ENDINGS:
        return _ENDINGS[ending.lower()]
    kind = "" if dot else _kind(attachment.declared_type)
    return next((claim for claim in _ENDINGS.values() if claim.kind == kind), None)


def _kind(media_type: str) -> str:
    """The kind of file; "" where its type promises and tells nothing for sure."""
    if media_type.startswith("text/"):
        return "text"
    if media_type.startswith("application/vnd.oasis.opendocument."):
        return "opendocument"
    return _KINDS.get(media_type, "")
