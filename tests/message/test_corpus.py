"""Odd, malformed and damaged messages: none breaks us, takes long, or keeps a file from us."""

from __future__ import annotations

import pytest

from tests.message.corpus import NEEDS_CORPUS, messages
from tests.message.mutants import complaints, examiner, mutants

pytestmark = NEEDS_CORPUS

_BATCHES = 10
_BATCH = 500


def test_every_message_of_three_parsers_test_suites_is_looked_through() -> None:
    by = examiner()
    found = {name: complaints(by, octets) for name, octets in messages().items()}
    assert len(found) > 250
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("seed", range(_BATCHES))
def test_so_is_every_damaged_one(seed: int) -> None:
    by = examiner()
    wrong = {
        number: found
        for number, octets in enumerate(mutants(seed, _BATCH))
        if (found := complaints(by, octets))
    }
    assert wrong == {}
