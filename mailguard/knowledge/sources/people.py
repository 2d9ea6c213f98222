"""People in address books, as their programs write them: what all of them have in common."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import msgspec

from mailguard.domain.address import Address, AddressError

_ADDRESS = re.compile(r"[^\s<>,;\"'()\[\]:]+@[^\s<>,;\"'()\[\]:]+")
_NAME_LIMIT = 200


class BookEntry(msgspec.Struct, frozen=True):
    """Somebody with one address or several."""

    addresses: tuple[Address, ...]
    names: tuple[str, ...] = ()
    company: str = ""


def entry_of(
    addresses: Iterable[str], names: Iterable[str], company: str = ""
) -> Iterator[BookEntry]:
    """An entry, if there is an address in it."""
    found = tuple(dict.fromkeys(address for text in addresses for address in _parsed(text)))
    if found:
        told = dict.fromkeys(filter(None, (" ".join(name.split()) for name in names)))
        yield BookEntry(
            found, tuple(name[:_NAME_LIMIT] for name in told), company.strip()[:_NAME_LIMIT]
        )


def whole_name(family: str, given: str) -> str:
    """A name of two parts, as it is read in the script it is written in."""
    if not (family and given):
        return family or given
    return f"{given} {family}" if family.isascii() and given.isascii() else f"{family} {given}"


def _parsed(text: str) -> Iterator[Address]:
    for match in _ADDRESS.findall(text):
        try:
            yield Address.parse(match.removeprefix("mailto:"))
        except AddressError:
            continue
