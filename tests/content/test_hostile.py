"""Files made to harm end as unread, soon and within the worker's memory; never as clean."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from mailguard.inspection.limits import MEMORY
from tests.content.hostile import BOMBS

SECONDS = 10


class Ending(NamedTuple):
    """How reading a file ended."""

    name: str
    unread: str
    seconds: float
    peak: int
    text: str


@pytest.fixture(scope="module")
def endings(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Ending]:
    """All files, read one after the other in one process with the worker's limits."""
    folder = tmp_path_factory.mktemp("hostile")
    for name, make in BOMBS.items():
        (folder / name).write_bytes(make())
    root = Path(__file__).parent.parent.parent
    done = subprocess.run(
        [sys.executable, "-m", "tests.content.confined", str(folder)],
        cwd=root,
        capture_output=True,
        check=False,
        timeout=110,
    )
    lines = [Ending(*json.loads(line)) for line in done.stdout.splitlines()]
    return {ending.name: ending for ending in lines}


@pytest.mark.parametrize("name", BOMBS)
def test_it_ends_as_unread_soon_and_in_little_memory(name: str, endings: dict[str, Ending]) -> None:
    assert name in endings, "it took the process along"
    ending = endings[name]
    assert ending.unread
    assert "{" not in ending.unread
    assert ending.seconds <= SECONDS
    assert ending.peak <= MEMORY


def test_nothing_from_this_computer_comes_in(endings: dict[str, Ending]) -> None:
    assert "localhost" not in endings["entity.docx"].text
