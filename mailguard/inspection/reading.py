"""A message's parts, read: its text, its files, and what of it could not be read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from mailguard.content.filetype import FileTypes
from mailguard.domain.content import Content
from mailguard.domain.mail import Attachment, MailKind, Text
from mailguard.i18n import _
from mailguard.inspection.attachments import ATTACHMENT_LIMIT, Opened, attachment_of, opened
from mailguard.inspection.budget import Budget
from mailguard.inspection.contents import Contents
from mailguard.inspection.names import name_of
from mailguard.message.body import Body, body_of, leaves
from mailguard.message.kind import kind_of
from mailguard.message.parts import Part, structure
from mailguard.message.signature import UsualEnding
from mailguard.message.text import source_of, text_of_parts
from mailguard.message.transfer import ends_early

_CONTENT_SHARE = 0.75  # of the time: the checks need some as well
_CONTENT_ID = re.compile(r"cid:([^\"'\s<>)]{1,200})", re.IGNORECASE)


class Reading(msgspec.Struct, frozen=True):
    """What the octets below the header hold."""

    kind: MailKind
    text: Text
    attachments: tuple[Attachment, ...]
    contents: tuple[Content, ...]  # of each attachment
    parts: tuple[tuple[str, str, bytes], ...]  # media type, file name, digest of each leaf
    problems: tuple[str, ...]  # what could not be read, as sentences
    ambiguities: tuple[str, ...]  # where other programs may show other things, as sentences
    is_signed: bool


def read(
    octets: memoryview,
    *,
    is_automatic: bool,
    types: FileTypes,
    budget: Budget,
    usual: UsualEnding | None = None,
) -> Reading:
    """Reads a whole message; `is_automatic` as in `kind_of`, `usual` as in `text_of_parts`.

    Never raises for what it holds.
    """
    tree = structure(octets)
    body = body_of(tree.root)
    texts = text_of_parts(octets, body.texts, usual)
    files = _Files(octets, body, types, budget)
    parts = [files.take(part) for part in leaves(tree.root)]
    return Reading(
        kind_of(tree.root, is_automatic=is_automatic),
        texts.text,
        tuple(files.attachments),
        tuple(files.contents),
        tuple(parts),
        (*tree.problems, *texts.problems, *_unread(body), *files.problems),
        (*tree.ambiguities, *texts.ambiguities, *files.ambiguities),
        is_signed=body.is_signed or texts.is_signed,
    )


class _Files:
    """Takes one leaf after the other: each is decoded once, and let go before the next."""

    def __init__(self, octets: memoryview, body: Body, types: FileTypes, budget: Budget) -> None:
        files = body.files[:ATTACHMENT_LIMIT]
        self.attachments: list[Attachment] = []
        self.contents: list[Content] = []
        self.problems: list[str] = []
        self.ambiguities: list[str] = []
        self._octets = octets
        self._types = types
        self._budget = budget
        self._inside = Contents(types, budget.share(_CONTENT_SHARE))
        self._indexes = {id(part): index for index, part in enumerate(files)}
        self._shown = _shown_within(octets, files, body.texts)

    def take(self, part: Part) -> tuple[str, str, bytes]:
        """Media type, file name and digest; a file becomes an attachment with its content."""
        index = self._indexes.get(id(part))
        found = opened(self._octets, part, self._budget, keep=index is not None)
        if index is not None:
            self._attach(part, index, found)
        return part.media_type, part.facts.file_name, found.sha256

    def _attach(self, part: Part, index: int, found: Opened) -> None:
        name = name_of(part, index)
        real_type = self._types.of(found.start)
        content = self._inside.of(found.octets, name, part.media_type, real_type)
        inline = part.facts.content_id in self._shown
        self.contents.append(content)
        self.attachments.append(
            attachment_of(part, index, found, real_type, content, inline=inline)
        )
        if not found.sha256:
            sentence = _("“{name}” is too large to be checked to its end.")
            self.problems.append(sentence.format(name=name))
        if ends_early(self._octets[part.body.start : part.body.end], part.facts.encoding):
            sentence = _("“{name}” goes on where some mail programs stop reading it.")
            self.ambiguities.append(sentence.format(name=name))


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
