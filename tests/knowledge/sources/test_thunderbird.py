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
    found = {
        str(Path(f.path).relative_to(tmp_path / "abc")): f.is_sent for f in mail_folders(tmp_path)
    }
    assert found == {
        "ImapMail/imap.example/INBOX": False,
        "ImapMail/g/[Gmail].sbd/Sent Mail": True,
        "Mail/Local Folders/Sent": True,
        "Mail/pop/&kAFP4W4IMH8w4TD8MOs-": True,
    }


def test_without_thunderbird_there_are_none(tmp_path: Path) -> None:
    assert mail_folders(tmp_path) == []


def test_accounts_are_called_as_thunderbird_calls_them(tmp_path: Path) -> None:
    (tmp_path / "profiles.ini").write_text(
        "[Profile0]\nName=work\nIsRelative=1\nPath=abc\n[Profile1]\nName=home\nIsRelative=1\n"
        "Path=def\n"
    )
    for name in ("abc/ImapMail/imap.example/INBOX", "abc/ImapMail/imap-1.example/Sent",
                 "abc/Mail/pop.example/Sent", "def/Mail/Local Folders/Sent"):  # fmt: skip
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("From - \n")
    elsewhere = tmp_path / "abc" / "Mail" / "pop.example"
    (tmp_path / "abc" / "prefs.js").write_text(
        'user_pref("mail.server.server1.directory-rel", "[ProfD]ImapMail/imap.example");\n'
        'user_pref("mail.server.server1.name", "Büro \\"1\\"");\n'
        'user_pref("mail.server.server2.directory-rel", "[ProfD]ImapMail/imap-1.example");\n'
        'user_pref("mail.server.server2.userName", "taro");\n'
        'user_pref("mail.server.server2.hostname", "imap.example");\n'
        f'user_pref("mail.server.server3.directory", "{elsewhere.as_posix()}");\n'
        'user_pref("mail.server.server3.userName", "taro@pop.example");\n'
        'user_pref("mail.server.server4.name", "\\u12"); user_pref("broken\n',
        "utf-8",
    )
    assert [(each.profile, each.account) for each in mail_folders(tmp_path)] == [
        ("work", "taro@imap.example"),
        ("work", 'Büro "1"'),
        ("work", "taro@pop.example"),
        ("home", "Local Folders"),
    ]
