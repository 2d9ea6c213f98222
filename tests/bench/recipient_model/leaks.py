"""Makes wrong recipients as a mail program's auto-completion does ("3g-address", Carvalho 2007)."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from mailguard.domain.address import Address
from mailguard.domain.mail import Mail
from mailguard.domain.recipient import Recipient

_UNSEEN = 0.2  # of the wrong addresses are in nobody's address book
_TRIED = 30


class AddressBook:
    """Whom a user wrote to or heard from, by the letters their addresses begin with."""

    def __init__(self, strangers: Sequence[str], chance: random.Random) -> None:
        self._strangers = strangers
        self._chance = chance
        self._known: dict[str, None] = {}
        self._by_start: dict[str, list[str]] = {}

    def add(self, keys: Iterable[str]) -> None:
        """These are known from now on."""
        for key in keys:
            if key not in self._known:
                self._known[key] = None
                for length in (0, 1, 2, 3):
                    self._by_start.setdefault(key[:length], []).append(key)

    def wrong(self, right: str, present: frozenset[str]) -> str | None:
        """Somebody who may be mistaken for `right`: 3 letters alike, else 2, 1, none."""
        if self._chance.random() >= _UNSEEN:
            for length in (3, 2, 1, 0):
                offered = [k for k in self._by_start.get(right[:length], ()) if k not in present]
                if offered:
                    return self._chance.choice(offered)
        some = self._chance.sample(self._strangers, min(_TRIED, len(self._strangers)))
        return next((k for k in some if k not in self._known and k not in present), None)


def with_leak(mail: Mail, right: str, wrong: str, *, swapped: bool) -> Mail:
    """The mail with `wrong` beside `right`, or in its place. It has no display name."""
    of_right = next(r for r in mail.recipients if r.address.key == right)
    stranger = Recipient(Address.parse(wrong), of_right.field, of_right.kind, wrong)
    kept = tuple(r for r in mail.recipients if not swapped or r.address.key != right)
    return replace(mail, recipients=(*kept, stranger))
