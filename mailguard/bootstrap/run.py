"""Runs an engine in this process, if no other has the data folder."""

from __future__ import annotations

import asyncio
import logging
import signal
import sys

if sys.platform != "win32":
    import resource

from mailguard import i18n, logs
from mailguard.accounts.port import PortError
from mailguard.accounts.register import RegisterError
from mailguard.bootstrap.engine import Engine
from mailguard.bootstrap.permitting import why_not
from mailguard.bootstrap.policing import Policing
from mailguard.control import single
from mailguard.guard.options import Options
from mailguard.guard.storage import SpoolError
from mailguard.i18n import _
from mailguard.paths import DataFolder
from mailguard.rulebook.places import Places, system_places
from mailguard.rulebook.rulebook import Rulebook

log = logging.getLogger(__name__)


_COMMANDS_END = 1.0
"""Seconds a command that works on the accounts' file holds the folder at most."""


class EngineError(Exception):
    """The engine cannot run; the text says why, and what to do."""


def run_engine(folder: DataFolder, options: Options, places: Places | None = None) -> None:
    """Run until stopped; return at once where another engine has the folder.

    `places`: of the organisation's policy; None: this computer's. Raises EngineError.
    """
    try:
        folder.create()
        lock = single.acquire(folder.lock, patience=_COMMANDS_END)
    except OSError as error:
        sentence = _("MailGuard cannot write to {folder}: {reason}.")
        raise EngineError(sentence.format(folder=folder.root, reason=error.strerror)) from error
    if lock is None:
        return
    with lock:
        logs.start(folder.logs)
        _leave_no_core()
        policing = _policing(folder, options, places or system_places())
        try:
            asyncio.run(_run(folder, options, policing))
        except (RegisterError, PortError, SpoolError) as error:
            log.exception("the engine cannot run")
            raise EngineError(str(error)) from error


def _leave_no_core() -> None:
    """A core file would hold mails and passwords."""
    if sys.platform != "win32":
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _policing(folder: DataFolder, options: Options, places: Places) -> Policing:
    """Raises EngineError where the organisation's policy does not allow this engine."""
    policing = Policing(Rulebook(places, folder))
    i18n.use(policing.edition.configuration.language)
    if sentence := why_not(options, folder, policing.edition.permissions):
        raise EngineError(sentence)
    return policing


async def _run(folder: DataFolder, options: Options, policing: Policing) -> None:
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(logs.on_loop_error)
    engine = Engine(folder, options, policing)
    if sys.platform != "win32":
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            loop.add_signal_handler(number, engine.stop)
    await engine.run()
