"""Commands about receipts, for whoever runs an organisation's mail server."""

from __future__ import annotations

import argparse
import socket
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from mailguard import files
from mailguard.cli.arguments import Parser, Subparsers, add_command, mail_address
from mailguard.cli.output import CommandError, say, warn
from mailguard.i18n import _

if TYPE_CHECKING:
    from mailguard.receipt.gate import Verify
    from mailguard.receipt.key import Key

_BLOCK = 64 * 1024


def register(commands: Subparsers) -> None:
    """Add these commands."""
    summary = _("verify that mail left through MailGuard")
    family = commands.add_parser("receipt", help=summary, description=summary)
    inner = family.add_subparsers(metavar=_("COMMAND"), parser_class=Parser, required=True)
    new = add_command(inner, "new-key", _new_key, _("make a key for receipts"))
    new.add_argument("key", metavar="KEYFILE", type=Path, help=_("where it will lie"))
    verify = add_command(inner, "verify", _verify, _("look whether a mail's receipt is right"))
    verify.add_argument("mail", metavar="FILE", type=Path)
    verify.add_argument(
        "--recipient", metavar="ADDRESS", type=mail_address, action="append", required=True,
        help=_("whom it is for, as the envelope says; once for each"),
    )  # fmt: skip
    _add_keys(verify)
    gate = add_command(
        inner, "gate", _gate, _("stand before a server's queue, and refuse mail without a receipt")
    )
    gate.add_argument(
        "--next", metavar="HOST:PORT", type=_place, required=True,
        help=_("where mail goes on that has a receipt"),
    )  # fmt: skip
    _add_keys(gate)


def _add_keys(parser: Parser) -> None:
    parser.add_argument(
        "--key", metavar="KEYFILE", type=Path, action="append", required=True,
        help=_("the key; several while they change"),
    )  # fmt: skip
    parser.add_argument(
        "--hours", metavar="N", type=int, default=24, help=_("how old a receipt may be (24)")
    )


def _place(text: str) -> tuple[str, int]:
    host, _colon, port = text.rpartition(":")
    if not (host and port.isascii() and port.isdigit()):
        raise argparse.ArgumentTypeError(_("“{text}” is no HOST:PORT").format(text=text))
    return host, int(port)


def _new_key(args: argparse.Namespace) -> int:
    from mailguard.receipt.key import new_key  # noqa: PLC0415  only this needs it

    try:
        files.create(args.key, f"{new_key()}\n".encode())
    except OSError as error:
        sentence = _("{file} cannot be written: {reason}.")
        raise CommandError(sentence.format(file=args.key, reason=error.strerror)) from error
    sentence = _("The key lies in {file}. Whoever can read it can make receipts.")
    say(sentence.format(file=args.key))
    return 0


def _verify(args: argparse.Namespace) -> int:
    flaw = _verifying(args)(_blocks(args.mail), args.recipient)
    if flaw:
        warn(_(flaw.sentence))
        return 1
    say(_("This mail left through MailGuard, as it is, for exactly these recipients."))
    return 0


def _gate(args: argparse.Namespace) -> int:
    """The client is at the standard input and output, as inetd and Postfix's spawn have it."""
    from mailguard.receipt.gate import BrokenOffError, Gate  # noqa: PLC0415  only this needs it

    client = sys.stdin.buffer, sys.stdout.buffer
    try:
        with socket.create_connection(args.next, 60) as to, to.makefile("rb") as answers:
            to.settimeout(600)
            with to.makefile("wb") as asks:
                Gate(client, (answers, asks), _verifying(args)).serve()
    except (BrokenOffError, OSError) as error:
        raise CommandError(_("The connection broke off.")) from error
    return 0


def _verifying(args: argparse.Namespace) -> Verify:
    from mailguard.receipt.verifying import flaw_in  # noqa: PLC0415  only these commands need it

    most_age = timedelta(hours=args.hours)
    return partial(flaw_in, keys=_keys(args.key), now=datetime.now(UTC), most_age=most_age)


def _keys(paths: list[Path]) -> list[Key]:
    from mailguard.receipt.key import KeyFileError, read_key  # noqa: PLC0415  likewise

    try:
        return [read_key(path) for path in paths]
    except KeyFileError as error:
        raise CommandError(str(error)) from error


def _blocks(path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as file:
            while block := file.read(_BLOCK):
                yield block
    except OSError as error:
        sentence = _("{file} cannot be read: {reason}.")
        raise CommandError(sentence.format(file=path, reason=error.strerror)) from error
