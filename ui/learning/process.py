"""Past mail as `mailguard learn` finds it and learns from it, in a process of its own."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable

import msgspec
from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, QTimer

from mailguard.domain.learning import Ended, MailFolder, Report, Step, Wish
from mailguard.i18n import _
from mailguard.paths import DataFolder
from ui.learning.past_mail import PastMail

_PATIENCE_MS = 5000
"""How long a run may take to stop: it has a mail to finish."""

_LONGEST_ERROR = 500  # characters of what a process says


class LearningProcess(PastMail):
    """Past mail of this computer, for the instance of a data folder."""

    def __init__(self, folder: DataFolder, language: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._language = language
        self._finder: QProcess | None = None
        self._run: QProcess | None = None
        self._rest = b""  # of a line that has not come whole
        self._has_ended = False  # the last line came
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._patience.timeout.connect(self._on_impatient)

    @property
    def may_be_offered(self) -> bool:
        return not self._folder.past_mail.exists()

    def settle(self) -> None:
        # where it cannot be written down, the offer comes once more
        with contextlib.suppress(OSError):
            self._folder.past_mail.touch(mode=0o600)

    def find(self) -> None:
        if self._finder is None:
            self._finder = self._process("--find", "--json", on_end=self._on_found)
            self._finder.start()

    def learn(self, wish: Wish) -> None:
        if self._run is not None:
            return
        self._rest, self._has_ended = b"", False
        self._run = self._process("--json-lines", on_end=self._on_end)
        self._run.readyReadStandardOutput.connect(self._on_output)
        self._run.start()
        self._run.write(msgspec.json.encode(wish) + b"\n")

    def stop(self) -> None:
        if self._run is not None:
            self._run.closeWriteChannel()
            self._patience.start()

    def close(self) -> None:
        for process in (self._run, self._finder):
            if process is not None:
                process.blockSignals(True)  # noqa: FBT003  Qt's signature
                process.closeWriteChannel()
                if not process.waitForFinished(_PATIENCE_MS):
                    process.kill()
                    process.waitForFinished(_PATIENCE_MS)
        self._run = self._finder = None

    def _process(self, *words: str, on_end: Callable[[], None]) -> QProcess:
        process = QProcess(self)
        environment = QProcessEnvironment.systemEnvironment()
        environment.insert("LC_ALL", self._language)
        environment.insert("PYTHONUTF8", "1")
        process.setProcessEnvironment(environment)
        process.setProgram(sys.executable)
        command = ["-m", "mailguard", "learn", "--data", str(self._folder.root)]
        process.setArguments([*command, *words])
        process.finished.connect(on_end)
        process.errorOccurred.connect(lambda error: _on_error(error, on_end))
        return process

    def _on_found(self) -> None:
        if self._finder is None:
            return
        octets = bytes(self._finder.readAllStandardOutput().data())
        self._finder.deleteLater()
        self._finder = None
        try:
            self.found.emit(msgspec.json.decode(octets, type=tuple[MailFolder, ...]))
        except msgspec.MsgspecError:
            self.found.emit(())

    def _on_output(self) -> None:
        if self._run is None:
            return
        octets = bytes(self._run.readAllStandardOutput().data())
        *lines, self._rest = (self._rest + octets).split(b"\n")
        for line in lines:
            self._hear(line)

    def _hear(self, line: bytes) -> None:
        try:
            report = msgspec.json.decode(line, type=Report)
        except msgspec.MsgspecError:
            return  # the end of the process tells that something is wrong
        match report:
            case Step():
                self.stepped.emit(report)
            case Ended():
                self._has_ended = True
                self.ended.emit(report.learned)

    def _on_end(self) -> None:
        self._patience.stop()
        self._on_output()
        process, self._run = self._run, None
        if process is None:
            return
        said = bytes(process.readAllStandardError().data()).decode("utf-8", "replace").strip()
        process.deleteLater()
        if not self._has_ended:
            lost = _("The mail could not be read to its end. What was learned until then is kept.")
            is_sentence = process.exitCode() == 1 and said and "\n" not in said
            self.failed.emit(said[:_LONGEST_ERROR] if is_sentence else lost)

    def _on_impatient(self) -> None:
        if self._run is not None:
            self._run.kill()


def _on_error(error: QProcess.ProcessError, on_end: Callable[[], None]) -> None:
    """A process that did not start does not finish either."""
    if error is QProcess.ProcessError.FailedToStart:
        on_end()
