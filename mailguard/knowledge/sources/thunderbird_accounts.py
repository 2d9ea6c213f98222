"""What Thunderbird calls the accounts of a profile, from its settings."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec

_LARGEST = 16 << 20  # octets of settings: they are a hundredth of it
_SETTING = re.compile(
    r'^user_pref\("mail\.server\.(server\d+)\.(name|userName|hostname|directory|directory-rel)",'
    r'[ ]*(".*")\);', re.MULTILINE,
)  # fmt: skip
_RELATIVE = "[ProfD]"


def accounts_in(profile: Path) -> dict[Path, str]:
    """The folder of each account → its name. Never raises."""
    servers: dict[str, dict[str, str]] = {}
    for server, key, value in _SETTING.findall(_settings(profile)):
        servers.setdefault(server, {})[key] = _text(value)
    named = ((_folder(each, profile), _name(each)) for each in servers.values())
    return {folder: name for folder, name in named if folder and name}


def _settings(profile: Path) -> str:
    try:
        with (profile / "prefs.js").open("rb") as file:
            return file.read(_LARGEST).decode("utf-8", "replace")
    except OSError:
        return ""


def _text(value: str) -> str:
    try:
        return msgspec.json.decode(value, type=str)
    except msgspec.DecodeError:
        return ""


def _folder(server: dict[str, str], profile: Path) -> Path | None:
    relative = server.get("directory-rel", "")
    if relative.startswith(_RELATIVE):
        return profile / relative.removeprefix(_RELATIVE)
    return Path(server["directory"]) if server.get("directory") else None


def _name(server: dict[str, str]) -> str:
    user, host = server.get("userName", ""), server.get("hostname", "")
    address = user if "@" in user or not host else f"{user}@{host}"
    return server.get("name") or address
