"""A real program as a child of the test: a process group of its own, ended by pid."""

import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.e2e.rig.wait import until


class Process:
    """A program that runs until it is ended; whatever it started ends with it."""

    def __init__(
        self,
        argv: Sequence[str | Path],
        *,
        log: Path,
        env: Mapping[str, str] | None = None,
        stdin: Path = Path(os.devnull),
        pass_fds: Sequence[int] = (),
    ) -> None:
        """Start it. `log` takes both of its outputs; `env` is its whole environment."""
        self.log = log
        with log.open("ab") as out, stdin.open("rb") as given:
            self._popen = subprocess.Popen(
                [str(word) for word in argv],
                stdin=given,
                stdout=out,
                stderr=subprocess.STDOUT,
                env=env,
                pass_fds=pass_fds,
                start_new_session=True,
            )

    @property
    def pid(self) -> int:
        return self._popen.pid

    def ended(self) -> bool:
        return self._popen.poll() is not None

    def end(self, *, within: float = 10) -> None:
        """Ask it to end, wait, then end its whole group without asking."""
        if not self.ended():
            self._popen.terminate()
            try:
                self._popen.wait(within)
            except subprocess.TimeoutExpired:
                self.kill()
        self._signal_group(signal.SIGKILL)  # children that outlived it

    def kill(self) -> None:
        """End it and its group at once, as a crash would."""
        self._signal_group(signal.SIGKILL)
        self._popen.wait()

    def until_ended(self, *, within: float) -> int:
        """Wait for it to end by itself; its exit code."""
        until(self.ended, f"{self._popen.args!r} ends", within=within)
        return self._popen.returncode

    def said(self) -> str:
        """Everything it has written so far."""
        return self.log.read_text("utf-8", "replace")

    def _signal_group(self, number: int) -> None:
        try:
            os.killpg(self.pid, number)
        except ProcessLookupError:
            return
