"""Fields of an entity replaced: what a changed body has to say of itself."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from mailguard.domain.mail import Edit, Span
from mailguard.message.header import Octets, fields

Lines = Mapping[str, bytes]
"""Name of a field, lower case → its line, with its line end."""


def with_fields(
    octets: Octets, header: Span, lines: Lines, gone: Collection[str] = ()
) -> Iterator[Edit]:
    """These fields give way in their place or come behind the others; those of `gone` go.

    `header` ends behind its blank line, where it has one.
    """
    told: set[str] = set()
    end = header.start
    for field in fields(bytes(octets[header.start : header.end]), header.start):
        end = field.span.end
        if field.name in lines:
            yield Edit(field.span, b"" if field.name in told else lines[field.name])
            told.add(field.name)
        elif field.name in gone:
            yield Edit(field.span)
    new = b"".join(line for name, line in lines.items() if name not in told)
    if end == header.end:  # there is no blank line
        new += b"\r\n"
    if new:
        yield Edit(Span(end, end), new)
