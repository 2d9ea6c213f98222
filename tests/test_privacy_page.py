"""docs/privacy.md names a key for each thing that is kept, and the key is there."""

from __future__ import annotations

import re
from functools import reduce
from pathlib import Path

from mailguard.configuration import Configuration

PAGE = Path(__file__).parent.parent / "docs" / "privacy.md"
ROW = re.compile(r"^\| .* \| .* \| (\d+) days?.* \| `([a-z._]+)` \| .* \|$", re.MULTILINE)


def test_every_row_has_a_key_with_this_default() -> None:
    rows = ROW.findall(PAGE.read_text(encoding="utf-8"))
    assert len(rows) == 7
    for days, key in rows:
        value: object = reduce(getattr, key.split("."), Configuration())
        assert value == float(days), key
