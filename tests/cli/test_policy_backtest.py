"""`mailguard policy backtest`: what a policy would have done with past mail."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest

from mailguard.cli.mail_files import MailFiles
from mailguard.rulebook import places
from mailguard.rulebook.places import Places
from tests.cli.conftest import Mailguard
from tests.knowledge.sources.test_mailboxes import an_mbox
from tests.mails import an_eml

POLICY = """\
[[rule]]
id = "acme"
title = "Mail to Acme"
when.recipients = [{ domain = ["acme.example"] }]
then.tick = "Really?"
then.delay = 90
[[rule]]
id = "late"
when.time.between = ["20:00-07:00"]
then.hold = true
[[rule]]
id = "watched"
mode = "monitor"
when.subject.words = ["price"]
then.refuse = "No."
[[rule]]
id = "never"
when.recipients = [{ domain = ["nowhere.example"] }]
then.refuse = "No."
[[rule]]
id = "off"
mode = "off"
then.refuse = "No."
"""


@pytest.fixture(autouse=True)
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No organisation on this computer."""
    own = Places(tmp_path / "etc", os.getuid())
    monkeypatch.setattr(places, "system_places", lambda: own)


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    path = tmp_path / "policy.toml"
    path.write_text(POLICY, "utf-8")
    return path


def here(day: int, hour: int) -> str:
    """A time of March 2026 by the clock of this computer, as Date has it."""
    return format_datetime(datetime(2026, 3, day, hour).astimezone())


def dated(date: str, **mail: Any) -> bytes:
    """A mail with that Date."""
    header, body = an_eml(**mail).split(b"\r\n\r\n", 1)
    kept = [line for line in header.split(b"\r\n") if not line.lower().startswith(b"date:")]
    return b"\r\n".join([f"Date: {date}".encode(), *kept]) + b"\r\n\r\n" + body


@pytest.fixture
def sent(tmp_path: Path) -> Path:
    """An mbox: two mails to Acme, one of them at night by the clock here, one to a colleague."""
    mails = [
        dated(here(2, 12), subject="The price"),
        dated(here(3, 23), subject="At night"),
        dated(here(4, 12), to=["jiro@example.co.jp"], subject="Lunch"),
    ]
    path = tmp_path / "Sent"
    path.write_bytes(an_mbox(*mails))
    return path


def test_each_rule_is_told_with_its_mails(mailguard: Mailguard, policy: Path, sent: Path) -> None:
    told = mailguard("policy", "backtest", "--policy", str(policy), str(sent))
    assert (told.code, told.err) == (0, "")
    assert told.out.startswith("3 mails, from 2026-03-02 to 2026-03-04\n")
    assert (
        "organisation/acme – Mail to Acme\n"
        "  fires for 2 mails (66.7 %); asks for: tick, delay\n"
        "  · 2026-03-02 12:00  The price  → hanako@acme.example\n"
        "      hanako@acme.example\n" in told.out
    )
    assert "  · 2026-03-03 23:00  At night  → hanako@acme.example" in told.out
    assert "organisation/watched\n  fires for 1 mail (33.3 %); asks for: refuse; only" in told.out
    assert "Never fired: organisation/never" in told.out
    assert "Switched off, and not tried: organisation/off" in told.out
    assert "Rules alone interrupt 66.7." in told.out


def test_rules_see_the_time_of_the_mail(mailguard: Mailguard, policy: Path, sent: Path) -> None:
    report = mailguard("policy", "backtest", "--json", "--policy", str(policy), str(sent)).json
    rules = {rule["rule"]: rule for rule in report["rules"]}
    (example,) = rules["organisation/late"]["examples"]
    assert (example["subject"], example["at"][:10]) == ("At night", "2026-03-03")
    assert report["effects"]["held"] == 1
    assert report["effects"]["refused"] == 0  # the rule that would have is only watched
    assert (report["mails"], report["complete"], report["unreadable"]) == (3, True, [])


def test_as_many_examples_are_shown_as_are_wished_for(
    mailguard: Mailguard, policy: Path, sent: Path
) -> None:
    words = ("policy", "backtest", "--policy", str(policy), str(sent))
    assert "The price" not in mailguard(*words, "--limit", "0").out
    one = mailguard(*words, "--limit", "1").out
    assert ("The price" in one, one.count("At night")) == (True, 1)  # of another rule
    assert mailguard(*words, "--limit", "-1").code == 2


