"""Thunderbird's folders are found in its profiles."""

from __future__ import annotations

from pathlib import Path

from mailguard.knowledge.sources.thunderbird import mail_folders


def test_folders_of_sent_and_received_mail_are_found(tmp_path: Path) -> None:
    (tmp_path / "profiles.ini").write_text(
        "[General]\nStartWithLastProfile=1\n\n[Profile0]\nName=default\nIsRelative=1\nPath=abc\n",
        "utf-8",
    )
    for name in (
        "abc/ImapMail/imap.example/INBOX", "abc/ImapMail/imap.example/Drafts",
        "abc/ImapMail/imap.example/INBOX.msf", "abc/Mail/Local Folders/Sent/cur/1",
        "abc/ImapMail/g/[Gmail].sbd/Sent Mail", "abc/Mail/pop/&kAFP4W4IMH8w4TD8MOs-",
    ):  # fmt: skip
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("From - \n")
    (tmp_path / "abc/Mail/pop/Inbox").touch()
    found = {str(f.path.relative_to(tmp_path / "abc")): f.is_sent for f in mail_folders(tmp_path)}
    assert found == {
        "ImapMail/imap.example/INBOX": False,
        "ImapMail/g/[Gmail].sbd/Sent Mail": True,
        "Mail/Local Folders/Sent": True,
        "Mail/pop/&kAFP4W4IMH8w4TD8MOs-": True,
    }


def test_without_thunderbird_there_are_none(tmp_path: Path) -> None:
    assert mail_folders(tmp_path) == []
