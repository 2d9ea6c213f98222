"""What is learned from mails is known afterwards, whatever the order; what is forgotten is gone."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mailguard.domain.lesson import Lesson
from mailguard.domain.recipient import Acquaintance
from mailguard.knowledge.schema import open_to_read, open_to_write
from mailguard.knowledge.store import Store
from tests.knowledge.learning import (
    HANAKO,
    MONDAY,
    TUESDAY,
    a_past_mail,
    keys,
    known,
    learn,
    path_in,
    received,
    sent,
)
from tests.mails import a_mail, an_address, an_attachment


def acquaintance(folder: Path, address: str = HANAKO) -> Acquaintance | None:
    with known(folder) as reader:
        return reader.acquaintance(an_address(address))


def test_who_was_written_to_is_known(tmp_path: Path) -> None:
    learn(tmp_path, sent(a_past_mail(to=["Hanako <hanako@acme.example>"])))
    assert acquaintance(tmp_path) == Acquaintance(1, MONDAY, "Hanako", 0)


def test_who_has_written_is_known(tmp_path: Path) -> None:
    learn(tmp_path, received(a_past_mail(author=f"Hanako <{HANAKO}>", to=["taro@example.co.jp"])))
    assert acquaintance(tmp_path) == Acquaintance(0, MONDAY, "Hanako", 1)


def test_who_only_stood_in_somebodys_cc_is_a_stranger(tmp_path: Path) -> None:
    mail = a_past_mail(author=HANAKO, to=["taro@example.co.jp"], cc=["ken@acme.example"])
    learn(tmp_path, received(mail))
    assert acquaintance(tmp_path, "ken@acme.example") is None


def test_times_add_up_and_the_last_day_and_name_stay(tmp_path: Path) -> None:
    learn(
        tmp_path,
        sent(a_past_mail(to=["Hana <hanako@acme.example>"], at=TUESDAY)),
        sent(a_past_mail(to=["Hanako <HANAKO@acme.example>"])),
    )
    assert acquaintance(tmp_path) == Acquaintance(2, TUESDAY, "Hana", 0)


def test_a_mail_is_learned_from_once(tmp_path: Path) -> None:
    lesson = sent(a_past_mail(message_id="1@example.co.jp"))
    assert learn(tmp_path, lesson, lesson) == 1
    assert learn(tmp_path, lesson) == 0
    assert learn(tmp_path, sent(), sent()) == 1, "the same without a Message-ID"


def test_a_date_in_the_future_is_none(tmp_path: Path) -> None:
    learn(tmp_path, sent(a_past_mail(at=datetime(2999, 1, 1, tzinfo=UTC))))
    found = acquaintance(tmp_path)
    assert found is not None
    assert found.last_at.year == 2026


def test_after_two_hundred_mails_it_has_learned_enough(tmp_path: Path) -> None:
    mails = [sent(a_past_mail(message_id=f"{n}@example.co.jp")) for n in range(200)]
    learn(tmp_path, *mails[:199])
    with known(tmp_path) as reader:
        assert reader.is_learning
        learn(tmp_path, mails[199])
        assert not reader.is_learning


def test_after_two_weeks_it_has_learned_enough(tmp_path: Path) -> None:
    learn(tmp_path, sent())
    with closing(open_to_write(path_in(tmp_path))) as connection:
        connection.execute("update facts set value = value - 14 * 86400 where name = 'since'")
    with known(tmp_path) as reader:
        assert not reader.is_learning


def test_nothing_is_known_without_a_file(tmp_path: Path) -> None:
    with known(tmp_path) as reader:
        mail = a_mail(subject="Re: Greetings")
        address = an_address(HANAKO)
        assert reader.is_learning
        assert reader.acquaintance(address) is None
        assert not any((
            reader.alike(address), reader.domains_alike("acme.example"), reader.named("Hanako"),
            reader.mentions("Acme Trading"), reader.company_names("acme.example"),
            reader.organisations_called("Acme"), reader.together(address, address),
            reader.habitual_cc([address]), reader.thread(mail), reader.sendings(b"1"),
            reader.members(address), reader.bounced_at(address), reader.sent_before(mail),
            reader.usual_sender("acme.example"), reader.known_domain("acme.example"),
        ))  # fmt: skip
        learn(tmp_path, sent())
        assert reader.acquaintance(address) is not None, "looked for at each question"


def test_a_damaged_file_is_set_aside_and_begun_anew(tmp_path: Path) -> None:
    path_in(tmp_path).write_bytes(b"no database at all" * 100)
    assert acquaintance(tmp_path) is None
    learn(tmp_path, sent())
    assert acquaintance(tmp_path) is not None
    assert [p for p in tmp_path.iterdir() if "damaged" in p.name]


def test_only_the_owner_can_read_it(tmp_path: Path) -> None:
    learn(tmp_path, sent())
    assert path_in(tmp_path).stat().st_mode & 0o077 == 0


def test_a_reader_cannot_write(tmp_path: Path) -> None:
    learn(tmp_path, sent())
    with (
        closing(open_to_read(path_in(tmp_path))) as connection,
        pytest.raises(sqlite3.OperationalError, match="readonly"),
    ):
        connection.execute("delete from contacts")


def test_a_file_of_the_first_version_keeps_its_contacts(tmp_path: Path) -> None:
    with closing(sqlite3.connect(path_in(tmp_path))) as connection:
        connection.execute(
            "create table contacts (key text primary key, name text not null, "
            "times integer not null, last_at integer not null) without rowid"
        )
        row = (HANAKO, "Hanako", 3, int(MONDAY.timestamp()))
        connection.execute("insert into contacts values (?, ?, ?, ?)", row)
        connection.commit()
    learn(tmp_path, sent(a_past_mail(at=TUESDAY)))
    assert acquaintance(tmp_path) == Acquaintance(4, TUESDAY, "Hanako", 0)


def test_a_file_of_the_second_version_is_read_as_it_is(tmp_path: Path) -> None:
    learn(tmp_path, sent())
    with closing(sqlite3.connect(path_in(tmp_path))) as connection:
        connection.execute("pragma user_version = 2")
    assert acquaintance(tmp_path) is not None


def test_a_file_of_the_second_version_gets_the_keys_of_today(tmp_path: Path) -> None:
    learn(tmp_path, sent())
    with closing(sqlite3.connect(path_in(tmp_path))) as connection:
        connection.execute("pragma user_version = 2")
        for key, name, times in [
            ("npo法人青空", "npo法人青空", 2),
            ("青空", "青空", 3),
            ("b", "b", 1),
        ]:
            row = (key, "aozora.example", name, times)
            sql = "insert into companies (key, organisation, name, times) values (?, ?, ?, ?)"
            connection.execute(sql, row)
        connection.commit()
    with closing(open_to_write(path_in(tmp_path))) as connection:
        sql = "select key, name, times from companies where organisation = 'aozora.example'"
        assert connection.execute(sql).fetchall() == [("青空", "npo法人青空", 5)]
    with known(tmp_path) as reader:
        assert reader.organisations_called("NPO法人青空") == ("aozora.example",)


def test_a_file_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    learn(tmp_path, sent())
    with closing(open_to_write(path_in(tmp_path))) as connection:
        connection.execute("pragma user_version = 999")
    before = path_in(tmp_path).read_bytes()
    with pytest.raises(sqlite3.OperationalError, match="newer"):
        Store(path_in(tmp_path))
    assert acquaintance(tmp_path) is None
    assert path_in(tmp_path).read_bytes() == before


def test_what_fails_in_between_is_not_learned_by_half(tmp_path: Path) -> None:
    with closing(Store(path_in(tmp_path))) as store:
        store.connection.execute("drop table texts")
        with pytest.raises(sqlite3.OperationalError):
            store.learn_all([sent()])
    assert acquaintance(tmp_path) is None


# The order in which mails are learned must not matter: folders are read in any.


def a_history() -> list[Lesson]:
    """Mails of a few conversations, with names, files, habits."""
    people = [f"Person {n} <p{n}@c{n % 3}.example>" for n in range(5)]
    lessons = []
    for n in range(8):
        ids = [f"{k}@example.co.jp" for k in range(n % 4, n, 4)]
        mail = a_past_mail(
            author=people[n % 5] if n % 2 else "taro@example.co.jp",
            to=[people[(n + 1) % 5], people[(n + 2) % 5]],
            cc=[people[(n + 3) % 5].replace("Person", "P.")],
            at=MONDAY + timedelta(hours=n % 5),
            message_id=f"{n}@example.co.jp",
            references=ids[-2:],
            subject=f"Re: Subject {n % 3}",
            text=f"株式会社アクメ{n % 2}\n佐藤様\n\nHello {n % 4}.\n",
            attachments=[an_attachment(f"{n}.pdf", sha256=bytes([n % 3]) * 32)],
        )
        lessons.append(received(mail, bounced=(f"p{n}@c.example",)) if n % 2 else sent(mail))
    return lessons


# Ids count up in the order of learning, so they are replaced by what they stand for.
CONTENTS: tuple[str, ...] = (
    (
        "select key, organisation, own, name, name_at, sent, received, first_at, last_sent,"
        " last_received, bounced_at from contacts"
    ),
    "select key, n.name, n.at from names n join contacts on id = contact",
    "select k.key, c.key from name_keys k join contacts c on id = contact",
    "select hash, key from slips join contacts on id = contact",
    "select * from domains",
    "select * from domain_slips",
    "select key, organisation, name, times from companies",
    (
        "select min(a.key, b.key), max(a.key, b.key), times from pairs"
        " join contacts a on a.id = one join contacts b on b.id = other"
    ),
    "select id, thread, at, is_sent, people = '' from messages",
    "select key, at, message from appearances join contacts on id = contact",
    "select thread, key from thread_people join contacts on id = contact",
    "select * from subjects",
    "select * from sendings",
    "select text, key, at from texts join contacts on id = contact",
    "select * from senders",
    "select * from endings",
    (
        "select mails, group_concat(times) from audiences left join"
        " (select * from audience_cc order by times) using (people) group by people"
    ),
)


def contents(folder: Path) -> list[list[tuple[object, ...]]]:
    with closing(open_to_read(path_in(folder))) as connection:
        return [sorted(connection.execute(sql).fetchall()) for sql in CONTENTS]


@settings(max_examples=25, deadline=None)
@given(order=st.permutations(range(8)))
def test_the_order_of_learning_does_not_matter(
    tmp_path_factory: pytest.TempPathFactory, order: list[int]
) -> None:
    lessons = a_history()
    one, other = tmp_path_factory.mktemp("one"), tmp_path_factory.mktemp("other")
    learn(one, *lessons)
    learn(other, *(lessons[n] for n in order))
    assert contents(one) == contents(other)


def test_two_threads_become_one_when_a_mail_joins_them(tmp_path: Path) -> None:
    learn(
        tmp_path,
        sent(a_past_mail(message_id="a", to=["a@a.example"])),
        sent(a_past_mail(message_id="b", to=["b@b.example"])),
        sent(a_past_mail(message_id="c", references=["a", "b"], to=["c@c.example"])),
    )
    with known(tmp_path) as reader:
        thread = reader.thread(a_past_mail(references=["a"]))
    assert thread is not None
    assert thread.participants == {
        "a@a.example", "b@b.example", "c@c.example", "taro@example.co.jp"
    }  # fmt: skip


# Forgetting


SECRET = "zaphod@beeblebrox.example"


def mentions_of(secret: str, name: str = "Zaphod Quux") -> list[Lesson]:
    """Everything that may write somebody down."""
    both = [f"{name} <{secret}>", HANAKO]
    file = an_attachment("z.pdf", sha256=b"z" * 32)
    mails = [
        a_past_mail(to=[both[0]], cc=[HANAKO], message_id="1", text="Dear Zaphod Quux,\n"),
        a_past_mail(to=both, message_id="2", references=["1"], attachments=[file]),
        a_past_mail(author=both[0], to=["taro@example.co.jp"], message_id="3",
                    signature="-- \nBeeblebrox Inc.\n"),
        a_past_mail(author=secret, to=["beeblebrox@gmail.com"], message_id="4"),
    ]  # fmt: skip
    return [sent(mails[0]), sent(mails[1]), received(mails[2]), sent(mails[3], secret)]


@pytest.mark.parametrize("secret", [SECRET, "zaphodbeeblebrox@gmail.com"])
def test_whoever_is_forgotten_leaves_no_trace_in_the_file(tmp_path: Path, secret: str) -> None:
    learn(tmp_path, *mentions_of(secret))
    assert b"zaphod" in path_in(tmp_path).read_bytes()
    with closing(Store(path_in(tmp_path))) as store:
        assert store.forget(secret)
        assert not store.forget(secret)
        octets = b"".join(p.read_bytes() for p in tmp_path.iterdir()).lower()
    words = ["zaphod", "quux"] + (
        ["beeblebrox.example", "beeblebrox inc"] if secret == SECRET else []
    )
    assert [word for word in words if word.encode() in octets] == []
    assert acquaintance(tmp_path) is not None


def test_somebody_forgotten_may_become_known_again(tmp_path: Path) -> None:
    with closing(Store(path_in(tmp_path))) as store:
        store.learn_all([sent(a_past_mail(message_id="1"))])
        store.forget(HANAKO)
        store.learn_all([sent(a_past_mail(message_id="2"))])
    assert acquaintance(tmp_path) == Acquaintance(1, MONDAY, "", 0)
    with known(tmp_path) as reader:
        assert keys(reader.alike(an_address("hanaok@acme.example"))) == [HANAKO]
