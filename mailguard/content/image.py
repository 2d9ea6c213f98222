"""Pictures: what the camera wrote into them. No pixel is decoded."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from mailguard.content.harvest import Harvest
from mailguard.content.unread import damaged, too_large

if TYPE_CHECKING:
    from PIL.Image import Exif, Image

_FORMATS = ("JPEG", "PNG", "GIF", "TIFF", "WEBP", "BMP", "MPO", "AVIF")
_ARTIST, _COPYRIGHT, _PLACE = 0x013B, 0x8298, 0x8825
_NORTH, _LATITUDE, _EAST, _LONGITUDE = 1, 2, 3, 4
HEAD = 1024 * 1024
_HEADED = (b"\xff\xd8", b"\x89PNG", b"GIF8")
_BARE = (b"Exif\0\0MM", b"Exif\0\0II")
_GIF_END = b"\x3b"


def read_image(octets: bytes, harvest: Harvest) -> None:
    """Reads where a picture was taken, and by whom."""
    if octets[4:8] == b"ftyp" and b"avif" not in octets[8:32]:
        _describe(_bare_exif(octets), harvest)
        return
    image = _opened(octets)
    _describe(_exif(image), harvest)
    if image.format == "GIF" and not octets.rstrip(b"\0").endswith(_GIF_END):
        raise damaged()


def _opened(octets: bytes) -> Image:
    from PIL import Image  # noqa: PLC0415  most mails have no picture

    try:
        return Image.open(io.BytesIO(_head(octets)), formats=_FORMATS)
    except Image.DecompressionBombError as error:
        raise too_large() from error


def _head(octets: bytes) -> bytes:
    """Of the formats that begin with what the camera wrote, the beginning: millions of notes
    there are read for longer than there is time.
    """
    return octets[:HEAD] if octets.startswith(_HEADED) else octets


def _exif(image: Image) -> Exif:
    """Without `getexif` of PNG, which decodes the picture to find what lies behind it."""
    from PIL.Image import Exif  # noqa: PLC0415  see above

    if image.format == "TIFF":
        return image.getexif()
    exif = Exif()
    exif.load(image.info.get("exif") or b"")
    return exif


def _bare_exif(octets: bytes) -> Exif:
    """HEIC, which the library does not know: the camera's words lie in it as they are."""
    from PIL.Image import Exif  # noqa: PLC0415  see above

    exif = Exif()
    for mark in _BARE:
        place = octets.find(mark)
        if place >= 0:
            exif.load(octets[place : place + 65_536])
            break
    return exif


def _describe(exif: Exif, harvest: Harvest) -> None:
    by = exif.get(_ARTIST) or exif.get(_COPYRIGHT)
    harvest.describe(author=str(by).strip("\0 ") if by else "", place=_place(exif))


def _place(exif: Exif) -> str:
    told = exif.get_ifd(_PLACE)
    try:
        latitude = _degrees(told[_LATITUDE]) * (-1 if told.get(_NORTH) == "S" else 1)
        longitude = _degrees(told[_LONGITUDE]) * (-1 if told.get(_EAST) == "W" else 1)
    except (KeyError, TypeError, ValueError, ZeroDivisionError):
        return ""
    return f"{latitude:.4f}, {longitude:.4f}"


def _degrees(parts: tuple[float, float, float]) -> float:
    degrees, minutes, seconds = (float(part) for part in parts)
    return degrees + minutes / 60 + seconds / 3600
