"""Address books of every kind, as cards."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from mailguard.domain.lesson import Card
from mailguard.knowledge.lessons import OrganisationOf
from mailguard.knowledge.sources.cards import people_in_cards
from mailguard.knowledge.sources.finding import Kind
from mailguard.knowledge.sources.ldif import people_in_ldif
from mailguard.knowledge.sources.people import BookEntry
from mailguard.knowledge.sources.tables import people_in_table

_READERS: dict[Kind, Callable[[Path], Iterator[BookEntry]]] = {
    Kind.CARDS: people_in_cards,
    Kind.LDIF: people_in_ldif,
    Kind.TABLE: people_in_table,
}


def cards_in(path: Path, kind: Kind, organisation_of: OrganisationOf) -> Iterator[Card]:
    """Everybody in an address book. Raises OSError, csv.Error, ValueError: it is none."""
    for person in _READERS[kind](path):
        for address in person.addresses:
            yield Card(address.key, organisation_of(address), person.names, person.company)
