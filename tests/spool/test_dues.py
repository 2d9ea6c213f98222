"""When the next message is due, without asking the database each time."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from mailguard.spool.dues import Dues, First
from tests.spool.builders import ACCOUNT, NOON

LATER = NOON + timedelta(minutes=1)


class Table:
    """The due times that are committed, and how often they were looked up."""

    def __init__(self) -> None:
        self.due: dict[str, int] = {}
        self.looks = 0

    def look_up(self, account: str) -> First | None:
        assert account == ACCOUNT
        self.looks += 1
        return min(((NOON + timedelta(seconds=at), i) for i, at in self.due.items()), default=None)


def test_nothing_that_waits_is_known_after_one_look() -> None:
    table = Table()
    dues = Dues(table.look_up)
    assert [dues.first(ACCOUNT) for _ in range(3)] == [None] * 3
    dues.changed(ACCOUNT, "a", LATER)
    dues.changed(ACCOUNT, "b", NOON)
    assert dues.first(ACCOUNT) == NOON
    assert table.looks == 1


def test_when_the_first_one_goes_it_looks_again() -> None:
    table = Table()
    dues = Dues(table.look_up)
    assert dues.first(ACCOUNT) is None
    dues.changed(ACCOUNT, "a", NOON)
    dues.changed(ACCOUNT, "a", None)
    table.due["b"] = 60
    assert dues.first(ACCOUNT) == LATER
    assert table.looks == 2


_CHANGES = st.lists(
    st.tuples(st.sampled_from("abc"), st.none() | st.integers(0, 5), st.booleans(), st.booleans())
)


@given(_CHANGES)
def test_once_all_changes_are_told_it_says_what_the_table_says(
    changes: list[tuple[str, int | None, bool, bool]],
) -> None:
    """Each change is committed, and told some time later; anybody may ask at any time."""
    table = Table()
    dues = Dues(table.look_up)
    untold: list[tuple[str, int | None]] = []

    def tell() -> None:
        for entry_id, at in untold:
            dues.changed(ACCOUNT, entry_id, None if at is None else NOON + timedelta(seconds=at))
        untold.clear()

    for entry_id, at, is_told, is_asked in changes:
        table.due.pop(entry_id, None)
        if at is not None:
            table.due[entry_id] = at
        untold.append((entry_id, at))
        if is_told:
            tell()
        if is_asked:
            dues.first(ACCOUNT)
    tell()
    first = Table.look_up(table, ACCOUNT)
    assert dues.first(ACCOUNT) == (first[0] if first else None)
