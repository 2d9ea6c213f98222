"""A real engine in a process of its own, on a data folder that outlives it."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

PROGRAM = Path(sys.executable).with_name("mailguard")
_PATIENCE = 30.0


class Engine:
    """Start it, kill it, start it again; `run` is the command line."""

    def __init__(
        self,
        data: Path,
        *flags: str,
        env: Mapping[str, str] | None = None,
        command: Sequence[str | Path] = (PROGRAM,),
    ) -> None:
        """`env`: its whole environment, and that of its commands; None: as the test has it.

        `command` is put before `engine` and its flags.
        """
        self._data = data
        self._env = env
        self._command = command
        self._flags = flags
        self._process: subprocess.Popen[bytes] | None = None
        self.port = 0
        self.password = ""
        self.log = data.parent / "engine.log"

    def run(self, *words: str, entered: str = "", check: bool = True) -> str:
        """What `mailguard WORDS` prints."""
        done = subprocess.run(
            [PROGRAM, *words, "--data", self._data],
            input=entered,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
            env=self._env,
        )
        assert not check or done.returncode == 0, (words, done.stdout, done.stderr)
        return done.stdout

    def held(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = json.loads(self.run("held", "--json"))
        return found

    def add_account(self, address: str, port: int, *more: str, password: str = "") -> None:
        words = ("--host", "127.0.0.1", "--port", str(port), "--security", "none", *more)
        printed = self.run(
            "account", "add", "--address", address, *words, "--json", entered=password
        )
        smtp = json.loads(printed)["smtp"]
        self.port, self.password = smtp["port"], smtp["password"]

    def start(self) -> None:
        """Start it, and wait until it greets."""
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [*self._command, "engine", *self._flags, "--data", self._data],
                stdout=log,
                stderr=log,
                env=self._env,
            )
        deadline = time.monotonic() + _PATIENCE
        while not self._greets():
            assert self._process.poll() is None, self.log.read_text()
            assert time.monotonic() < deadline, "the engine does not greet"
            time.sleep(0.01)

    def kill(self) -> None:
        """SIGKILL: no chance to tidy up."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """SIGTERM: it ends by itself."""
        self._end(signal.SIGTERM)

    def until_ended(self) -> None:
        """Wait for what `start` started to end by itself."""
        if self._process is not None:
            self._process.wait(_PATIENCE)
            self._process = None

    def _end(self, number: signal.Signals) -> None:
        if self._process is not None:
            self._process.send_signal(number)
            self._process.wait(_PATIENCE)
            self._process = None

    def _greets(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), 1) as one:
                one.settimeout(2)
                return one.recv(4) == b"220 "
        except OSError:
            return False
