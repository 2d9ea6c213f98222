"""Thunderbird's folders of sent and received mail on this computer."""

from __future__ import annotations

import configparser
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec

_SENT = ("sent", "sent mail", "sent items", "sent messages", "送信済み", "送信済みメール",
         "&kAFP4W4IMH8-", "&kAFP4W4IMH8w4TD8MOs-")  # fmt: skip
_INBOX = ("inbox", "受信トレイ", "&U9dP4TDIMOwwpA-")
_DEPTH = 3  # folders within folders of an account


class MailFolder(msgspec.Struct, frozen=True):
    """One folder of one account."""

    path: Path
    is_sent: bool
    size: int  # octets


def mail_folders(home: Path | None = None) -> list[MailFolder]:
    """The folders of all profiles; `home`: where Thunderbird keeps its own. Never raises."""
    found = [
        MailFolder(path, is_sent, _size(path))
        for profile in _profiles(home or _home())
        for store in ("ImapMail", "Mail")
        for path, is_sent in _folders(profile / store, _DEPTH)
    ]
    return [folder for folder in found if folder.size]


def _home() -> Path:
    if sys.platform == "win32":
        return Path(os.environ.get("APPDATA", "")) / "Thunderbird"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Thunderbird"
    return Path.home() / ".thunderbird"


def _profiles(home: Path) -> Iterator[Path]:
    profiles = configparser.ConfigParser(interpolation=None, strict=False)
    try:
        profiles.read(home / "profiles.ini", encoding="utf-8-sig")
    except (configparser.Error, OSError, UnicodeDecodeError):
        return
    for name in profiles.sections():
        section = profiles[name]
        if name.lower().startswith("profile") and "Path" in section:
            yield (
                home / section["Path"]
                if section.get("IsRelative") == "1"
                else Path(section["Path"])
            )


def _folders(folder: Path, depth: int) -> Iterator[tuple[Path, bool]]:
    """Folders of sent and of received mail, whether a file (mbox) or a folder (Maildir)."""
    try:
        entries = sorted(folder.iterdir())
    except OSError:
        return
    for entry in entries:
        name = entry.name.casefold()
        if name in map(str.casefold, (*_SENT, *_INBOX)):
            yield entry, name not in map(str.casefold, _INBOX)
        elif depth > 1 and entry.is_dir() and not (entry / "cur").is_dir():
            yield from _folders(entry, depth - 1)


def _size(path: Path) -> int:
    try:
        if path.is_dir():
            return sum(file.stat().st_size for file in path.rglob("*") if file.is_file())
        return path.stat().st_size
    except OSError:
        return 0
