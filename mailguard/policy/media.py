"""Which endings files of a media type usually have."""

from __future__ import annotations

_PROGRAMS = "exe dll scr com sys cpl"
_OFFICE = "application/vnd.openxmlformats-officedocument"

_ENDINGS = {
    "application/pdf": "pdf",
    "application/msword": "doc",
    "application/rtf": "rtf",
    "text/rtf": "rtf",
    f"{_OFFICE}.wordprocessingml.document": "docx docm",
    "application/vnd.ms-excel": "xls",
    f"{_OFFICE}.spreadsheetml.sheet": "xlsx xlsm",
    "application/vnd.ms-powerpoint": "ppt",
    f"{_OFFICE}.presentationml.presentation": "pptx pptm",
    "application/vnd.oasis.opendocument.text": "odt",
    "application/vnd.oasis.opendocument.spreadsheet": "ods",
    "application/vnd.oasis.opendocument.presentation": "odp",
    "application/zip": "zip",
    "application/x-zip-compressed": "zip",
    "application/x-7z-compressed": "7z",
    "application/x-rar": "rar",
    "application/vnd.rar": "rar",
    "application/gzip": "gz",
    "application/x-tar": "tar",
    "application/x-lzh-compressed": "lzh",
    "application/x-iso9660-image": "iso",
    "application/x-dosexec": _PROGRAMS,
    "application/vnd.microsoft.portable-executable": _PROGRAMS,
    "application/x-msi": "msi",
    "application/x-ms-shortcut": "lnk",
    "application/vnd.ms-outlook": "msg",
    "message/rfc822": "eml",
    "text/html": "html htm",
    "text/csv": "csv",
    "text/calendar": "ics",
    "text/x-shellscript": "sh",
    "image/jpeg": "jpg jpeg",
    "image/png": "png",
    "image/gif": "gif",
    "image/webp": "webp",
    "image/tiff": "tif tiff",
    "image/heic": "heic",
    "image/svg+xml": "svg",
    "image/vnd.dwg": "dwg",
    "audio/mpeg": "mp3",
    "audio/x-wav": "wav",
    "video/mp4": "mp4",
    "video/quicktime": "mov",
}
_SETS = {media_type: frozenset(endings.split()) for media_type, endings in _ENDINGS.items()}


def endings_of(media_type: str) -> frozenset[str]:
    """Endings without their dots; none where the type is not known, or could be anything."""
    return _SETS.get(media_type, frozenset())
