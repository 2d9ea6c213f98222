"""Where one instance keeps its files: everything in one folder, readable by its owner only."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

import platformdirs


@dataclass(frozen=True)
class DataFolder:
    """The data folder of one instance, and the names in it."""

    root: Path

    @classmethod
    def locate(cls, given: str | None = None) -> DataFolder:
        """The folder `given`, else MAILGUARD_DATA, else the platform's place for user data."""
        chosen = given or os.environ.get("MAILGUARD_DATA")
        root = (
            Path(chosen)
            if chosen
            else Path(platformdirs.user_data_dir("MailGuard", appauthor=False))
        )
        return cls(root.expanduser().absolute())

    @classmethod
    def usual(cls) -> DataFolder:
        """The platform's place for user data, wherever environment variables point."""
        return cls(_usual_root())

    def create(self) -> None:
        """Make the folder and those in it, owner-only. Raises OSError."""
        for folder in (self.root, self.spool, self.logs, self.exports):
            folder.mkdir(parents=True, exist_ok=True)
            folder.chmod(0o700)

    @property
    def config(self) -> Path:
        return self.root / "config.toml"

    @property
    def policy(self) -> Path:
        """Copies of the last good files of the organisation's policy."""
        return self.root / "policy"

    @property
    def directory(self) -> Path:
        """The user's own people and groups, where no organisation has a policy."""
        return self.root / "directory"

    @property
    def accounts(self) -> Path:
        return self.root / "accounts.json"

    @property
    def port(self) -> Path:
        """The port where mail programs reach MailGuard, chosen once and kept."""
        return self.root / "port.json"

    @property
    def vault(self) -> Path:
        return self.root / "secrets.bin"

    @property
    def spool(self) -> Path:
        return self.root / "spool"

    @property
    def knowledge(self) -> Path:
        return self.root / "knowledge.sqlite"

    @property
    def company_list(self) -> Path:
        """The last good list of companies that the organisation signed."""
        return self.root / "companies.signed"

    @property
    def past_mail(self) -> Path:
        """There once the user has answered the offer to learn from past mail."""
        return self.root / "past-mail-answered"

    @property
    def journal(self) -> Path:
        return self.root / "journal"

    @property
    def brake(self) -> Path:
        """There while everything is held."""
        return self.root / "held"

    @property
    def logs(self) -> Path:
        return self.root / "logs"

    @property
    def exports(self) -> Path:
        return self.root / "exports"

    @property
    def lock(self) -> Path:
        return self.root / "engine.lock"

    @property
    def channel(self) -> Path:
        """Port and secret of the control channel, while an engine runs."""
        return self.root / "channel.json"

    @property
    def certificate(self) -> Path:
        return self.root / "localhost.pem"


if sys.platform == "win32":

    def _usual_root() -> Path:
        return Path(platformdirs.user_data_dir("MailGuard", appauthor=False))

else:
    import pwd

    def _usual_root() -> Path:
        mac = ("Library", "Application Support")
        below = mac if sys.platform == "darwin" else (".local", "share")
        return Path(pwd.getpwuid(os.getuid()).pw_dir, *below, "MailGuard")
