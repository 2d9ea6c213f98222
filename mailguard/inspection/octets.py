"""The octets of a message in its spool file, without reading them into memory."""

from __future__ import annotations

import mmap
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from mailguard.domain.mail import Source

Octets = TypeVar("Octets", bytes, memoryview)

_SMALL = 256 * 1024  # read at once: cheaper than a map


@contextmanager
def message_octets(source: Source) -> Iterator[memoryview]:
    """The octets that `source` names. Raises OSError, also where the file is shorter."""
    with Path(source.path).open("rb", buffering=0) as file:
        if source.length <= _SMALL:
            file.seek(source.offset)
            with memoryview(_whole(file.read(source.length), source)) as octets:
                yield octets
            return
        with (
            mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as mapped,
            memoryview(mapped) as everything,
            everything[source.offset : source.offset + source.length] as octets,
        ):
            yield _whole(octets, source)


def _whole(octets: Octets, source: Source) -> Octets:
    if len(octets) != source.length:
        raise OSError(f"{len(octets)} instead of {source.length} octets")
    return octets
