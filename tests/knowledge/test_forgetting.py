"""What is old is forgotten: people without mail for long, and traces of old mails."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from mailguard.domain.address import Address
from mailguard.domain.lesson import Card
from mailguard.domain.mail import Mailbox
from mailguard.knowledge.portrait import contacts
from mailguard.knowledge.store import Store
from mailguard.knowledge.unread import lesson_of_meeting

NOW = datetime(2026, 11, 24, tzinfo=UTC)
OLD = Mailbox(Address("old", "acme.example"), "Old")
NEW = Mailbox(Address("new", "acme.example"), "New")


def test_only_who_had_no_mail_since_goes(tmp_path: Path) -> None:
    store = Store(tmp_path / "knowledge.sqlite")
    store.learn_all([lesson_of_meeting([OLD, NEW], NOW - timedelta(days=2000))])
    store.learn_all([lesson_of_meeting([NEW], NOW)])
    assert store.forget_old(NOW - timedelta(days=1095)) == 1
    assert [each.address for each in contacts(store.connection, 10)] == [NEW.address.key]
    assert store.forget_old(NOW - timedelta(days=1095)) == 0
    store.close()


def test_who_stands_in_an_address_book_only_stays(tmp_path: Path) -> None:
    store = Store(tmp_path / "knowledge.sqlite")
    store.begin()
    store.note(Card(OLD.address.key, "acme.example", ("Old",)), NOW - timedelta(days=2000))
    store.commit()
    assert store.forget_old(NOW) == 0
    store.close()


def test_nothing_is_left_of_who_went(tmp_path: Path) -> None:
    store = Store(tmp_path / "knowledge.sqlite")
    store.learn_all([lesson_of_meeting([OLD], NOW - timedelta(days=2000))])
    store.forget_old(NOW)
    for (table,) in store.connection.execute("select name from sqlite_master where type = 'table'"):
        rows = store.connection.execute(f"select * from {table}").fetchall()  # noqa: S608  our own names
        assert "old@" not in repr(rows)
    store.close()
