"""Parts of a message that give way to others, or go; every octet of the other parts stays."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from mailguard.domain.mail import Edit, Source, Span
from mailguard.message.entity_edits import with_fields
from mailguard.message.header import Octets
from mailguard.message.parts import Part
from mailguard.message.writing import parameterised

_EMPTY = b"Content-Type: text/plain\r\n\r\n"
# What was said of the old content.
_GONE = frozenset({"content-description", "content-md5", "content-location", "content-length",
                   "content-language", "content-duration", "content-features"})  # fmt: skip


def replaced(
    octets: Octets, part: Part, media_type: str, name: str, base64: Source
) -> Iterator[Edit]:
    """The file of a part gives way to another, whose octets lie encoded in a file.

    Raises UnwritableError.
    """
    lines = {
        "content-type": parameterised("Content-Type", media_type, {"name": name}),
        "content-disposition": parameterised(
            "Content-Disposition", "attachment", {"filename": name}
        ),
        "content-transfer-encoding": b"Content-Transfer-Encoding: base64\r\n",
    }
    yield from with_fields(octets, part.header, lines, _GONE)
    yield Edit(part.body, file=base64)


def removed(root: Part, gone: Collection[Part]) -> Iterator[Edit]:
    """What takes these parts out, each with a delimiter; no multipart is left without a part."""
    names = {id(part) for part in gone}
    for container in root.walk():
        children = container.children
        leaving = [id(child) in names for child in children]
        if container.media_type == "message/rfc822" or not any(leaving):
            continue
        if all(leaving):
            yield Edit(Span(children[0].header.start, children[0].body.end), _EMPTY)
            leaving[0] = False
        for index, leaves in enumerate(leaving):
            if leaves and not all(leaving[:index]):
                yield Edit(Span(children[index - 1].body.end, children[index].body.end))
            elif leaves:
                yield Edit(Span(children[index].header.start, children[index + 1].header.start))
