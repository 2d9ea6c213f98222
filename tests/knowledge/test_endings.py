"""How a sender's texts mostly end is learned from those that were sent."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from mailguard.knowledge.endings import MOST, SEEN, EndingBook, endings, usual_lines
from mailguard.knowledge.portrait import portrait_of
from mailguard.knowledge.schema import open_to_read, open_to_write
from mailguard.knowledge.store import Store
from mailguard.message.signature import last_lines
from tests.knowledge.learning import a_past_mail, known, learn, path_in, received, sent
from tests.mails import SENDER, an_address

SIGNATURE = "Taro\nthe tall one\nsecond floor\n"
ME = an_address(SENDER)


def send(folder: Path, *texts: str) -> None:
    learn(folder, *(sent(a_past_mail(text=text, message_id=text)) for text in texts))


def usual(folder: Path, text: str, sender: str = SENDER) -> int:
    with known(folder) as reader:
        return reader.usual_ending(an_address(sender), last_lines(text))


def test_what_three_texts_end_with_below_other_words_is_usual(tmp_path: Path) -> None:
    texts = [f"Word {n}.\n\n{SIGNATURE}" for n in range(SEEN)]
    send(tmp_path, *texts[:-1])
    assert usual(tmp_path, f"New.\n{SIGNATURE}") == 0
    send(tmp_path, texts[-1])
    assert usual(tmp_path, f"New.\n{SIGNATURE}") == 3
    assert usual(tmp_path, SIGNATURE) == 3, "a mail of nothing else"
    assert usual(tmp_path, "New.\nTaro\nthe tall one\n") == 0
    assert usual(tmp_path, f"New.\n{SIGNATURE}", "jiro@example.co.jp") == 0


def test_a_text_that_is_sent_again_and_again_is_no_signature(tmp_path: Path) -> None:
    lines = last_lines(f"The report is attached.\n{SIGNATURE}")
    assert usual_lines([9] * len(lines)) == 0
    other = [f"Word {n}.\n{SIGNATURE}" for n in range(9)]
    send(tmp_path, *other)
    assert usual(tmp_path, f"The report is attached.\n{SIGNATURE}") == 3


@pytest.mark.parametrize(
    ("times", "lines"),
    [
        ((), 0),
        ((9,), 0),
        ((2, 1), 0),
        ((3, 2), 1),
        ((9, 9, 9, 1), 3),
        ((9, 9, 5, 1), 3),
        ((9, 9, 4, 4), 2),
        ((9, 9, 9), 0),
    ],
)
def test_it_ends_where_texts_begin_to_differ(times: Sequence[int], lines: int) -> None:
    assert usual_lines(times) == lines


def test_what_others_write_teaches_nothing_about_it(tmp_path: Path) -> None:
    mails = [a_past_mail(author="x@acme.example", to=[SENDER], text=f"{n}.\n{SIGNATURE}")
             for n in range(5)]  # fmt: skip
    learn(tmp_path, *map(received, mails))
    assert usual(tmp_path, f"New.\n{SIGNATURE}", "x@acme.example") == 0


def test_the_memory_is_bounded_and_a_new_signature_takes_over(tmp_path: Path) -> None:
    with closing(open_to_write(path_in(tmp_path))) as connection:
        book = EndingBook(connection)
        for name in ("old", "new"):
            for n in range(300):
                book.learn(ME.key, endings(["last", name, *(f"{n}{name}{k}" for k in range(18))]))
                if n % 50 == 0:
                    count = connection.execute("select count(*) from endings").fetchone()[0]
                    assert count <= MOST + 20
    with known(tmp_path) as reader:
        assert reader.usual_ending(ME, ["last", "new", "else"]) == 2
        assert reader.usual_ending(ME, ["last", "old", "else"]) == 1


def test_it_is_shown_and_forgotten_with_the_address(tmp_path: Path) -> None:
    send(tmp_path, *(f"Word {n}.\n{SIGNATURE}" for n in range(4)))
    with closing(open_to_read(path_in(tmp_path))) as connection:
        shown = portrait_of(connection, ME.key)
    assert shown is not None
    assert (shown.signature_lines, shown.signature_times) == (3, 4)
    with closing(Store(path_in(tmp_path))) as store:
        assert store.forget(ME.key)
        assert store.connection.execute("select count(*) from endings").fetchone() == (0,)
    assert usual(tmp_path, f"New.\n{SIGNATURE}") == 0


def test_a_file_that_knew_no_endings_learns_them(tmp_path: Path) -> None:
    send(tmp_path, "Before.\n")
    with closing(open_to_write(path_in(tmp_path))) as connection:
        connection.execute("drop table endings")
        connection.execute("pragma user_version = 3")
    assert usual(tmp_path, f"New.\n{SIGNATURE}") == 0
    send(tmp_path, *(f"Word {n}.\n{SIGNATURE}" for n in range(3)))
    assert usual(tmp_path, f"New.\n{SIGNATURE}") == 3
