"""What an entity's header says about its body (RFC 2045, RFC 2183)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import msgspec

from mailguard.domain.shown import shown
from mailguard.i18n import _
from mailguard.message.ambiguity import damaged, is_broken
from mailguard.message.header import FIELD_LIMIT, fields
from mailguard.message.parameters import NONE, Parameterised, names_differ, parameterised
from mailguard.message.transfer import ENCODINGS, IDENTITY

BOUNDARY_LIMIT = 250
"""Octets of a delimiter (RFC 2046 §5.1.1: 70). Some programs compare only the first of more."""

# Registered; some programs take any other for a mail.
_MESSAGES = re.compile(
    r"message/(?:rfc822|global(?:-headers|-delivery-status|-disposition-notification)?|news|partial"
    r"|external-body|delivery-status|disposition-notification|feedback-report|tracking-status"
    r"|imdn\+xml|cpim|sip|sipfrag|http|s-http|vnd\.[\w.+-]{1,60})"
)
_ONCE = ("content-type", "content-disposition", "content-transfer-encoding", "content-id")


class Facts(msgspec.Struct, frozen=True):
    """What was said, and what of it could not be read or is doubtful, as sentences."""

    type: Parameterised
    disposition: Parameterised
    encoding: str  # Content-Transfer-Encoding, lower case
    content_id: str  # without its brackets
    problems: tuple[str, ...] = ()
    ambiguities: tuple[str, ...] = ()

    @property
    def file_name(self) -> str:
        """The name as it came, decoded; "" where none is given."""
        names = (self.disposition.parameters.get("filename"), self.type.parameters.get("name"))
        return names[0] or names[1] or ""

    @property
    def boundary(self) -> bytes:
        """What a multipart's delimiters consist of; b"" where nothing is given."""
        return self.type.parameters.get("boundary", "").rstrip().encode("utf-8", "replace")


def facts_of(header: bytes, default_type: str) -> Facts:
    """What `header` says; `default_type` where it names no type. Never raises."""
    values: dict[str, bytes] = {}
    seen: Counter[str] = Counter()
    problems: list[str] = []
    for number, field in enumerate(fields(header)):
        if number == FIELD_LIMIT:
            problems.append(_("The header is too long; only its beginning was checked."))
            break
        if field.name in _ONCE:
            seen[field.name] += 1
            values.setdefault(field.name, field.value)
    media_type = _type(values, default_type)
    disposition = _parameterised(values, "content-disposition")
    encoding = _parameterised(values, "content-transfer-encoding").value
    if encoding not in ENCODINGS:
        problems.append(_("A part of this mail is encoded in an unknown way; it was not checked."))
    content_id = values.get("content-id", b"").strip(b" \t\r\n<>").decode("latin-1")
    doubts = [damaged()] if is_broken(header) else []
    if len(seen) < seen.total() or media_type.doubtful or disposition.doubtful:
        doubts.append(_("A part of this mail says in two ways what it is; mail programs may show "
                        "either."))  # fmt: skip
    doubts += _contradictions(media_type, disposition, encoding)
    return Facts(media_type, disposition, encoding, content_id, tuple(problems), tuple(doubts))


def _contradictions(
    media_type: Parameterised, disposition: Parameterised, encoding: str
) -> Iterator[str]:
    """What is said once, but cannot be meant."""
    name = media_type.parameters.get("name")
    file_name = disposition.parameters.get("filename")
    if name and file_name and names_differ(name, file_name):
        sentence = _("One file has two names, “{one}” and “{other}”.")
        yield sentence.format(one=shown(file_name, 100), other=shown(name, 100))
    if media_type.value.startswith("message/") and not _MESSAGES.fullmatch(media_type.value):
        yield _("A part of this mail may be a mail of its own; mail programs may show what is in "
                "it or not.")  # fmt: skip
    if not media_type.value.startswith(("multipart/", "message/rfc822")):
        return
    if encoding in ENCODINGS - IDENTITY:
        yield _("A part of this mail that holds others is encoded as a whole; mail programs may "
                "not find what is in it.")  # fmt: skip
    boundary = media_type.parameters.get("boundary", "")
    if len(boundary) > BOUNDARY_LIMIT or boundary != boundary.rstrip():
        yield _("The parts of this mail are marked oddly; mail programs may not find all of them.")


def _parameterised(values: dict[str, bytes], name: str) -> Parameterised:
    return parameterised(values[name]) if name in values else NONE


def _type(values: dict[str, bytes], default: str) -> Parameterised:
    media_type = _parameterised(values, "content-type")
    if "/" in media_type.value:
        return media_type
    return msgspec.structs.replace(media_type, value=default)
