"""The engine's memory: lessons wait for each other, and never stop anybody."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from mailguard.domain.recipient import Acquaintance
from mailguard.knowledge.memory import KnowledgeMemory
from tests.knowledge.learning import HANAKO, MONDAY, TUESDAY, known, path_in, sent
from tests.mails import a_mailbox, an_address


async def met(folder: Path, *meetings: tuple[str, datetime]) -> None:
    memory = KnowledgeMemory(path_in(folder))
    for text, at in meetings:
        memory.met([a_mailbox(text)], at)
    await memory.close()


def acquaintance(folder: Path) -> Acquaintance | None:
    with known(folder) as reader:
        return reader.acquaintance(an_address(HANAKO))


async def test_who_was_written_to_is_known(tmp_path: Path) -> None:
    await met(tmp_path, ("Hana <hanako@acme.example>", TUESDAY), ("HANAKO@acme.example", MONDAY))
    await met(tmp_path, ("hanako@acme.example.", MONDAY))
    assert acquaintance(tmp_path) == Acquaintance(3, TUESDAY, "Hana")


async def test_a_whole_mail_teaches_more(tmp_path: Path) -> None:
    memory = KnowledgeMemory(path_in(tmp_path))
    memory.met([a_mailbox(HANAKO)], MONDAY)
    memory.learn(sent())
    await memory.close()
    with known(tmp_path) as reader:
        assert reader.acquaintance(an_address(HANAKO)) == Acquaintance(2, MONDAY)
        assert reader.known_domain("acme.example") is not None


async def test_a_full_batch_is_written_without_waiting(tmp_path: Path) -> None:
    memory = KnowledgeMemory(path_in(tmp_path), wait=3600, batch=2)
    memory.met([a_mailbox(HANAKO)], MONDAY)
    memory.met([a_mailbox(HANAKO)], MONDAY)
    memory._thread.submit(lambda: None).result()  # what was handed to the thread is done
    assert acquaintance(tmp_path) == Acquaintance(2, MONDAY)
    await memory.close()


async def test_a_file_that_cannot_be_written_stops_nobody(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    await met(tmp_path / "missing", ("hanako@acme.example", MONDAY))
    assert "could not be learned" in caplog.text
    assert "hanako" not in caplog.text
