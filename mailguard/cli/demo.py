"""The command that shows what MailGuard does, on a mail server of its own."""

from __future__ import annotations

import argparse
import asyncio
import signal

from mailguard.cli.arguments import Subparsers, add_command
from mailguard.cli.output import CommandError, say, warn
from mailguard.i18n import _


def register(commands: Subparsers) -> None:
    """Add this command."""
    demo = add_command(commands, "demo", _demo, _("try it, on a mail server of its own"))
    demo.add_argument(
        "--answer",
        choices=["send", "back", "undo"],
        help=_("answer by itself, in the terminal"),
    )


def _demo(args: argparse.Namespace) -> int:
    from mailguard.demo.play import has_display, keyboard, play  # noqa: PLC0415  loads the engine
    from mailguard.demo.terminal import Reaction  # noqa: PLC0415

    def beforehand() -> Reaction:
        return Reaction(args.answer)

    # ended as by Ctrl+C, so that it ends the processes it started
    signal.signal(signal.SIGTERM, lambda *_: signal.raise_signal(signal.SIGINT))
    in_terminal = beforehand if args.answer else keyboard
    react = None if has_display() and not args.answer else in_terminal
    try:
        return 0 if asyncio.run(play(say, react)) else 1
    except EOFError as error:
        warn("")  # ends the line of the question
        sentence = _("Nobody can answer here. Try: mailguard demo --answer send")
        raise CommandError(sentence) from error
