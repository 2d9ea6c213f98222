"""Commands with which an organisation signs its list of companies."""

from __future__ import annotations

import argparse
from pathlib import Path

from mailguard import files
from mailguard.cli.arguments import Parser, Subparsers, add_command
from mailguard.cli.output import CommandError, say, warn
from mailguard.i18n import _
from mailguard.signing import (
    COMPANIES,
    SigningError,
    beside,
    new_key,
    public_key,
    read_seal,
    seal,
    verified,
)


def register(commands: Subparsers) -> None:
    """Add these commands."""
    summary = _("sign your organisation's list of companies")
    family = commands.add_parser("list", help=summary, description=summary)
    inner = family.add_subparsers(metavar=_("COMMAND"), parser_class=Parser, required=True)
    key = add_command(inner, "new-key", _new_key, _("make a key for signing"))
    key.add_argument("key", metavar="KEYFILE", type=Path, help=_("where it will lie"))
    sign = add_command(inner, "sign", _sign, _("sign a list"))
    sign.add_argument("list", metavar="LIST", type=Path)
    sign.add_argument("--key", metavar="KEYFILE", type=Path, required=True)
    sign.add_argument(
        "--version", metavar="N", type=_version, help=_("without it, one more than the last")
    )
    check = add_command(
        inner, "check", _check, _("look whether a list is signed, and its lines right")
    )
    check.add_argument("list", metavar="LIST", type=Path)
    check.add_argument("--public", metavar="KEY", required=True, help=_("the public key"))


def _version(text: str) -> int:
    """A version, for argparse."""
    if not (text.isascii() and text.isdigit() and int(text) > 0):
        raise argparse.ArgumentTypeError(_("“{text}” is no version: 1, 2, 3 …").format(text=text))
    return int(text)


def _new_key(args: argparse.Namespace) -> int:
    private = new_key()
    try:
        files.create(args.key, private)
    except FileExistsError as error:
        sentence = _("There is a file {file} already. Please choose another name.")
        raise CommandError(sentence.format(file=args.key)) from error
    except OSError as error:
        raise _failed(args.key, error) from error
    say(_("The key lies in {file}. Keep it safe: who has it can sign.").format(file=args.key))
    say(_("For config.toml:") + f'\n\n[companies]\nkey = "{public_key(private)}"')
    return 0


def _sign(args: argparse.Namespace) -> int:
    octets, private = _read(args.list), _read(args.key)
    _name_mistakes(octets, args.list)
    version = _next(args.list) if args.version is None else args.version
    try:
        beside(args.list).write_bytes(seal(octets, private, COMPANIES, version))
    except SigningError as error:
        raise CommandError(_("{file}: {problem}.").format(file=args.key, problem=error)) from error
    except OSError as error:
        raise _failed(beside(args.list), error) from error
    told = _("{file} is signed as version {version}. Publish it together with {other}.")
    say(told.format(file=args.list, version=version, other=beside(args.list)))
    return 0


def _check(args: argparse.Namespace) -> int:
    octets, text = _read(args.list), _read(beside(args.list))
    try:
        found = verified(octets, text, args.public, COMPANIES)
    except SigningError as error:
        raise CommandError(_("{file}: {problem}.").format(file=args.list, problem=error)) from error
    wrong = _name_mistakes(octets, args.list)
    say(_("{file} is version {version}.").format(file=args.list, version=found.version))
    return 1 if wrong else 0


def _name_mistakes(octets: bytes, path: Path) -> int:
    from mailguard.knowledge.lists import companies_in  # noqa: PLC0415  only this needs it

    problems = companies_in(octets, path).problems
    for problem in problems:
        warn(problem)
    return len(problems)


def _next(path: Path) -> int:
    """The version after the one that was signed last. Raises CommandError."""
    try:
        return read_seal(beside(path).read_bytes()).version + 1
    except FileNotFoundError:
        return 1
    except (SigningError, OSError) as error:
        sentence = _("Which version comes next cannot be read from {file}: give it with --version.")
        raise CommandError(sentence.format(file=beside(path))) from error


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        sentence = _("{file} cannot be read: {reason}.")
        raise CommandError(sentence.format(file=path, reason=error.strerror)) from error


def _failed(path: Path, error: OSError) -> CommandError:
    sentence = _("{file} cannot be written: {reason}.")
    return CommandError(sentence.format(file=path, reason=error.strerror))
