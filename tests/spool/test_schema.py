"""The tables: made once, brought up to date step by step, and never taken for others."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from mailguard.spool import database, schema
from mailguard.spool.failure import DamageError


def test_a_new_database_is_brought_to_todays_version(tmp_path: Path) -> None:
    connection = database.connect(tmp_path / "spool.sqlite")
    with database.transaction(connection):
        schema.migrate(connection)
    assert schema.version_of(connection) == schema.VERSION
    schema.require_whole(connection)
    connection.close()


def test_migrating_again_changes_nothing(tmp_path: Path) -> None:
    connection = database.connect(tmp_path / "spool.sqlite")
    for _ in range(2):
        with database.transaction(connection):
            schema.migrate(connection)
    schema.require_whole(connection)
    connection.close()


def test_a_migration_that_breaks_off_leaves_the_old_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    connection = database.connect(tmp_path / "spool.sqlite")
    with database.transaction(connection):
        schema.migrate(connection)
    broken = (*schema.MIGRATIONS, "create table more (id);\nselect no_such_function();")
    monkeypatch.setattr(schema, "MIGRATIONS", broken)
    with pytest.raises(sqlite3.OperationalError), database.transaction(connection):
        schema.migrate(connection)
    monkeypatch.undo()
    assert schema.version_of(connection) == schema.VERSION
    schema.require_whole(connection)
    connection.close()


def test_every_released_version_becomes_todays(tmp_path: Path) -> None:
    for version in range(len(schema.MIGRATIONS) + 1):
        connection = database.connect(tmp_path / f"{version}.sqlite")
        with database.transaction(connection), pytest.MonkeyPatch.context() as patch:
            patch.setattr(schema, "MIGRATIONS", schema.MIGRATIONS[:version])
            patch.setattr(schema, "VERSION", version)
            schema.migrate(connection)
        with database.transaction(connection):
            schema.migrate(connection)
        schema.require_whole(connection)
        connection.close()


@pytest.mark.parametrize(
    "change",
    [
        "create table more (id)",
        "drop index entry_by_time",
        "alter table journal add column x integer",
    ],
)
def test_other_tables_are_noticed(tmp_path: Path, change: str) -> None:
    connection = database.connect(tmp_path / "spool.sqlite")
    with database.transaction(connection):
        schema.migrate(connection)
    connection.execute(change)
    with pytest.raises(DamageError):
        schema.require_whole(connection)
    connection.close()


def test_a_connection_that_is_not_durable_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for pragma in ("synchronous = normal", "journal_mode = delete", "foreign_keys = off"):
        with monkeypatch.context() as patch:
            patch.setattr(database, "_PRAGMAS", (*database._PRAGMAS, pragma))
            with pytest.raises(sqlite3.NotSupportedError):
                database.connect(tmp_path / "spool.sqlite")


def test_a_reader_cannot_write(tmp_path: Path) -> None:
    database.connect(tmp_path / "spool.sqlite").close()
    reader = database.connect_reader(tmp_path / "spool.sqlite")
    with pytest.raises(sqlite3.OperationalError):
        reader.execute("create table more (id)")
    reader.close()


def test_hot_questions_use_their_index(tmp_path: Path) -> None:
    from mailguard.spool import statements as sql  # noqa: PLC0415  many names

    connection = database.connect(tmp_path / "spool.sqlite")
    with database.transaction(connection):
        schema.migrate(connection)
    for statement, count, index in (
        (sql.SELECT_FIRST_DUE, 1, "outgoing_by_due"),
        (sql.SELECT_SAME_CONTENT, 2, "entry_by_content"),
        (sql.SELECT_WAITING_IN, 3, "entry_waiting"),
        (sql.SELECT_ENTRIES, 2, "entry_by_time"),
        (sql.SELECT_WITH_FILE, 0, "entry_with_file"),
    ):
        plan = connection.execute(f"explain query plan {statement}", (None,) * count).fetchall()
        assert index in str(plan), plan
    connection.close()
