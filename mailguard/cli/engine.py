"""Commands that start and end the engine."""

from __future__ import annotations

import argparse

from mailguard.cli.arguments import Subparsers, add_command, folder_of, seconds
from mailguard.cli.engine_link import ask, running
from mailguard.cli.output import CommandError, say
from mailguard.control import single
from mailguard.domain.command import Stop
from mailguard.guard.options import Answering, Options
from mailguard.i18n import _

_ENDING = 30.0
"""Seconds an engine may take to end: a delivery under way may wait for its reply."""


def register(commands: Subparsers) -> None:
    """Add these commands."""
    engine = add_command(commands, "engine", _engine, _("take mail, in this terminal"))
    engine.add_argument(
        "--headless", action="store_true", help=_("take mail also while no desktop is there")
    )
    engine.add_argument(
        "--answer",
        choices=[answering.value for answering in Answering],
        default=Answering.ASK.value,
        help=_("who answers reviews: you (ask), or MailGuard by itself"),
    )
    engine.add_argument(
        "--delay", type=seconds, metavar="SECONDS", help=_("the delay of every mail")
    )
    add_command(commands, "stop", _stop, _("end the engine"))


def _engine(args: argparse.Namespace) -> int:
    from mailguard.bootstrap.run import EngineError, run_engine  # noqa: PLC0415  loads the engine

    options = Options(args.headless, Answering(args.answer), args.delay)
    try:
        run_engine(folder_of(args), options)
    except EngineError as error:
        raise CommandError(str(error)) from error
    return 0


def _stop(args: argparse.Namespace) -> int:
    folder = folder_of(args)
    client = running(folder)
    if client is None:
        say(_("MailGuard is not running."))
        return 0
    with client:
        ask(client, Stop())
    gone = single.acquire(folder.lock, patience=_ENDING)
    if gone is None:
        raise CommandError(_("MailGuard is still finishing what it has begun."))
    gone.close()
    say(_("MailGuard has stopped. Mail that waits goes out when it runs again."))
    return 0
