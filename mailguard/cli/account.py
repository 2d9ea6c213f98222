"""Commands about accounts; they work whether or not the engine runs."""

from __future__ import annotations

import argparse
import getpass
import sys
from pathlib import Path
from typing import Any

from mailguard.cli.arguments import (
    Parser,
    Subparsers,
    add_command,
    add_json,
    folder_of,
    mail_address,
    seconds,
)
from mailguard.cli.engine_link import ask, engine_or_files
from mailguard.cli.output import CommandError, print_json, print_table, say, warn
from mailguard.domain import command as c
from mailguard.domain.account import Account, Auth, Security, Server
from mailguard.i18n import _

_PATIENCE = 120.0
"""Seconds: a server may be slow, and a keyring may ask the user."""


def register(commands: Subparsers) -> None:
    """Add these commands."""
    family = commands.add_parser("account", help=_("add, list, try and remove accounts"))
    inner = family.add_subparsers(metavar=_("COMMAND"), parser_class=Parser, required=True)
    _register_add(inner)
    add_json(add_command(inner, "list", _list, _("show all accounts")))
    for name, run, summary in (
        ("remove", _remove, _("remove an account")),
        ("test", _test, _("sign in to an account's server, without sending anything")),
        ("password", _password, _("give the password of an account's server")),
    ):
        parser = add_command(inner, name, run, summary)
        parser.add_argument("address", metavar="ADDRESS")
        add_json(parser)
        if name == "password":
            _add_password_stdin(parser)


def _register_add(inner: Subparsers) -> None:
    add = add_command(inner, "add", _add, _("add an account, or change it"))
    add.add_argument("--address", required=True, type=mail_address, help=_("your mail address"))
    add.add_argument(
        "--from", dest="senders", action="append", default=[], type=mail_address, metavar="ADDRESS",
        help=_("a further address you write from (may be repeated)"),
    )  # fmt: skip
    add.add_argument("--host", required=True, help=_("your mail server"))
    add.add_argument("--port", required=True, type=int, help=_("its port: mostly 587 or 465"))
    add.add_argument("--security", required=True, choices=[s.value for s in Security])
    add.add_argument("--auth", required=True, choices=[a.value for a in Auth])
    add.add_argument("--username", default="", help=_("if it is not your address"))
    add.add_argument(
        "--ca", type=Path, metavar="FILE", help=_("certificates to trust, in PEM format")
    )
    add.add_argument(
        "--hold-limit", type=seconds, metavar="SECONDS",
        help=_("how long your mail program waits for the answer at most"),
    )  # fmt: skip
    _add_password_stdin(add)
    add_json(add)


def _add_password_stdin(parser: Parser) -> None:
    parser.add_argument(
        "--password-stdin", action="store_true", help=_("read the password from standard input")
    )


def _add(args: argparse.Namespace) -> int:
    server = Server(
        args.host,
        args.port,
        Security(args.security),
        Auth(args.auth),
        args.username,
        str(args.ca.absolute()) if args.ca else None,
    )
    account = Account(args.address, server, tuple(args.senders), args.hold_limit)
    password = _read_password(args) if server.auth is Auth.PASSWORD else None
    with engine_or_files(folder_of(args)) as answerer:
        response = ask(answerer, c.AddAccount(account, password), _PATIENCE)
    if not isinstance(response, c.AccountListing):
        raise CommandError(_("MailGuard's engine answered something else. Please restart it."))
    (entry,) = response.accounts
    if args.json:
        print_json({"address": str(entry.account.address), "smtp": entry.smtp})
    else:
        _tell(entry)
    for condition in entry.conditions:
        warn(f"{condition.sentence} {condition.remedy}")
    return 0


def _tell(entry: c.AccountEntry) -> None:
    smtp = entry.smtp
    say(_("Enter this in your mail program, for the outgoing mail of {address}:").format(
        address=entry.account.address))  # fmt: skip
    say("")
    print_table(
        [
            (_("Server"), smtp.host),
            (_("Port"), str(smtp.port)),
            (_("Security"), _("none: it does not leave this computer")),
            (_("User name"), smtp.username),
            (_("Password"), smtp.password or _("as before; it cannot be shown any more")),
        ],
        indent="  ",
    )
    say("")
    say(
        _(
            "If it insists on SSL/TLS: port {port}. It may ask once whether to trust MailGuard."
        ).format(port=smtp.tls_port)
    )


def _list(args: argparse.Namespace) -> int:
    with engine_or_files(folder_of(args)) as answerer:
        response = ask(answerer, c.ListAccounts())
    entries = response.accounts if isinstance(response, c.AccountListing) else ()
    if args.json:
        print_json([_as_json(entry) for entry in entries])
        return 0
    if not entries:
        say(_("No account yet. `mailguard account add --help` says how to add one."))
    for entry in entries:
        server = entry.account.server
        say(f"{entry.account.address}  →  {server.host}:{server.port}")
        for condition in entry.conditions:
            say(f"  {condition.sentence} {condition.remedy}")
    return 0


def _as_json(entry: c.AccountEntry) -> dict[str, Any]:
    account = entry.account
    return {
        "address": str(account.address),
        "from": [str(sender) for sender in account.senders],
        "server": account.server,
        "hold_limit": account.hold_limit,
        "smtp": entry.smtp,
        "conditions": entry.conditions,
    }


def _remove(args: argparse.Namespace) -> int:
    with engine_or_files(folder_of(args)) as answerer:
        ask(answerer, c.RemoveAccount(args.address))
    return _done(args, _("The account {address} is removed.").format(address=args.address))


def _password(args: argparse.Namespace) -> int:
    password = _read_password(args)
    if password is None:
        raise CommandError(_("No password was given. Use --password-stdin, or a terminal."))
    with engine_or_files(folder_of(args)) as answerer:
        ask(answerer, c.SetPassword(args.address, password), _PATIENCE)
    return _done(args, _("The password of {address} is set.").format(address=args.address))


def _done(args: argparse.Namespace, sentence: str) -> int:
    if args.json:
        print_json({"address": args.address})
    else:
        say(sentence)
    return 0


def _test(args: argparse.Namespace) -> int:
    with engine_or_files(folder_of(args)) as answerer:
        response = ask(answerer, c.TryAccount(args.address), _PATIENCE)
    succeeded = isinstance(response, c.Tried) and response.succeeded
    sentence = response.sentence if isinstance(response, c.Tried) else ""
    if args.json:
        print_json({"address": args.address, "succeeded": succeeded, "sentence": sentence})
    else:
        say(sentence)
    return 0 if succeeded else 1


def _read_password(args: argparse.Namespace) -> str | None:
    """The password, never from the command line, which other users can see; None: none given."""
    if args.password_stdin:
        return _decoded(sys.stdin.buffer.readline())
    if sys.stdin.isatty():
        return getpass.getpass(_("Password of the mail server: ")) or None
    return None


def _decoded(line: bytes) -> str:
    try:
        password = line.rstrip(b"\r\n").decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CommandError(_("The password on standard input is not UTF-8.")) from error
    if not password:
        raise CommandError(_("There is no password on standard input."))
    return password
