"""While one mail is looked through, what is known stays what it is."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from mailguard.inspection.domains import organisation_of
from mailguard.knowledge.reader import KnowledgeReader
from tests.knowledge.learning import HANAKO, known, learn, path_in, sent
from tests.mails import an_address


def test_what_is_learned_meanwhile_is_known_to_the_next_mail(tmp_path: Path) -> None:
    learn(tmp_path)
    with known(tmp_path) as reader:
        with reader.steady():
            assert reader.known_domain("beta.example") is None
            learn(tmp_path, sent())
            assert reader.acquaintance(an_address(HANAKO)) is None, "asked for the first time"
        with reader.steady():
            assert reader.acquaintance(an_address(HANAKO)) is not None


def test_a_question_asked_twice_is_answered_once(tmp_path: Path) -> None:
    learn(tmp_path, sent())
    asked: list[str] = []
    with closing(sqlite3.connect(path_in(tmp_path), isolation_level=None)) as connection:
        connection.set_trace_callback(asked.append)
        reader = KnowledgeReader(path_in(tmp_path), organisation_of, connection)
        with reader.steady():
            first, second = (reader.acquaintance(an_address(HANAKO)) for _ in range(2))
        assert first == second is not None
        assert len([statement for statement in asked if "contacts" in statement]) == 1
        assert not connection.in_transaction


def test_without_a_file_nothing_is_known_until_there_is_one(tmp_path: Path) -> None:
    with known(tmp_path) as reader:
        with reader.steady():
            assert reader.acquaintance(an_address(HANAKO)) is None
        learn(tmp_path, sent())
        with reader.steady():
            assert reader.acquaintance(an_address(HANAKO)) is not None
