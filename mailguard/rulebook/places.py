"""Where the files of a policy lie. No environment variable has a say: it would be a way out."""

from __future__ import annotations

import sys
from pathlib import Path

import msgspec


class Places(msgspec.Struct, frozen=True):
    """The places of the organisation's files, all in one folder that only administrators write."""

    root: Path
    owner: int = 0  # the user id of who may write them, where the system has such

    @property
    def organisation(self) -> Path:
        """The policy of everybody."""
        return self.root / "policy.toml"

    @property
    def groups(self) -> Path:
        """The folder of the policies of departments and groups, `*.toml`."""
        return self.root / "groups"

    @property
    def directory(self) -> Path:
        """The folder of the people, departments, groups and lists, `*.csv`."""
        return self.root / "directory"


def is_open(path: Path, owner: int) -> bool:
    """Whether others than `owner` may change the file `path`. On Windows: not known, so no."""
    if sys.platform == "win32":
        return False
    try:
        stat = path.stat()
    except OSError:
        return False
    return stat.st_uid != owner or bool(stat.st_mode & 0o022)


def system_places() -> Places:
    """Those of this computer."""
    return Places(_system_folder())


if sys.platform == "win32":

    def _system_folder() -> Path:
        import ctypes  # noqa: PLC0415  needed on Windows only

        # %PROGRAMDATA% would be the user's to change; the system itself is asked (SHGetFolderPath)
        common_appdata, found = 0x23, ctypes.create_unicode_buffer(260)
        ctypes.windll.shell32.SHGetFolderPathW(None, common_appdata, None, 0, found)
        return Path(found.value) / "MailGuard"

elif sys.platform == "darwin":

    def _system_folder() -> Path:
        return Path("/Library/Application Support/MailGuard")

else:

    def _system_folder() -> Path:
        return Path("/etc/mailguard")
