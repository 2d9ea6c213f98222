"""What of a mail must not change: what is signed, encrypted, or damaged; told as sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from mailguard.i18n import _
from mailguard.message.header import HeaderField, fields
from mailguard.message.parameters import parameterised

if TYPE_CHECKING:
    from mailguard.message.parts import Structure

_SIGNED_FIELDS = frozenset({"dkim-signature", "arc-seal"})
_SIGNED_TYPES = frozenset({"multipart/signed"})
_ENCRYPTED_TYPES = frozenset(
    {"multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"}
)
_SEALED_TYPES = _SIGNED_TYPES | _ENCRYPTED_TYPES


def of_header(header: bytes) -> Iterator[str]:
    """Why no field may change."""
    if not all(field.name for field in fields(header)):
        yield _("The header of this mail is damaged; it was left as it is.")
    if is_signed_header(header):
        yield _("The header of this mail is signed (DKIM); a change would break that.")


def of_people(header: bytes) -> Iterator[str]:
    """Why who gets it must stay as it is written: they may be named inside as well."""
    yield from of_header(header)
    if _types(fields(header)) & _SEALED_TYPES:
        yield _("This mail is signed or encrypted; its recipients may also be named inside.")


def of_audience(header: bytes) -> Iterator[str]:
    """Why nobody else may get it."""
    if _types(fields(header)) & _ENCRYPTED_TYPES:
        yield _("This mail is encrypted; somebody added could not read it.")


def of_body(header: bytes, found: Structure) -> Iterator[str]:
    """Why what is in it must stay as it is."""
    if is_signed_header(header):
        yield _("This mail is signed (DKIM); a change of its content would break that.")
    if not _SEALED_TYPES.isdisjoint(part.media_type for part in found.root.walk()):
        yield _("This mail is signed or encrypted; a change of its content would break that.")
    if found.ambiguities or found.problems:
        yield _("This mail is built in an unusual way; it was left as it is.")


def is_signed_header(header: bytes) -> bool:
    """Whether the header, and mostly the body with it, is signed (DKIM, ARC)."""
    return any(field.name in _SIGNED_FIELDS for field in fields(header))


def _types(found: Iterable[HeaderField]) -> frozenset[str]:
    return frozenset(parameterised(f.value).value for f in found if f.name == "content-type")
