"""Goes through a typed value to its texts, each with the key by which it stands in the file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from mailguard.toml_lines import KeyPath


class Word(msgspec.Struct, frozen=True):
    """One text: where it stands, and whose setting it is."""

    path: KeyPath
    owner: type[Any]
    field: str  # of the owner
    text: str


def words(value: msgspec.Struct, path: KeyPath = ()) -> Iterator[Word]:
    """Every text below `value`, which stands at `path`."""
    kind = type(value)
    for name, key in zip(kind.__struct_fields__, kind.__struct_encode_fields__, strict=True):
        yield from _below(getattr(value, name), (*path, key), kind, name)


def _below(value: Any, path: KeyPath, owner: type[Any], field: str) -> Iterator[Word]:
    if isinstance(value, msgspec.Struct):
        yield from words(value, path)
    elif type(value) is str:  # the words of an enum are right already
        yield Word(path, owner, field, value)
    elif isinstance(value, tuple | list | dict):
        steps = value.items() if isinstance(value, dict) else enumerate(value)
        for step, inner in steps:
            yield from _below(inner, (*path, step), owner, field)
