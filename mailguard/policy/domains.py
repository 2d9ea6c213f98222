"""Domains as policies list them: each covers its sub-domains, in Unicode or as an A-label."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache


def is_under(domain: str, listed: Iterable[str]) -> bool:
    """Whether `domain` is one of those listed, or a sub-domain of one."""
    name = plain(domain)
    return any(name == one or name.endswith(f".{one}") for one in map(plain, listed) if one)


@lru_cache(maxsize=8192)
def plain(domain: str) -> str:
    """A domain as it is compared: lower case, in ASCII, without an at sign or dots around it."""
    bare = domain.casefold().strip(" .").removeprefix("@")
    try:
        return bare if bare.isascii() else bare.encode("idna").decode()
    except UnicodeError:
        return bare
