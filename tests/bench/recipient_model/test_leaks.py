"""Wrong recipients, made as auto-completion makes them."""

from __future__ import annotations

import random

from mailguard.domain.recipient import Field
from tests.bench.recipient_model.leaks import AddressBook, with_leak
from tests.mails import a_mail

HANAKO, HANA, KENJI = "hanako@acme.example", "hana@other.example", "kenji@acme.example"


class _Chance(random.Random):
    """Draws what was asked for: above 0.2 a known address, below it a stranger's."""

    def __init__(self, drawn: float) -> None:
        super().__init__(1)
        self._drawn = drawn

    def random(self) -> float:
        return self._drawn


def _book(drawn: float, *strangers: str) -> AddressBook:
    book = AddressBook(strangers, _Chance(drawn))
    book.add([HANAKO, HANA, KENJI])
    return book


def test_a_known_address_that_begins_alike_is_taken_first() -> None:
    assert _book(0.9).wrong(HANAKO, frozenset({HANAKO})) == HANA


def test_where_none_begins_alike_any_known_address_is_taken() -> None:
    assert _book(0.9).wrong(KENJI, frozenset({KENJI, HANA})) == HANAKO


def test_nobody_who_is_there_is_wrong() -> None:
    assert _book(0.9).wrong(HANAKO, frozenset({HANAKO, HANA, KENJI})) is None


def test_a_stranger_is_nobody_from_the_address_book() -> None:
    assert _book(0.1, KENJI, "new@far.example").wrong(HANAKO, frozenset()) == "new@far.example"


def test_a_leak_is_added_where_the_right_one_stands_or_takes_its_place() -> None:
    mail = a_mail(to=[KENJI], cc=[HANAKO])
    added = with_leak(mail, HANAKO, HANA, swapped=False).recipients
    swapped = with_leak(mail, HANAKO, HANA, swapped=True).recipients
    assert [str(r.address) for r in added] == [KENJI, HANAKO, HANA]
    assert [str(r.address) for r in swapped] == [KENJI, HANA]
    assert swapped[1].field is Field.CC
