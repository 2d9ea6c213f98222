"""A real MailGuard: its engine in a process of its own, its commands, and what it says of mails."""

import contextlib
import json
import os
import signal
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

from mailguard.accounts.port import submission_ports
from mailguard.control import address
from mailguard.control.client import connect
from mailguard.control.protocol import ChannelError, Role
from mailguard.domain.address import Address
from mailguard.domain.command import Command, Detailed, List, Listing, Response, Show
from mailguard.domain.event import Details, Summary
from mailguard.domain.state import State
from mailguard.inspection.domains import organisation_of
from mailguard.knowledge.reader import KnowledgeReader
from tests.e2e.rig.account import Account
from tests.e2e.rig.wait import until
from tests.kills.engine import PROGRAM, Engine

# No keyring: one that is installed would ask for a password of its own.
NO_KEYRING = {"PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"}


def bare_env(home: Path) -> dict[str, str]:
    """The environment of a session without a display."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "TMPDIR": str(home),
        "LANG": "C.UTF-8",
        **NO_KEYRING,
    }


class MailGuard(Engine):
    """One instance in a folder; its engine ends with the `with`, whoever started it.

    Start the engine with `start`, or leave that to the desktop.
    """

    def __init__(
        self,
        folder: Path,
        *flags: str,
        env: Mapping[str, str] | None = None,
        config: str = "",
        command: Sequence[str | Path] = (PROGRAM,),
    ) -> None:
        """`flags`: of the engine; `env`: see `bare_env`; `config`: what stands in config.toml.

        `command` is put before `engine` and its flags.
        """
        self.data = folder / "data"
        self.data.mkdir(parents=True)
        if config:
            (self.data / "config.toml").write_text(config, "utf-8")
        super().__init__(self.data, *flags, env=env or bare_env(folder), command=command)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._end_all(self._own_desktops)  # the first: a desktop would start an engine
        self.kill()
        self._end_all(self._own_engine)

    def _end_all(self, mine: Callable[[], list[int]]) -> None:
        for pid in mine():
            os.kill(pid, signal.SIGKILL)
        until(lambda: not mine(), "its processes have gone", within=30)

    def _own_engine(self) -> list[int]:
        return [self.pid] if self.pid else []

    def _own_desktops(self) -> list[int]:
        """Desktops that the engine started: their command line names this data folder."""
        mine = str(self.data).encode()
        found = []
        for process in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):  # it ended meanwhile
                words = (process / "cmdline").read_bytes().split(b"\0")
                if b"ui" in words and mine in words:
                    found.append(int(process.name))
        return found

    @property
    def channel(self) -> Path:
        return self.data / "channel.json"

    @property
    def pid(self) -> int:
        """The running engine's process, whoever started it; 0: none runs."""
        found = address.read(self.channel)
        return found.pid if found else 0

    @property
    def authority(self) -> Path:
        """What a mail program imports to trust it."""
        return self.data / "localhost-authority.crt"

    def add(self, upstream: Account, *more: str) -> Account:
        """Add an account that sends through `upstream`; what to enter in the mail program."""
        words = ["--address", upstream.address, "--host", upstream.host]
        words += ["--port", str(upstream.port), "--security", upstream.security]
        if upstream.username:
            words += ["--auth", "password", "--username", upstream.username, "--password-stdin"]
        else:
            words += ["--auth", "none"]
        if upstream.authority:
            words += ["--ca", str(upstream.authority)]
        printed = self.run("account", "add", *words, *more, "--json", entered=upstream.password)
        smtp = json.loads(printed)["smtp"]
        self.port, self.password = smtp["port"], smtp["password"]
        return replace(
            upstream,
            host=smtp["host"],
            port=smtp["port"],
            username=smtp["username"],
            password=smtp["password"],
            security="none",
        )

    def start(self) -> None:
        """Start the engine, and wait until it greets mail programs."""
        self.port = submission_ports(self.data / "port.json").clear
        super().start()

    def until_running(self) -> None:
        """Wait for the engine that the desktop starts."""
        until(lambda: self.pid, "the engine runs", within=60)

    def ask(self, command: Command, role: Role = Role.CLI) -> Response:
        """What the engine answers on its control channel."""
        with connect(self.channel, role) as client:
            return client.request(command)

    def entries(self, *states: State) -> list[Summary]:
        """The mails in these states (none named: all), the newest first; none while it is away."""
        try:
            response = self.ask(List(states))
        except ChannelError:
            return []
        assert isinstance(response, Listing), response
        return list(response.entries)

    def wait_for(self, state: State, subject: str = "", *, within: float = 60) -> Summary:
        """The newest mail in `state` whose subject holds `subject`, once there is one."""

        def found() -> list[Summary]:
            return [entry for entry in self.entries(state) if subject in entry.subject]

        try:
            return until(found, f"a mail {subject!r} that is {state}", within=within)[0]
        except TimeoutError as error:
            now = [(e.subject, str(e.state), e.reason) for e in self.entries()]
            raise TimeoutError(f"{error}; there are {now}") from None

    def details(self, entry_id: str) -> Details:
        """Everything about one mail."""
        response = self.ask(Show(entry_id))
        assert isinstance(response, Detailed), response
        return response.details

    def answer(self, choice: str, subject: str = "") -> Summary:
        """Answer the review of a mail by command line, once it is asked; the mail as it was."""
        asked = self._asked(subject)
        self.run("answer", asked.id, choice)
        return asked

    def _asked(self, subject: str) -> Summary:
        def found() -> list[Summary]:
            asked = self.entries(State.RECEIVED, State.ASKING)
            return [entry for entry in asked if subject in entry.subject and entry.subject]

        return until(found, f"a review of {subject!r}", within=60)[0]

    def knows(self, recipient: str) -> bool:
        """Whether a mail to this address has been learned from."""
        reader = KnowledgeReader(self.data / "knowledge.sqlite", organisation_of)
        with closing(reader):
            return reader.acquaintance(Address.parse(recipient)) is not None

    def errors(self) -> list[str]:
        """The lines of its log that nobody should ever see."""
        logs = sorted((self.data / "logs").glob("*"))
        lines = [line for log in logs for line in log.read_text("utf-8").splitlines()]
        return [line for line in lines if " ERROR " in line or " CRITICAL " in line]

    def states(self) -> list[State]:
        """The states of all mails, the newest first."""
        return [entry.state for entry in self.entries()]
