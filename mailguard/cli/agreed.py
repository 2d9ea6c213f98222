"""Commands about passwords for attachments that were agreed on with organisations."""

from __future__ import annotations

import argparse
import getpass
import sys

from mailguard.cli.arguments import Parser, Subparsers, add_command, add_json, folder_of
from mailguard.cli.engine_link import ask, engine_or_files
from mailguard.cli.output import CommandError, print_json, say
from mailguard.domain import command as c
from mailguard.i18n import _

SHORTEST = 8
"""Characters of an agreed password; shorter ones are tried out in minutes."""


def register(commands: Subparsers) -> None:
    """Add these commands."""
    summary = _("passwords for attachments that you agreed on with other companies")
    family = commands.add_parser("agreed", help=summary, description=summary)
    inner = family.add_subparsers(metavar=_("COMMAND"), parser_class=Parser, required=True)
    add = add_command(inner, "set", _set, _("note the password that a company knows"))
    add.add_argument("--password-stdin", action="store_true",
                     help=_("read the password from standard input"))  # fmt: skip
    remove = add_command(inner, "remove", _remove, _("forget it"))
    for parser in (add, remove):
        parser.add_argument(
            "domain", metavar="DOMAIN", help=_("or an address at a free mail service")
        )
    add_json(add_command(inner, "list", _list, _("list the companies")))


def _set(args: argparse.Namespace) -> int:
    password = _read(args)
    if len(password) < SHORTEST:
        sentence = _("A password needs {n} characters at least.")
        raise CommandError(sentence.format(n=SHORTEST))
    _tell(args, c.Agree(_organisation(args), password))
    say(_("Noted. Files for {domain} are locked with it from now on.").format(domain=args.domain))
    return 0


def _remove(args: argparse.Namespace) -> int:
    _tell(args, c.Agree(_organisation(args), ""))
    say(_("Forgotten. Files for {domain} get a new password each time.").format(domain=args.domain))
    return 0


def _list(args: argparse.Namespace) -> int:
    with engine_or_files(folder_of(args)) as answerer:
        response = ask(answerer, c.ListAgreed())
    organisations = response.organisations if isinstance(response, c.Agreed) else ()
    if args.json:
        print_json(organisations)
    for organisation in () if args.json else organisations:
        say(organisation)
    return 0


def _tell(args: argparse.Namespace, command: c.Command) -> None:
    with engine_or_files(folder_of(args)) as answerer:
        ask(answerer, command, 120.0)  # a keyring may ask the user


def _organisation(args: argparse.Namespace) -> str:
    domain = str(args.domain).strip().casefold().removeprefix("@")
    if "." not in domain or " " in domain:
        raise CommandError(_("“{text}” is no domain.").format(text=args.domain))
    return domain


def _read(args: argparse.Namespace) -> str:
    """The password, never from the command line, which other users can see."""
    if args.password_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if sys.stdin.isatty():
        return getpass.getpass(_("Agreed password: "))
    raise CommandError(_("No password was given. Use --password-stdin, or a terminal."))
