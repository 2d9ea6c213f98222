"""A mail that is attached to another: its text, and what is attached to it in turn."""

from __future__ import annotations

from collections.abc import Callable

from mailguard.content.allowance import Allowance
from mailguard.content.filetype import START, FileTypes
from mailguard.content.harvest import Harvest
from mailguard.content.reading import content_of
from mailguard.content.unread import UnreadError, too_deep, too_large
from mailguard.domain.content import Content
from mailguard.inspection.names import name_of
from mailguard.message.body import body_of
from mailguard.message.header import HEADER_LIMIT, header_end
from mailguard.message.heading import heading_of
from mailguard.message.parts import Part, structure
from mailguard.message.text import text_of_parts
from mailguard.message.transfer import decoded_start

SIZE_LIMIT = 32 * 1024 * 1024
"""Decoded octets of a file that is looked into."""

_TYPES = ("message/rfc822", "message/global", "message/news")


def is_mail(declared_type: str, real_type: str, name: str) -> bool:
    """Whether a file is a mail, or what a mail program takes for one."""
    text = real_type.startswith(("text/", "message/")) or not real_type
    return declared_type in _TYPES or real_type in _TYPES or (text and name.endswith(".eml"))


def content_of_mail(
    octets: bytes, name: str, types: FileTypes, allowance: Allowance, depth: int = 0
) -> Content:
    """What is written in the mail, and what is in its files. Raises what their readers raise."""

    def inner(octets: bytes, name: str, declared_type: str = "") -> tuple[str, Content]:
        kind = types.of(octets[:START])
        if is_mail(declared_type, kind, name):
            return kind, content_of_mail(octets, name, types, allowance, depth + 1)
        return kind, content_of(octets, name, kind, types, allowance)

    harvest = Harvest(name, allowance, inner)
    try:
        if depth > allowance.depth:
            raise too_deep()
        _read(octets, harvest, inner)
    except UnreadError as error:
        harvest.fail(error)
    return harvest.content()


def _read(
    octets: bytes, harvest: Harvest, inner: Callable[[bytes, str, str], tuple[str, Content]]
) -> None:
    """Raises UnreadError where it cannot be read to its end."""
    subject = heading_of(octets[: header_end(octets, 0, min(len(octets), HEADER_LIMIT))]).subject
    tree = structure(octets)
    body = body_of(tree.root)
    texts = text_of_parts(octets, body.texts)
    harvest.is_encrypted |= body.is_encrypted
    harvest.head(subject)
    harvest.say("\n".join((subject, texts.text.new, texts.text.quoted)))
    for index, part in enumerate(body.files):
        decoded = _decoded(octets, part, harvest.allowance)
        kind, content = inner(decoded, name_of(part, index), part.media_type)
        name = harvest.list_file(name_of(part, index), len(decoded), kind)
        harvest.merge(name, content)
    for problem in (*tree.problems, *texts.problems):
        harvest.fail(problem)


def _decoded(octets: bytes, part: Part, allowance: Allowance) -> bytes:
    """Raises UnreadError for more than is allowed."""
    allowance.enter()
    encoded = octets[part.body.start : part.body.end]
    decoded = decoded_start(encoded, part.facts.encoding, SIZE_LIMIT + 1)
    allowance.take(len(decoded))
    if len(decoded) > SIZE_LIMIT:
        raise too_large()
    return decoded
