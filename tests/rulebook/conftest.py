"""What the tests of the rulebook stand on."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rulebook.installations import Installation


@pytest.fixture
def installation(tmp_path: Path) -> Installation:
    """One in which no file of a policy lies yet."""
    return Installation(tmp_path)