def test_folders_are_looked_through(mailguard: Mailguard, policy: Path, tmp_path: Path) -> None:
    for name in ("Maildir/cur/1", "Maildir/new/2", "folder/deep/3.eml"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(an_eml())
    (tmp_path / "folder" / "notes.txt").write_text("nothing")
    folders = (str(tmp_path / "Maildir"), str(tmp_path / "folder"))
    words = ("policy", "backtest", "--json", "--policy", str(policy))
    assert mailguard(*words, *folders).json["mails"] == 3


def test_what_cannot_be_read_is_said(mailguard: Mailguard, policy: Path, sent: Path) -> None:
    told = mailguard("policy", "backtest", "--policy", str(policy), str(sent), "missing")
    assert (told.code, told.err) == (0, "missing cannot be read: No such file or directory.\n")
    told = mailguard("policy", "backtest", "--policy", str(policy), "missing")
    assert (told.code, told.out) == (1, "0 mails\n")


def test_managers_are_told_how_much_they_would_have_to_approve(
    mailguard: Mailguard, tmp_path: Path, sent: Path
) -> None:
    policy = tmp_path / "approve.toml"
    policy.write_text(
        '[[rule]]\nid = "boss"\nwhen.recipients = [{ class = ["external"] }]\n'
        'then.approval = ["manager"]\n', "utf-8"
    )  # fmt: skip
    words = ("policy", "backtest", "--policy", str(policy), str(sent))
    told = mailguard(*words)
    assert "refuses 2 of them: the directory does not say whom it means" in told.out
    people = tmp_path / "people"
    people.mkdir()
    (people / "people.csv").write_text(
        "address,manager\ntaro@example.co.jp,boss@example.co.jp\nboss@example.co.jp,\n", "utf-8"
    )
    told = mailguard(*words, "--directory", str(people))
    assert "boss@example.co.jp  2 mails  at most 1 a day, on 2026-03-02" in told.out
    told = mailguard(*words, "--directory", str(people), "--account", "jiro@example.co.jp")
    assert "boss@example.co.jp" not in told.out
    assert mailguard(*words, "--directory", str(tmp_path / "none")).code == 1


def test_a_broken_policy_is_refused_with_every_mistake(
    mailguard: Mailguard, policy: Path, sent: Path
) -> None:
    policy.write_text("[delay]\nexternl = 1\ninternal = 'x'\n", "utf-8")
    told = mailguard("policy", "backtest", "--policy", str(policy), str(sent))
    assert (told.code, told.out) == (1, "")
    assert [line.partition(": ")[0] for line in told.err.splitlines()] == [
        f"{policy}, line 2",
        f"{policy}, line 3",
    ]


def nth(number: int, error: BaseException) -> Callable[..., Any]:
    """Looks mails through; the one of that number, counted from 1, raises `error`."""
    real, calls = MailFiles.look_at, []

    def look_at(*words: Any) -> Any:
        calls.append(words)
        if len(calls) == number:
            raise error
        return real(*words)

    return look_at


def test_a_run_that_is_broken_off_tells_what_was_counted(
    mailguard: Mailguard, policy: Path, sent: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(MailFiles, "look_at", nth(3, KeyboardInterrupt()))
    told = mailguard("policy", "backtest", "--policy", str(policy), str(sent))
    assert told.code == 130
    assert told.err.startswith("This was broken off.")
    assert told.out.startswith("2 mails, from 2026-03-02 to 2026-03-03\n")


def test_a_mail_that_is_too_large_does_not_end_the_run(
    mailguard: Mailguard, policy: Path, sent: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(MailFiles, "look_at", nth(1, MemoryError()))
    report = mailguard("policy", "backtest", "--json", "--policy", str(policy), str(sent)).json
    assert report["mails"] == 2
    assert report["unreadable"] == [f"A mail in {sent} is too large to be looked through."]


def test_what_strangers_wrote_commands_no_terminal(
    mailguard: Mailguard, policy: Path, tmp_path: Path
) -> None:
    path = tmp_path / "one.eml"
    path.write_bytes(an_eml(subject="price \x1b[2J \u202eevil"))
    told = mailguard("policy", "backtest", "--policy", str(policy), str(path)).out
    assert "evil" in told
    assert not {"\x1b", "\u202e"} & set(told)


@pytest.mark.parametrize("date", ["Thu, 31 Dec 9999 23:59:59 -1200", "1 Jan 0100 00:00 +1400", "x"])
def test_an_impossible_date_is_none(
    mailguard: Mailguard, policy: Path, tmp_path: Path, date: str
) -> None:
    path = tmp_path / "one.eml"
    path.write_bytes(dated(date))
    told = mailguard("policy", "backtest", "--policy", str(policy), str(path))
    assert told.out.startswith("1 mail\n")
    assert "· –  " in told.out
