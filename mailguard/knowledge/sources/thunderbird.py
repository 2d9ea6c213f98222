"""Thunderbird's folders of sent and received mail on this computer."""

from __future__ import annotations

import configparser
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec

from mailguard.domain.learning import MailFolder
from mailguard.knowledge.sources.thunderbird_accounts import accounts_in

_SENT = ("sent", "sent mail", "sent items", "sent messages", "送信済み", "送信済みメール",
         "&kAFP4W4IMH8-", "&kAFP4W4IMH8w4TD8MOs-")  # fmt: skip
_INBOX = ("inbox", "受信トレイ", "&U9dP4TDIMOwwpA-")
_DEPTH = 3  # folders within folders of an account


def mail_folders(home: Path | None = None) -> list[MailFolder]:
    """The folders of all profiles; `home`: where Thunderbird keeps its own. Never raises."""
    homes = [home] if home else _homes()
    profiles = {name: path for each in homes for name, path in _profiles(each)}
    found = [
        msgspec.structs.replace(folder, profile=name)
        for name, profile in profiles.items()
        for folder in _of_profile(profile)
    ]
    return found if len({each.profile for each in found}) > 1 else [_only(each) for each in found]


def _only(folder: MailFolder) -> MailFolder:
    return msgspec.structs.replace(folder, profile="")


def _of_profile(profile: Path) -> Iterator[MailFolder]:
    accounts = accounts_in(profile)
    for store in ("ImapMail", "Mail"):
        for path, is_sent in _folders(profile / store, _DEPTH):
            if size := _size(path):
                account = profile / store / path.relative_to(profile / store).parts[0]
                name = accounts.get(account, account.name)
                yield MailFolder(str(path), is_sent, size, name)


def _homes() -> list[Path]:
    if sys.platform == "win32":
        return [Path(os.environ.get("APPDATA", "")) / "Thunderbird"]
    if sys.platform == "darwin":
        return [Path.home() / "Library" / "Thunderbird"]
    packed = ("snap/thunderbird/common", ".var/app/org.mozilla.Thunderbird")  # Snap, Flatpak
    return [Path.home() / each / ".thunderbird" for each in ("", *packed)]


def _profiles(home: Path) -> Iterator[tuple[str, Path]]:
    """The names of the profiles, and where they lie."""
    profiles = configparser.ConfigParser(interpolation=None, strict=False)
    try:
        profiles.read(home / "profiles.ini", encoding="utf-8-sig")
    except (configparser.Error, OSError, UnicodeDecodeError):
        return
    for name in profiles.sections():
        section = profiles[name]
        if name.lower().startswith("profile") and "Path" in section:
            path = Path(section["Path"])
            is_relative = section.get("IsRelative") == "1"
            yield section.get("Name", path.name), home / path if is_relative else path


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
