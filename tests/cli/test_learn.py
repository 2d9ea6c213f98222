"""Past mail is learned from by command, shown, and forgotten."""

from __future__ import annotations

from pathlib import Path

import pytest

from mailguard.cli import learning, mail_files
from mailguard.paths import DataFolder
from tests.cli.conftest import Mailguard
from tests.knowledge.sources.test_mailboxes import an_mbox
from tests.mails import an_eml


@pytest.fixture
def sent(tmp_path: Path) -> Path:
    """A file with three mails, one of them twice."""
    mails = [
        an_eml(to=["Hanako <hanako@acme.example>"]).replace(b"<1@", b"<%d@" % n) for n in range(3)
    ]
    path = tmp_path / "Sent"
    path.write_bytes(an_mbox(*mails, mails[0]))
    return path


def test_mails_are_learned_from_once(mailguard: Mailguard, sent: Path, folder: DataFolder) -> None:
    told = mailguard("learn", str(sent))
    assert told.code == 0
    assert told.out == "Learned from 3 mails and 0 contacts; 1 were known already.\n"
    assert mailguard("learn", "--json", str(sent)).json == {
        "mails": 0, "known": 4, "contacts": 0, "unreadable": [],
    }  # fmt: skip
    assert folder.knowledge.exists()


def test_what_is_known_is_shown_and_forgotten(mailguard: Mailguard, sent: Path) -> None:
    mailguard("learn", str(sent))
    shown = mailguard("knowledge", "show", "HANAKO@acme.example", "--json").json
    assert (shown["sent"], shown["names"]) == (3, ["Hanako"])
    assert "acme.example" in mailguard("knowledge", "show", "hanako@acme.example").out
    (listed,) = mailguard("knowledge", "list", "--json").json
    assert listed == {"address": "hanako@acme.example", "name": "Hanako", "sent": 3, "received": 0}
    assert "hanako@acme.example  Hanako  3" in mailguard("knowledge", "list").out
    assert mailguard("knowledge", "forget", "hanako@acme.example").code == 0
    told = mailguard("knowledge", "show", "hanako@acme.example")
    assert (told.code, told.err) == (1, "Nothing is known about hanako@acme.example.\n")
    assert mailguard("knowledge", "forget", "hanako@acme.example").code == 1
    assert mailguard("knowledge", "list").out.startswith("Nobody is known yet.")


def test_a_signature_is_shown_as_a_number_of_lines(mailguard: Mailguard, tmp_path: Path) -> None:
    for n in range(3):
        octets = an_eml(text=f"Word {n}.\n\nTaro\nthe tall one\n")
        (tmp_path / f"{n}.eml").write_bytes(octets.replace(b"<1@", b"<%d@" % n))
    mailguard("learn", "--own-address", "taro@example.co.jp", str(tmp_path))
    shown = mailguard("knowledge", "show", "taro@example.co.jp").out
    assert "signature" in shown
    assert "2 lines in 3 mails" in shown


def test_what_was_received_is_learned_as_such(mailguard: Mailguard, tmp_path: Path) -> None:
    path = tmp_path / "one.eml"
    path.write_bytes(an_eml(sender="hanako@acme.example", to=["taro@example.co.jp"]))
    words = ("--knowledge", str(tmp_path / "known"))
    mailguard("learn", "--received", "--own-address", "taro@example.co.jp", str(path), *words)
    shown = mailguard("knowledge", "show", "hanako@acme.example", "--json", *words).json
    assert (shown["sent"], shown["received"]) == (0, 1)


def test_address_books_teach_names(mailguard: Mailguard, tmp_path: Path) -> None:
    path = tmp_path / "book.csv"
    path.write_text("氏名,会社名,e-mail\n佐藤花子,株式会社アクメ,sato@acme.example\n", "utf-8")
    told = mailguard("learn", str(path), str(path))
    assert told.out == "Learned from 0 mails and 1 contact; 0 were known already.\n"
    shown = mailguard("knowledge", "show", "sato@acme.example", "--json").json
    assert (shown["names"], shown["companies"]) == (["佐藤花子"], ["アクメ"])


def test_what_cannot_be_read_is_named(mailguard: Mailguard, sent: Path, tmp_path: Path) -> None:
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    (tmp_path / "prices.csv").write_text("Item,Price\n")
    told = mailguard(
        "learn", *(str(tmp_path / n) for n in ("no", "picture.png", "prices.csv")), str(sent)
    )
    assert told.code == 0
    assert told.err.splitlines() == [
        f"{tmp_path / 'no'} cannot be read: No such file or directory.",
        f"{tmp_path / 'picture.png'} is neither mail nor an address book.",
        f"{tmp_path / 'prices.csv'} has no column of mail addresses.",
    ]
    assert told.out.startswith("Learned from 3 mails")


def test_what_is_broken_off_is_taken_up_again(
    mailguard: Mailguard, sent: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, calls = mail_files.lesson_in, []

    def interrupted(*words: object, **more: object) -> object:
        calls.append(words)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return real(*words, **more)  # type: ignore[arg-type]  # passed on as is

    monkeypatch.setattr(learning, "_TOGETHER", 2)
    monkeypatch.setattr(learning, "lesson_in", interrupted)
    told = mailguard("learn", str(sent))
    assert told.code == 130
    assert told.out.startswith("Learned from 2 mails")
    assert mailguard("learn", str(sent)).out.startswith("Learned from 1 mail and")


def test_without_files_it_says_what_it_needs(mailguard: Mailguard) -> None:
    assert mailguard("learn").code == 1


def test_thunderbirds_mail_is_read_only_if_the_user_agrees(
    mailguard: Mailguard, sent: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home" / ".thunderbird"
    monkeypatch.setattr("mailguard.knowledge.sources.thunderbird._homes", lambda: [home])
    assert "No mail of Thunderbird" in mailguard("learn", "--thunderbird").err
    (home / "p" / "Mail" / "pop").mkdir(parents=True)
    (home / "profiles.ini").write_text("[Profile0]\nIsRelative=1\nPath=p\n")
    sent.rename(home / "p" / "Mail" / "pop" / "Sent")
    (shown,) = mailguard("learn", "--find", "--json").json
    assert (shown["account"], shown["is_sent"]) == ("pop", True)
    assert "pop  sent" in mailguard("learn", "--find").out
    for answer, words in ((b"n\n", "Nothing was read."), (b"", "Nobody can answer here.")):
        refused = mailguard("learn", "--thunderbird", stdin=answer)
        assert refused.code == 1
        assert words in refused.err
    agreed = mailguard("learn", "--thunderbird", stdin=b"y\n")
    assert "Learned from 3 mails" in agreed.out


def test_a_terminal_sees_how_far_it_is(
    sent: Path, mailguard: Mailguard, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mailguard.cli.progress._is_terminal", lambda: True)
    assert "%" in mailguard("learn", str(sent)).err


def test_mistakes_in_the_organisations_lists_are_named(
    mailguard: Mailguard, folder: DataFolder
) -> None:
    folder.root.mkdir(parents=True)
    (folder.root / "companies.csv").write_text("Acme,acme.example\nBeta\n")
    told = mailguard("knowledge", "lists")
    assert told.code == 1
    assert "companies.csv, line 2: A company's name" in told.err
    assert told.out == "1 companies in companies.csv, 0 members of lists in lists.csv.\n"
