"""What is attached: names, types, sizes, and the text within. Pictures of the text are left out."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import msgspec

from mailguard.domain.condition import Extent, OfAttachments
from mailguard.domain.content import Content
from mailguard.domain.mail import Attachment
from mailguard.i18n import _
from mailguard.names.wordlist import folded
from mailguard.policy.conditions.evidence import Evidence
from mailguard.policy.conditions.words import found_in
from mailguard.policy.media import endings_of
from mailguard.policy.view import View
from mailguard.policy.wildcard import fits


class _Member(msgspec.Struct, frozen=True):
    """A file, or one within an archive."""

    name: str
    real_type: str


def holds(condition: OfAttachments, view: View) -> Evidence | None:
    """Whether any file fits, or all; so many, and so large together. Raises UndecidedError."""
    files = [(attachment, content) for _index, attachment, content in view.files]
    fitting = [
        (attachment, evidence)
        for attachment, content in files
        if (evidence := _evidence(condition, attachment, content, view)) is not None
    ]
    if condition.match is Extent.ALL and len(fitting) < len(files):
        return None
    if len(fitting) < condition.files:
        return None
    total, limit = sum(each.size for each, _evidence in fitting), condition.total_larger_than
    if limit is not None and total <= limit:
        return None
    return tuple(text for _attachment, evidence in fitting for text in evidence)


def _evidence(
    condition: OfAttachments, attachment: Attachment, content: Content, view: View
) -> Evidence | None:
    """Why one file fits; None: it does not."""
    if not _is_so(condition, attachment, content):
        return None
    member = _member(condition, attachment, content)
    if member is None:
        return None
    shown = attachment.name if member == attachment.name else f"{attachment.name}: {member}"
    if not (condition.words or condition.pattern):
        return (shown,)
    found = found_in(content.text, condition.words, condition.pattern, view)
    sentence = _("“{word}” in {name}")
    return found and tuple(sentence.format(word=word, name=shown) for word in found)


def _is_so(condition: OfAttachments, attachment: Attachment, content: Content) -> bool:
    encrypted = attachment.encrypted or content.is_encrypted
    least = condition.larger_than
    return (condition.encrypted is None or condition.encrypted is encrypted) and (
        least is None or attachment.size > least
    )


def _member(condition: OfAttachments, attachment: Attachment, content: Content) -> str | None:
    """The name of the file, or of one within it, that has the name and the type asked for."""
    members = _members(attachment, content)
    return next((each.name for each in members if _is_called(condition, each)), None)


def _members(attachment: Attachment, content: Content) -> Iterator[_Member]:
    yield _Member(attachment.name, attachment.real_type or attachment.declared_type)
    yield from (_Member(each.name, each.real_type) for each in content.files)


def _is_called(condition: OfAttachments, member: _Member) -> bool:
    base = member.name.rpartition("/")[2]
    return (not condition.name or any(fits(each, base) for each in condition.name)) and (
        not condition.type or any(_is_of(each, member) for each in condition.type)
    )


def _is_of(wanted: str, member: _Member) -> bool:
    """Whether a file is of a media type, or has an ending: by its name, or by its octets."""
    if "/" in wanted:
        return fits(wanted, member.real_type)
    ending = folded(wanted).lstrip(".")
    name = _folded(member.name)
    return name.endswith(f".{ending}") or ending in endings_of(member.real_type)


@lru_cache(maxsize=64)
def _folded(name: str) -> str:
    return folded(name)
