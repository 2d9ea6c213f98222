"""The way from the command line to whoever answers: the running engine, or the files it left."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import BinaryIO, Protocol

from mailguard.cli.output import CommandError
from mailguard.control import single
from mailguard.control.client import Client, NotRunningError, connect
from mailguard.control.protocol import ChannelError
from mailguard.domain.command import Command, Declined, Response
from mailguard.i18n import _
from mailguard.paths import DataFolder

_STARTING = 5.0
"""Seconds an engine that has just been started may take to be there."""


class Answerer(Protocol):
    """Who answers commands."""

    def request(self, command: Command, timeout: float = ...) -> Response:
        """The answer; `timeout` in seconds. Raises ChannelError."""
        ...


def engine(folder: DataFolder) -> Client:
    """The running engine of `folder`. Raises CommandError where none runs."""
    client = running(folder)
    if client is None:
        sentence = _("MailGuard is not running. Start it with `mailguard`, or `mailguard engine`.")
        raise CommandError(sentence)
    return client


def running(folder: DataFolder) -> Client | None:
    """The running engine of `folder`; None: none runs. Raises CommandError."""
    try:
        return connect(folder.channel)
    except NotRunningError:
        return None
    except ChannelError as error:
        raise CommandError(str(error)) from error


def engine_or_files(folder: DataFolder) -> AbstractContextManager[Answerer]:
    """The running engine; while none runs, its files, which no engine opens meanwhile.

    The files answer commands about accounts only. Raises CommandError.
    """
    deadline = time.monotonic() + _STARTING
    while time.monotonic() < deadline:
        client = running(folder)
        if client is not None:
            return client
        lock = _lock(folder)
        if lock is not None:
            return _files(folder, lock)
        time.sleep(0.05)
    raise CommandError(_("MailGuard's engine is starting, or does not answer. Please try again."))


def _lock(folder: DataFolder) -> BinaryIO | None:
    try:
        folder.create()
        return single.acquire(folder.lock)
    except OSError as error:
        sentence = _("The data folder {folder} cannot be used: {reason}.")
        raise CommandError(sentence.format(folder=folder.root, reason=error.strerror)) from error


@contextmanager
def _files(folder: DataFolder, lock: BinaryIO) -> Iterator[Answerer]:
    from mailguard.cli.files import Files  # noqa: PLC0415  loads what only the engine needs

    with lock:
        yield Files(folder)


def ask(answerer: Answerer, command: Command, timeout: float = 30.0) -> Response:
    """The answer to `command`. Raises CommandError where it was declined or none came."""
    try:
        response = answerer.request(command, timeout)
    except ChannelError as error:
        raise CommandError(str(error)) from error
    if isinstance(response, Declined):
        raise CommandError(response.sentence)
    return response
