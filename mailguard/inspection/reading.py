"""A message's parts, read: its text, its files, and what of it could not be read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from mailguard.content.filetype import FileTypes
from mailguard.domain.mail import Attachment, MailKind, Span, Text
from mailguard.i18n import _
from mailguard.inspection.attachments import (
    ATTACHMENT_LIMIT,
    Content,
    attachment_of,
    content_of,
    name_of,
)
from mailguard.inspection.budget import Budget
from mailguard.message.body import Body, body_of, leaves
from mailguard.message.kind import kind_of
from mailguard.message.parts import Part, structure
from mailguard.message.text import source_of, text_of_parts

_CONTENT_ID = re.compile(r"cid:([^\"'\s<>)]{1,200})", re.IGNORECASE)


class Reading(msgspec.Struct, frozen=True):
    """What the octets below the header hold."""

    kind: MailKind
    text: Text
    attachments: tuple[Attachment, ...]
    parts: tuple[tuple[str, str, bytes], ...]  # media type, file name, digest of each leaf
    problems: tuple[str, ...]  # what could not be read, as sentences
    ambiguities: tuple[str, ...]  # where other programs may show other things, as sentences
    is_signed: bool


def read(octets: memoryview, *, is_automatic: bool, types: FileTypes, budget: Budget) -> Reading:
    """Reads a whole message; `is_automatic` as in `kind_of`. Never raises for what it holds."""
    tree = structure(octets)
    body = body_of(tree.root)
    texts = text_of_parts(octets, body.texts)
    found = {part.body: content_of(octets, part, budget) for part in leaves(tree.root)}
    files = body.files[:ATTACHMENT_LIMIT]
    shown = _shown_within(octets, files, body.texts)
    attachments = tuple(
        attachment_of(part, index, found[part.body], types, inline=part.facts.content_id in shown)
        for index, part in enumerate(files)
    )
    return Reading(
        kind_of(tree.root, is_automatic=is_automatic),
        texts.text,
        attachments,
        tuple(
            (part.media_type, part.facts.file_name, found[part.body].sha256)
            for part in leaves(tree.root)
        ),
        (*tree.problems, *texts.problems, *_unread(body), *_too_large(files, found)),
        (*tree.ambiguities, *texts.ambiguities),
        is_signed=body.is_signed or texts.is_signed,
    )


def _unread(body: Body) -> Iterator[str]:
    if body.is_encrypted:
        yield _("This mail is encrypted; its content was not checked.")
    if body.is_sealed:
        yield _("This mail lies within its signature; its content was not checked.")
    if body.is_elsewhere:
        yield _("A part of this mail lies elsewhere; it was not checked.")
    if len(body.files) > ATTACHMENT_LIMIT:
        yield _("This mail has too many attachments; only the first were checked.")


def _shown_within(
    octets: memoryview, files: Sequence[Part], texts: Iterable[Part]
) -> frozenset[str]:
    """The Content-IDs of pictures that the text shows: they are no files to the reader."""
    ids = {p.facts.content_id for p in files if _is_picture(p) and p.facts.content_id}
    if not ids:
        return frozenset()
    pages = [source_of(octets, p)[0] for p in texts if p.media_type == "text/html"]
    return frozenset(ids.intersection(_CONTENT_ID.findall("\n".join(pages))))


def _is_picture(part: Part) -> bool:
    return part.media_type.startswith("image/") and part.facts.disposition.value != "attachment"


def _too_large(files: Sequence[Part], found: Mapping[Span, Content]) -> Iterator[str]:
    for index, part in enumerate(files):
        if not found[part.body].sha256:
            sentence = _("“{name}” is too large to be checked to its end.")
            yield sentence.format(name=name_of(part, index))
