"""The command that learns from past mail and from address books."""

from __future__ import annotations

import argparse
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from mailguard.cli.arguments import Subparsers, add_command, add_json, folder_of, mail_address
from mailguard.cli.check import knowledge_path
from mailguard.cli.output import CommandError, print_json, print_table, say, warn
from mailguard.domain.address import Address
from mailguard.i18n import _

if TYPE_CHECKING:
    from mailguard.cli.learning import Learned
    from mailguard.knowledge.sources.thunderbird import MailFolder

_MOST_NAMED = 20  # things that cannot be read


def register(commands: Subparsers) -> None:
    """Add this command."""
    summary = _("learn from past mail (mbox, Maildir, .eml) and address books (vCard, LDIF, CSV)")
    learn = add_command(commands, "learn", _learn, summary)
    add_json(learn)
    learn.add_argument("files", metavar="FILE|DIR", nargs="*")
    learn.add_argument("--received", action="store_true", help=_("it is mail you received"))
    learn.add_argument(
        "--thunderbird", action="store_true", help=_("look for Thunderbird's folders, and ask")
    )
    learn.add_argument("--knowledge", metavar="DIR", help=_("the folder of what was learned"))
    learn.add_argument(
        "--own-address", metavar="A", type=mail_address, action="append", default=[],
        help=_("an address of your own; may be given several times"),
    )  # fmt: skip


def _learn(args: argparse.Namespace) -> int:
    jobs = [(Path(file), not args.received) for file in args.files]
    if args.thunderbird:
        jobs += _thunderbird()
    elif not jobs:
        raise CommandError(_("Please name files or folders to learn from, or --thunderbird."))
    path = knowledge_path(args)
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _run(path, jobs, args)
    except (sqlite3.Error, OSError) as error:
        sentence = _("What was learned cannot be kept in {folder}: {reason}.")
        raise CommandError(sentence.format(folder=path.parent, reason=error)) from error
    return 0


def _run(path: Path, jobs: Sequence[tuple[Path, bool]], args: argparse.Namespace) -> None:
    from mailguard.cli.learning import Learning  # noqa: PLC0415  loads what reads mail
    from mailguard.knowledge.store import Store  # noqa: PLC0415  likewise

    with closing(Store(path)) as store:
        learning = Learning(store, tuple(args.own_address) or _addresses(args))
        try:
            for is_sent in (True, False):
                learning.learn([job for job, sent in jobs if sent is is_sent], is_sent=is_sent)
        finally:  # also where the user breaks it off
            _tell(learning.learned, as_json=args.json)


def _tell(learned: Learned, *, as_json: bool) -> None:
    if as_json:
        print_json(learned)
        return
    for sentence in learned.unreadable[:_MOST_NAMED]:
        warn(sentence)
    more = len(learned.unreadable) - _MOST_NAMED
    if more > 0:
        warn(_("… and {count} more.").format(count=more))
    say(learned.sentence)


def _addresses(args: argparse.Namespace) -> tuple[Address, ...]:
    """Those of the accounts; none where they cannot be read: authors stand in for them."""
    from mailguard.accounts.register import RegisterError, read  # noqa: PLC0415  only here

    try:
        records = read(folder_of(args).accounts).values()
    except RegisterError:
        return ()
    return tuple(address for record in records for address in record.account.addresses)


def _thunderbird() -> list[tuple[Path, bool]]:
    """The folders that were found, if the user agrees. Raises CommandError."""
    from mailguard.knowledge.sources.thunderbird import mail_folders  # noqa: PLC0415  only here

    found = mail_folders()
    if not found:
        raise CommandError(_("No mail of Thunderbird was found on this computer."))
    say(_("Thunderbird's mail on this computer:"))
    print_table([(_direction(each), _megabytes(each), str(each.path)) for each in found], "  ")
    try:
        answer = input(_("Learn from it? No text is kept. [y/N] "))
    except EOFError as error:
        warn("")  # ends the line of the question
        raise CommandError(_("Nobody can answer here. Please name the folders.")) from error
    if answer.strip().casefold() not in ("y", "yes", "はい"):
        raise CommandError(_("Nothing was read."))
    return [(each.path, each.is_sent) for each in found]


def _direction(folder: MailFolder) -> str:
    return _("sent") if folder.is_sent else _("received")


def _megabytes(folder: MailFolder) -> str:
    return f"{folder.size / 1e6:.1f} MB"
