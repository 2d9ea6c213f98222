"""Commands that show what is known of somebody, and forget it."""

from __future__ import annotations

import argparse
import sqlite3
from collections.abc import Callable
from contextlib import closing
from typing import Any

from mailguard.cli.arguments import (
    Parser,
    Subparsers,
    add_command,
    add_json,
    mail_address,
)
from mailguard.cli.check import knowledge_path
from mailguard.cli.output import CommandError, local, print_json, print_table, say, warn
from mailguard.cli.permitted import require_forgetting
from mailguard.i18n import _, ngettext


def register(commands: Subparsers) -> None:
    """Add these commands."""
    summary = _("show what was learned about somebody, or forget it")
    parser = commands.add_parser("knowledge", help=summary, description=summary)
    orders = parser.add_subparsers(metavar=_("COMMAND"), parser_class=Parser, required=True)
    show = _add(orders, "show", _show, _("show what is known of an address"))
    add_json(show)
    show.add_argument("address", metavar="ADDRESS", type=mail_address)
    forget = _add(orders, "forget", _forget, _("remove everything about an address"))
    forget.add_argument("address", metavar="ADDRESS", type=mail_address)
    listing = _add(orders, "list", _list, _("list who is known, those you write to most first"))
    add_json(listing)
    listing.add_argument("--limit", type=int, default=50, metavar="N")
    lists = _add(orders, "lists", _lists, _("read the organisation's own lists, and name mistakes"))
    add_json(lists)


def _add(
    orders: Subparsers, name: str, run: Callable[[argparse.Namespace], int], summary: str
) -> Parser:
    parser = add_command(orders, name, run, summary)
    parser.add_argument("--knowledge", metavar="DIR", help=_("the folder of what was learned"))
    return parser


def _show(args: argparse.Namespace) -> int:
    from mailguard.knowledge.portrait import portrait_of  # noqa: PLC0415  only some need it

    found = _answer(args, lambda connection: portrait_of(connection, args.address.key))
    if found is None:
        raise CommandError(_("Nothing is known about {address}.").format(address=args.address))
    if args.json:
        print_json(found)
        return 0
    rows = [
        (_("address"), found.address),
        (_("organisation"), found.organisation),
        (_("names"), ", ".join(found.names)),
        (_("companies"), ", ".join(found.companies)),
        (_("mails sent to it"), f"{found.sent}   {local(found.last_sent)}".strip()),
        (_("mails received from it"), f"{found.received}   {local(found.last_received)}".strip()),
        (_("came back"), local(found.bounced_at)),
        (_("often together with"), ", ".join(found.together)),
        (_("signature"), _signature(found.signature_lines, found.signature_times)),
    ]
    print_table([row for row in rows if row[1]])
    return 0


def _signature(lines: int, mails: int) -> str:
    sentence = ngettext("{lines} lines in {n} mail", "{lines} lines in {n} mails", mails)
    return sentence.format(lines=lines, n=mails) if lines else ""


def _list(args: argparse.Namespace) -> int:
    from mailguard.knowledge.portrait import contacts  # noqa: PLC0415  only some need it

    found = _answer(args, lambda connection: contacts(connection, args.limit)) or []
    if args.json:
        print_json(found)
    elif not found:
        say(_("Nobody is known yet. `mailguard learn` reads past mail."))
    else:
        heading = (_("address"), _("name"), _("sent"), _("received"))
        rows = [(c.address, c.name, str(c.sent), str(c.received)) for c in found]
        print_table([heading, *rows])
    return 0


def _forget(args: argparse.Namespace) -> int:
    from mailguard.knowledge.store import Store  # noqa: PLC0415  only some need it

    require_forgetting(args)
    path = knowledge_path(args)
    try:
        known = False
        if path.exists():
            with closing(Store(path)) as store:
                known = store.forget(args.address.key)
    except (sqlite3.Error, OSError) as error:
        raise CommandError(_unreadable(args, error)) from error
    if not known:
        raise CommandError(_("Nothing is known about {address}.").format(address=args.address))
    say(_("{address} is forgotten.").format(address=args.address))
    return 0


def _lists(args: argparse.Namespace) -> int:
    from mailguard.knowledge.lists import (  # noqa: PLC0415  only some need it
        COMPANIES,
        LISTS,
        companies_in_file,
        lists_in_file,
    )

    folder = knowledge_path(args).parent
    companies, lists = companies_in_file(folder / COMPANIES), lists_in_file(folder / LISTS)
    problems = (*companies.problems, *lists.problems)
    if args.json:
        print_json({"companies": len(companies.rows), "members": len(lists.rows),
                    "problems": problems})  # fmt: skip
    else:
        for problem in problems:
            warn(problem)
        sentence = _("{companies} companies in {file}, {members} members of lists in {other}.")
        say(sentence.format(companies=len(companies.rows), file=COMPANIES,
                            members=len(lists.rows), other=LISTS))  # fmt: skip
    return 1 if problems else 0


def _answer(args: argparse.Namespace, question: Callable[[sqlite3.Connection], Any]) -> Any:
    """What the file answers; None without a file. Raises CommandError."""
    from mailguard.knowledge.schema import open_to_read  # noqa: PLC0415  only some need it

    path = knowledge_path(args)
    if not path.exists():
        return None
    try:
        with closing(open_to_read(path)) as connection:
            return question(connection)
    except sqlite3.Error as error:
        raise CommandError(_unreadable(args, error)) from error


def _unreadable(args: argparse.Namespace, error: Exception) -> str:
    sentence = _("What was learned cannot be read from {file}: {reason}.")
    return sentence.format(file=knowledge_path(args), reason=error)
