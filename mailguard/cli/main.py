"""The program `mailguard`: reads the command line and has the command carried out."""

from __future__ import annotations

import argparse
import io
import logging
import os
import sys
from collections.abc import Sequence
from importlib import metadata
from typing import Any

from mailguard import i18n
from mailguard.cli import (
    account,
    agreed,
    batch,
    check,
    company_list,
    demo,
    desktop,
    doctor,
    engine,
    journal,
    knowledge,
    learn,
    listing,
    order,
    policy,
    privacy,
    receipt,
)
from mailguard.cli.arguments import Parser
from mailguard.cli.output import CommandError, warn
from mailguard.i18n import _

_FAMILIES = (
    engine, account, agreed, listing, order, check, learn, knowledge, company_list, journal,
    privacy, policy, receipt, batch, doctor, demo,
)  # fmt: skip
"""The modules that add commands, in the order of the help."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out the command of `arguments`; the exit code: 0 done, 1 not done, 2 not understood."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that lacks a letter shows a ?
    logging.getLogger().addHandler(logging.NullHandler())  # only sentences go to the terminal
    i18n.use(i18n.preferred())
    try:
        args = _parser().parse_args(arguments)
        return int(args.run(args))
    except CommandError as error:
        warn(str(error))
        return 1
    except BrokenPipeError:
        # whoever read has gone; what is still buffered must not fail once more at the end
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        return 130


def _parser() -> Parser:
    parser = Parser(prog="mailguard", description=_("A review, a delay and an undo for your mail."))
    parser.add_argument("--version", action=_Version, help=_("show the version"))
    parser.set_defaults(run=desktop.start)
    commands = parser.add_subparsers(metavar=_("COMMAND"), parser_class=Parser)
    for family in _FAMILIES:
        family.register(commands)
    return parser


class _Version(argparse.Action):
    """Looks the version up only when it is asked for."""

    def __init__(self, **options: Any) -> None:
        super().__init__(nargs=0, default=argparse.SUPPRESS, **options)

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        print(f"MailGuard {metadata.version('mailguard')}")
        parser.exit()
