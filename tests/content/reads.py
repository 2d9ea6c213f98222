"""Reads a file as the worker does, with time enough unless a test says otherwise."""

from __future__ import annotations

from functools import cache

from mailguard.content.allowance import Allowance
from mailguard.content.filetype import FileTypes
from mailguard.content.reading import content_of
from mailguard.domain.content import Content, Veil


@cache
def file_types() -> FileTypes:
    """Loaded once."""
    return FileTypes()


def read(octets: bytes, name: str = "file", allowance: Allowance | None = None) -> Content:
    """The content of a file."""
    types = file_types()
    allowance = allowance or Allowance(lambda: False)
    return content_of(octets, name, types.of(octets), types, allowance)


def hidden(content: Content, veil: Veil) -> list[tuple[str, str, int]]:
    """Where, sample and count of each part that is hidden in this way."""
    return [(part.where, part.sample, part.count) for part in content.hidden if part.veil is veil]


def veils(content: Content) -> set[Veil]:
    """In which ways something is hidden."""
    return {part.veil for part in content.hidden}
