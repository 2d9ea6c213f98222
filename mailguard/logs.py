"""The log: what happened, one line each, without secrets and without anything of a mail.

Only its owner can read it. It starts a new file at 1 MiB and keeps five.
"""

from __future__ import annotations

import asyncio
import io
import logging
import os
import re
import sys
import threading
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import Any

log = logging.getLogger(__name__)

_SIZE = 1024 * 1024  # octets
_FILES = 5
_HIDDEN = "[hidden]"
_SECRET_LOOKING = re.compile(
    r"""(\bAUTH\s+\S+\s+|["']?\b(?:password|passwd|secret|token)\b["']?\s*[=:]\s*)\S+""",
    re.IGNORECASE,
)
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")

_concealed: set[str] = set()  # of the process, as its logging is


def start(folder: Path, level: int = logging.INFO) -> None:
    """Log to `folder` from now on, also what ends the program or a thread. Raises OSError."""
    handler = _OwnerOnlyFile(folder / "mailguard.log", maxBytes=_SIZE, backupCount=_FILES - 1)
    handler.setFormatter(_OneLine())
    logging.basicConfig(level=level, handlers=[handler], force=True)
    sys.excepthook = _on_error
    threading.excepthook = _on_thread_error


def conceal(secret: str) -> None:
    """Hide `secret` wherever it would come into the log."""
    if len(secret) >= 4:  # hiding anything shorter would hide the log
        _concealed.add(secret)


def on_loop_error(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """The event loop's exception handler; asyncio's own writes out what the error says."""
    log.error("%s", context.get("message", ""), exc_info=context.get("exception"))


class _OwnerOnlyFile(RotatingFileHandler):
    """Every file it starts is owner-only; where it cannot write, mail goes on."""

    def __init__(self, path: Path, *, maxBytes: int, backupCount: int) -> None:  # noqa: N803
        super().__init__(path, "a", maxBytes, backupCount, encoding="utf-8", errors="replace")

    def emit(self, record: logging.LogRecord) -> None:
        """As the handlers above it do, which look at the file and write the line twice for it."""
        try:
            line = self.format(record) + self.terminator
            if self._size + len(line) > self.maxBytes:
                self.doRollover()
            self.stream = self.stream or self._open()  # it could not be opened before
            self.stream.write(line)
            self.flush()
            self._size += len(line.encode(errors="replace"))
        except Exception:  # noqa: BLE001  whatever it is, mail goes on
            self.handleError(record)

    def _open(self) -> io.TextIOWrapper:
        handle = os.open(self.baseFilename, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        self._size = os.fstat(handle).st_size
        return io.TextIOWrapper(os.fdopen(handle, "ab"), encoding="utf-8", errors="replace")

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802  logging's name
        """Logging's own would print the arguments to the standard error output."""


class _OneLine(logging.Formatter):
    """One line a record, so that nothing from outside can pass as a line of its own."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        line = self.formatMessage(self._prepared(record))
        if record.exc_info and record.exc_info[1]:
            line += f" | {_in_short(record.exc_info[1])}"
        return _CONTROLS.sub(_escape, _redact(line))

    def _prepared(self, record: logging.LogRecord) -> logging.LogRecord:
        record.message = record.getMessage()
        record.asctime = self.formatTime(record)
        return record


def _in_short(error: BaseException) -> str:
    """Which error, where, and why: without its words, which may be those of a mail."""
    words = f": {error}" if isinstance(error, OSError) else ""  # a file or host, and what failed
    frames = traceback.extract_tb(error.__traceback__)
    places = " > ".join(f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in frames)
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    because = f" because of {_in_short(cause)}" if cause else ""
    return f"{type(error).__name__}{words} at {places or 'unknown'}{because}"


def _redact(line: str) -> str:
    for secret in _concealed:
        line = line.replace(secret, _HIDDEN)
    return _SECRET_LOOKING.sub(rf"\g<1>{_HIDDEN}", line)


def _escape(control: re.Match[str]) -> str:
    return f"\\u{ord(control[0]):04x}"


def _on_error(
    _kind: type[BaseException], error: BaseException, _traceback: TracebackType | None
) -> None:
    log.critical("MailGuard ended by an error", exc_info=error)


def _on_thread_error(args: threading.ExceptHookArgs) -> None:
    if args.exc_value is not None:
        log.error("a thread ended by an error", exc_info=args.exc_value)
