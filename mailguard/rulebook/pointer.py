"""The table `[policy]` of the organisation's file: where its policy is fetched, who signs it."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from mailguard.config import Document, Problem
from mailguard.i18n import _
from mailguard.rulebook.sheet import Remote
from mailguard.signing import SigningError, public_octets

_BESIDE = frozenset({"policy", "directory"})
"""What may stand in a file whose policy is fetched."""


def remote_problems(document: Document, remote: Remote) -> Iterator[Problem]:
    """What is wrong with it."""
    if not _is_https(remote.url):
        sentence = _("“{word}” has to be an address that begins with https://.")
        yield document.problem(("policy", "url"), sentence.format(word=remote.url))
    try:
        public_octets(remote.public_key)
    except SigningError as error:
        yield document.problem(("policy", "public_key"), f"{error}.")
    for key in document.tree:
        if key not in _BESIDE:
            sentence = _("the policy is fetched, so “{key}” has to stand in that file.")
            yield document.problem((key,), sentence.format(key=key))


def _is_https(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme == "https" and bool(parts.hostname)
