"""A real Thunderbird: a person writes, presses Ctrl+Return and reads what it says.

What a person does by hand goes by keyboard; setting up and looking go by remote control, so that
nothing depends on the language, on fonts or on how fast the machine is.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self

from tests.e2e.rig import thunderbird_scripts as scripts
from tests.e2e.rig.account import Account
from tests.e2e.rig.display import Display
from tests.e2e.rig.marionette import Marionette
from tests.e2e.rig.process import Process
from tests.e2e.rig.thunderbird_profile import PORT_FILE, Language, write_profile
from tests.e2e.rig.wait import until

_START = 180  # seconds; a start takes 4 on an idle machine


class SendError(Exception):
    """Thunderbird told its user that the mail was not sent; the text is what it said."""


@dataclass(frozen=True, slots=True)
class Dialog:
    """A dialog of Thunderbird, as its user sees it."""

    title: str
    text: str
    asks_password: bool


class Thunderbird:
    """Running inside a `with`. Start it once for many tests; `use` points it at another server."""

    def __init__(
        self, display: Display, *, language: Language = "en", authority: Path | None = None
    ) -> None:
        """`authority`: a PEM file of a certificate authority it trusts."""
        self.display = display
        self._language = language
        self._authority = authority
        self._process: Process | None = None
        self._remote: Marionette | None = None

    def __enter__(self) -> Self:
        profile = self.display.home / "thunderbird-profile"
        write_profile(profile, self._language, self._authority)
        self._process = self.display.start(
            "thunderbird",
            "--profile",
            str(profile),
            "--no-remote",
            "--marionette",
            "--remote-allow-system-access",
        )
        try:
            self._remote = Marionette(self._port(profile / PORT_FILE))
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
        if self._remote:
            self._remote.close()
        if self._process:
            self._process.end()

    def version(self) -> int:
        """Its main version number: 153 for 153.7.0esr."""
        return int(str(self._run("return Services.appinfo.version")).split(".")[0])

    def use(self, account: Account, *, remember_password: bool = True) -> None:
        """Send through this account from now on; asked for the password if not remembered."""
        words = asdict(account) | {"remembered": remember_password}
        words.pop("authority")  # trusted since the start, or not at all
        self._run(scripts.USE, words)

    def compose(
        self,
        to: str,
        subject: str,
        body: str,
        *,
        cc: str = "",
        bcc: str = "",
        attachments: Sequence[Path] = (),
        html: bool = False,
    ) -> None:
        """Open a compose window with all of it filled in; `body` is HTML source when `html`."""
        files = [{"url": path.resolve().as_uri(), "name": path.name} for path in attachments]
        mail = {"to": to, "cc": cc, "bcc": bcc, "subject": subject, "body": body, "html": html}
        before = self._run(scripts.OPEN)
        self._run(scripts.COMPOSE, mail | {"attachments": files})
        until(
            lambda: self._run(scripts.READY) > before,
            f"a compose window for {subject!r}",
            within=60,
        )

    def send(self, *, held: bool = False) -> None:
        """Press Ctrl+Return in the compose window; Thunderbird has begun to send afterwards.

        `held`: the keys stay down, until the test releases them.
        """
        self._focus("compose")
        before = self._run(scripts.OPEN)
        if held:
            self.display.hold("ctrl", "Return")
        else:
            self.display.key("ctrl+Return")
        until(lambda: self._moving(before), "Thunderbird reacts to Ctrl+Return", within=60)

    def _moving(self, before: int) -> bool:
        return bool(self._run(scripts.SENDING) or self.dialog() or self._run(scripts.OPEN) < before)

    def compose_is_open(self) -> bool:
        """Is there a compose window? It closes itself when the server has taken the mail."""
        return bool(self._run(scripts.OPEN))

    def is_sending(self) -> bool:
        """Does a mail wait for the server's answer?"""
        return bool(self._run(scripts.SENDING))

    def cancel(self) -> None:
        """Press Escape in the window that shows the sending, as a person tired of waiting would."""
        self._focus("progress")
        self.display.key("Escape")
        until(lambda: not self.is_sending(), "Thunderbird has stopped sending", within=60)

    def wait_until_sent(self, *, within: float = 120) -> None:
        """Wait until the server has taken it; `SendError` when the user is told it has not."""
        until(self._sent, "Thunderbird has sent", within=within)

    def _sent(self) -> bool:
        if dialog := self.dialog():
            raise SendError(dialog.text)
        return not self.compose_is_open()

    def dialog(self) -> Dialog | None:
        """The dialog in front of the user at this moment."""
        seen = self._run(scripts.DIALOG)
        return Dialog(**seen) if seen else None

    def wait_for_dialog(self, *, within: float = 60) -> Dialog:
        """The dialog that comes up in front of the user."""
        return until(self.dialog, "a dialog of Thunderbird", within=within)

    def error_text(self, *, within: float = 60) -> str:
        """The words of the "Send Message Error" window, once it is there."""
        return self.wait_for_dialog(within=within).text

    def close_dialog(self) -> None:
        """Press Return in the dialog, as to say: I have read it."""
        self._focus("dialog")
        self.display.key("Return")
        until(lambda: not self.dialog(), "the dialog has gone", within=60)

    def answer_password(self, password: str, *, within: float = 60) -> None:
        """Type the password into the window that asks for it."""
        until(
            lambda: (seen := self.dialog()) and seen.asks_password,
            "a password prompt",
            within=within,
        )
        self._focus("dialog")
        self.display.type(password)
        self.display.key("Return")

    def tidy(self) -> None:
        """Close every compose window and dialog, unsent mail and all."""
        until(lambda: self._run(scripts.TIDY) == 0, "Thunderbird is tidy", within=60)

    def crash(self) -> None:
        """End it at once, as a crash would."""
        if self._process:
            self._process.kill()

    def _focus(self, window: Literal["compose", "dialog", "progress"]) -> None:
        what = f"the {window} window has the keyboard"
        until(lambda: self._run(scripts.FOCUS, window), what, within=60)

    def _port(self, written: Path) -> int:
        return int(until(lambda: self._written(written), "Thunderbird starts", within=_START))

    def _written(self, file: Path) -> str:
        if self._process and self._process.ended():
            raise RuntimeError(f"Thunderbird ended: {self._process.said()[-2000:]}")
        return file.read_text() if file.exists() else ""

    def _run(self, script: str, *arguments: Any) -> Any:
        if not self._remote:
            raise RuntimeError("Thunderbird runs inside a `with` only")
        return self._remote.run(script, *arguments)
