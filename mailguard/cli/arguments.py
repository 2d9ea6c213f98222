"""What every command takes: the data folder, and JSON where there is a result."""

from __future__ import annotations

import argparse
import math
from collections.abc import Callable
from typing import NoReturn, TypeAlias

from mailguard.domain.address import Address, AddressError
from mailguard.i18n import _
from mailguard.paths import DataFolder

Subparsers: TypeAlias = "argparse._SubParsersAction[Parser]"  # the only name argparse gives it

Run = Callable[[argparse.Namespace], int]
"""Carries a command out; the exit code. Raises CommandError."""


class Parser(argparse.ArgumentParser):
    """A parser with --data, which may stand before or after the command."""

    def __init__(self, **options: object) -> None:
        super().__init__(allow_abbrev=False, **options)  # type: ignore[arg-type]  # passed on as is
        self.add_argument(
            "--data",
            metavar="DIR",
            default=argparse.SUPPRESS,  # what stood before the command is not forgotten
            help=_("the data folder (also: MAILGUARD_DATA)"),
        )

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{message}\n{self.format_usage()}")


def add_command(commands: Subparsers, name: str, run: Run, summary: str) -> Parser:
    """A command that `run` carries out."""
    parser = commands.add_parser(name, help=summary, description=summary)
    parser.set_defaults(run=run)
    return parser


def add_json(parser: Parser) -> None:
    """The option --json."""
    parser.add_argument("--json", action="store_true", help=_("print JSON"))


def seconds(text: str) -> float:
    """The number of seconds in `text`, for argparse."""
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not (math.isfinite(number) and number >= 0):
        raise argparse.ArgumentTypeError(_("“{text}” is no number of seconds").format(text=text))
    return number


def mail_address(text: str) -> Address:
    """The mail address in `text`, for argparse."""
    try:
        return Address.parse(text)
    except AddressError as error:
        sentence = _("“{text}” is no mail address")
        raise argparse.ArgumentTypeError(sentence.format(text=text)) from error


def folder_of(args: argparse.Namespace) -> DataFolder:
    """The data folder that the command line or the environment names."""
    return DataFolder.locate(getattr(args, "data", None))
