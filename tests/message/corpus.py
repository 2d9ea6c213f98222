"""Messages of three MIME parsers' test suites, which lie beside the project."""

from __future__ import annotations

import tarfile
from functools import cache
from pathlib import Path

import pytest

CORPUS = Path(__file__).parents[3] / "shared" / "data" / "mime-corpus.tar.xz"

NEEDS_CORPUS = pytest.mark.skipif(
    not CORPUS.exists(), reason=f"the MIME corpus is not beside the project: {CORPUS}"
)


@cache
def messages() -> dict[str, bytes]:
    """The octets of each message, by its name in the archive."""
    found: dict[str, bytes] = {}
    with tarfile.open(CORPUS) as archive:
        for member in archive:
            file = archive.extractfile(member) if member.isfile() else None
            if file is not None and member.name.endswith((".eml", ".msg")):
                found[member.name] = file.read()
    return found
