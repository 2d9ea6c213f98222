"""Ids of entries."""

from __future__ import annotations

import re
import time

import pytest

from mailguard.spool import identifier
from mailguard.spool.identifier import new_id


def test_an_id_is_short_enough_to_type_and_has_no_letter_that_is_misread() -> None:
    assert re.fullmatch(r"[0-9a-hjkmnp-tv-z]{16}", new_id())


def test_ids_of_one_moment_differ() -> None:
    assert len({new_id() for _ in range(1000)}) == 1000


def test_ids_sort_by_time(monkeypatch: pytest.MonkeyPatch) -> None:
    moments = [0, 1, 31, 32, 1 << 20, (1 << 48) - 1]
    ids = []
    for moment in moments:
        monkeypatch.setattr(time, "time_ns", lambda moment=moment: moment * 1_000_000)
        ids.append(identifier.new_id())
    assert ids == sorted(ids)
    assert len(set(ids)) == len(ids)
