"""Commands about one person: what is kept of them, and forgetting it."""

from __future__ import annotations

import argparse
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

from mailguard.cli.arguments import (
    Parser,
    Subparsers,
    add_command,
    add_json,
    folder_of,
    mail_address,
)
from mailguard.cli.engine_link import ask, engine_or_files
from mailguard.cli.output import CommandError, print_json, say
from mailguard.cli.permitted import require_export, require_forgetting
from mailguard.domain import command as c
from mailguard.i18n import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mailguard.paths import DataFolder

_PATIENCE = 300.0
"""Seconds: files are written anew."""


def register(commands: Subparsers) -> None:
    """Add these commands."""
    summary = _("show everything that is kept of somebody, or forget it")
    family = commands.add_parser("privacy", help=summary, description=summary)
    inner = family.add_subparsers(metavar=_("COMMAND"), parser_class=Parser, required=True)
    for name, run, words in (
        ("export", _export, _("print everything that is kept of an address, as JSON")),
        ("erase", _erase, _("forget everything about an address")),
    ):
        parser = add_command(inner, name, run, words)
        parser.add_argument("address", metavar="ADDRESS", type=mail_address)
        if name == "erase":
            add_json(parser)


def _export(args: argparse.Namespace) -> int:
    require_export(args)
    folder, key = folder_of(args), args.address.key
    try:
        print_json(
            {
                "address": key,
                "mails": list(_mails(folder, key)),
                "known": _known(folder, key),
                "journal": list(_lines(folder, key)),
            }
        )
    except (OSError, sqlite3.Error) as error:
        sentence = _("The data folder {folder} cannot be used: {reason}.")
        raise CommandError(sentence.format(folder=folder.root, reason=error)) from error
    return 0


def _mails(folder: DataFolder, key: str) -> Iterator[dict[str, Any]]:
    from mailguard.spool import database  # noqa: PLC0415  only these commands need them
    from mailguard.spool.forgetting import mails_naming  # noqa: PLC0415
    from mailguard.spool.reading import Reader  # noqa: PLC0415

    if not (folder.spool / database.NAME).exists():
        return
    with closing(Reader(folder.spool, suspect=lambda: None)) as reader:
        for entry in reader.ask(lambda tables: mails_naming(tables, key)):
            yield {
                "id": entry.id,
                "received_at": entry.received_at,
                "state": entry.state,
                "subject": entry.subject,
                "sender": str(entry.envelope.sender or ""),
                "recipients": [str(address) for address in entry.envelope.recipients],
                "names": entry.names,
                "reason": entry.reason,
            }


def _known(folder: DataFolder, key: str) -> Any:
    from mailguard.knowledge.portrait import portrait_of  # noqa: PLC0415
    from mailguard.knowledge.schema import open_to_read  # noqa: PLC0415

    if not folder.knowledge.exists():
        return None
    with closing(open_to_read(folder.knowledge)) as connection:
        return portrait_of(connection, key)


def _lines(folder: DataFolder, key: str) -> Iterator[dict[str, Any]]:
    from mailguard.journal.book import Shelf  # noqa: PLC0415
    from mailguard.journal.lines import Reader  # noqa: PLC0415
    from mailguard.journal.verifying import lines_of  # noqa: PLC0415

    try:
        shelf = Shelf(folder.journal)
    except FileNotFoundError:
        return
    with closing(shelf):
        reader, mails = Reader(shelf.keys, _("(erased)")), set()
        for text in lines_of(shelf.files()):
            line = reader.read(text)
            if key in reader.people(line):
                mails.add(line.get("mail"))
            if key in reader.people(line) or line.get("mail") in mails:
                yield line


def _erase(args: argparse.Namespace) -> int:
    require_forgetting(args)
    with engine_or_files(folder_of(args)) as answerer:
        gone = ask(answerer, c.Forget(args.address), _PATIENCE)
    if not isinstance(gone, c.Forgot):
        raise CommandError(_("MailGuard's engine answered something else. Please restart it."))
    if args.json:
        print_json({"address": args.address.key, "mails": gone.mails, "waiting": gone.waiting,
                    "known": gone.was_known, "journal": gone.was_journalled})  # fmt: skip
    elif not (gone.mails or gone.waiting or gone.was_known or gone.was_journalled):
        say(_("Nothing is known about {address}.").format(address=args.address))
    else:
        _tell(args, gone)
    return 1 if gone.waiting else 0


def _tell(args: argparse.Namespace, gone: c.Forgot) -> None:
    say(_("{address} is forgotten.").format(address=args.address))
    if gone.mails:
        said = ngettext("{n} mail is gone.", "{n} mails are gone.", gone.mails)
        say(said.format(n=gone.mails))
    if gone.waiting:
        said = ngettext(
            "{n} mail to or from them still waits. Please erase once more when it has left.",
            "{n} mails to or from them still wait. Please erase once more when they have left.",
            gone.waiting,
        )
        say(said.format(n=gone.waiting))
