"""The command that learns from past mail and from address books."""

from __future__ import annotations

import argparse
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

from mailguard.cli import learning_lines
from mailguard.cli.arguments import Subparsers, add_command, add_json, folder_of, mail_address
from mailguard.cli.check import knowledge_path
from mailguard.cli.output import CommandError, print_json, print_table, say, warn, warn_of
from mailguard.cli.progress import Progress, Shows, sentence
from mailguard.domain.address import Address
from mailguard.domain.learning import Learned, MailFolder, Wish
from mailguard.i18n import _


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
    learn.add_argument(
        "--find", action="store_true", help=_("show Thunderbird's folders, and read nothing")
    )
    learn.add_argument(
        "--json-lines", action="store_true",
        help=_("read what to learn from as a line of JSON, and tell how far it is in such lines"),
    )  # fmt: skip
    learn.add_argument("--knowledge", metavar="DIR", help=_("the folder of what was learned"))
    learn.add_argument(
        "--own-address", metavar="A", type=mail_address, action="append", default=[],
        help=_("an address of your own; may be given several times"),
    )  # fmt: skip


def _learn(args: argparse.Namespace) -> int:
    if args.find:
        return _show_found(args)
    wish = _wish(args)
    path = knowledge_path(args)
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _run(path, wish, args)
    except (sqlite3.Error, OSError) as error:
        words = _("What was learned cannot be kept in {folder}: {reason}.")
        raise CommandError(words.format(folder=path.parent, reason=error)) from error
    return 0


def _wish(args: argparse.Namespace) -> Wish:
    """What the user wants it to learn from. Raises CommandError."""
    if args.json_lines:
        return learning_lines.wish()
    named = tuple(args.files)
    found = _thunderbird() if args.thunderbird else []
    if not named and not found:
        raise CommandError(_("Please name files or folders to learn from, or --thunderbird."))
    sent = (*(() if args.received else named), *(each.path for each in found if each.is_sent))
    received = (*(named if args.received else ()), *(e.path for e in found if not e.is_sent))
    return Wish(sent, received)


def _run(path: Path, wish: Wish, args: argparse.Namespace) -> None:
    from mailguard.cli.learning import Learning  # noqa: PLC0415  loads what reads mail
    from mailguard.knowledge.store import Store  # noqa: PLC0415  likewise

    shows: Callable[[int], Shows] = learning_lines.Lines if args.json_lines else Progress
    with closing(Store(path)) as store:
        learning = Learning(store, tuple(args.own_address) or _addresses(args), shows)
        try:
            learning.learn(map(Path, wish.sent), map(Path, wish.received))
        finally:  # also where the user breaks it off
            if args.json_lines:
                learning_lines.ended(learning.learned)
            else:
                _tell(learning.learned, as_json=args.json)


def _tell(learned: Learned, *, as_json: bool) -> None:
    if as_json:
        print_json(learned)
        return
    warn_of(learned.unreadable)
    say(sentence(learned))


def _addresses(args: argparse.Namespace) -> tuple[Address, ...]:
    """Those of the accounts; none where they cannot be read: authors stand in for them."""
    from mailguard.accounts.register import RegisterError, read  # noqa: PLC0415  only here

    try:
        records = read(folder_of(args).accounts).values()
    except RegisterError:
        return ()
    return tuple(address for record in records for address in record.account.addresses)


def _show_found(args: argparse.Namespace) -> int:
    from mailguard.knowledge.sources.thunderbird import mail_folders  # noqa: PLC0415  only some

    found = mail_folders()
    if args.json:
        print_json(found)
    elif found:
        _print(found)
    else:
        say(_("No mail of Thunderbird was found on this computer."))
    return 0


def _thunderbird() -> list[MailFolder]:
    """The folders that were found, if the user agrees. Raises CommandError."""
    from mailguard.knowledge.sources.thunderbird import mail_folders  # noqa: PLC0415  only some

    found = mail_folders()
    if not found:
        raise CommandError(_("No mail of Thunderbird was found on this computer."))
    _print(found)
    try:
        answer = input(_("Learn from it? No text is kept. [y/N] "))
    except EOFError as error:
        warn("")  # ends the line of the question
        raise CommandError(_("Nobody can answer here. Please name the folders.")) from error
    if answer.strip().casefold() not in ("y", "yes", "はい"):
        raise CommandError(_("Nothing was read."))
    return found


def _print(found: Sequence[MailFolder]) -> None:
    say(_("Thunderbird's mail on this computer:"))
    rows = [(each.account, _direction(each), _megabytes(each), each.path) for each in found]
    print_table(rows, "  ")


def _direction(folder: MailFolder) -> str:
    return _("sent") if folder.is_sent else _("received")


def _megabytes(folder: MailFolder) -> str:
    return f"{folder.size / 1e6:.1f} MB"
