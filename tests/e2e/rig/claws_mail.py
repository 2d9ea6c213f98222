"""A real Claws Mail: driven by hand like Thunderbird, with a manner of its own."""

from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.e2e.rig.account import Account
from tests.e2e.rig.display import Display
from tests.e2e.rig.process import Process

_COMMON = "[Common]\nenable_aspell=0\nwarn_queued_on_exit=0\n"

_ACCOUNT = """\
[Account: 1]
account_name=company
is_default=1
name=Hanako Yamada
address={account.address}
protocol=6
smtp_server={account.host}
set_smtpport=1
smtp_port={account.port}
use_smtp_auth=1
smtp_user_id={account.username}
ssl_smtp={security}
"""

_FOLDERS = ("inbox", "outbox", "draft", "queue", "trash")


class ClawsMail:
    """Running inside a `with`; asks for its one account's password at the first send."""

    def __init__(self, display: Display, account: Account) -> None:
        self.display = display
        self._account = account
        self._home = display.home / ".claws-mail"
        self._process: Process | None = None

    def __enter__(self) -> Self:
        self._write()
        self._process = self.display.start("claws-mail")
        try:
            self.display.wait_for_window("^company - Claws Mail", within=180)
        except BaseException:
            self._process.end()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._process:
            self._process.kill()  # asked to end, it would ask its user first

    def compose(
        self, to: str, subject: str, body: str, *, attachments: Sequence[Path] = ()
    ) -> None:
        """Open a compose window with all of it filled in."""
        draft = self.display.home / "draft.txt"
        draft.write_text(f"To: {to}\nSubject: {subject}\n\n{body}", "utf-8")
        files = ["--attach", *map(str, attachments)] if attachments else []
        hand_over = self.display.start("claws-mail", "--compose-from-file", str(draft), *files)
        hand_over.until_ended(within=120)
        self.display.wait_for_window("Compose message")

    def send(self, *, password: str = "") -> None:
        """Press Ctrl+Return in the compose window; type `password` into the prompt, if given."""
        self.display.focus(self.display.wait_for_window("Compose message"))
        self.display.key("ctrl+Return")
        if password:
            self.display.focus(self.display.wait_for_window("Input password"))
            self.display.type(password)
            self.display.key("Return")

    def compose_is_open(self) -> bool:
        """Is there a compose window? It closes itself when the server has taken the mail."""
        return bool(self.display.windows("Compose message"))

    def wait_until_sent(self, *, within: float = 120) -> None:
        """Wait until the server has taken the mail."""
        self.display.wait_until_gone("Compose message", within=within)

    def error_text(self, *, within: float = 60) -> str:
        """What its log says about the session, once the error window is there."""
        self.display.wait_for_window("^Error", within=within)
        return self.said()

    def said(self) -> str:
        """Its own log: the SMTP session with both sides."""
        return (self._home / "claws.log").read_text("utf-8", "replace")

    def _write(self) -> None:
        self._home.mkdir()
        security = {"none": 0, "tls": 1, "starttls": 2}[self._account.security]
        (self._home / "clawsrc").write_text(_COMMON)
        (self._home / "accountrc").write_text(
            _ACCOUNT.format(account=self._account, security=security)
        )
        mailbox = "".join(
            f'<folderitem type="{name}" name="{name}" path="{name}"/>' for name in _FOLDERS
        )
        (self._home / "folderlist.xml").write_text(
            '<?xml version="1.0" encoding="UTF-8"?>\n<folderlist>'
            f'<folder type="mh" name="Mailbox" path="Mail">{mailbox}</folder></folderlist>'
        )
        for name in _FOLDERS:
            (self.display.home / "Mail" / name).mkdir(parents=True)
