"""Commands about the policy: whether its files are right, and what holds in the end."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from mailguard.cli import backtest, fatigue, policy_edit, policy_import
from mailguard.cli.arguments import (
    Parser,
    Subparsers,
    add_command,
    add_json,
    folder_of,
    mail_address,
)
from mailguard.cli.output import CommandError, print_json, say
from mailguard.i18n import _, ngettext

if TYPE_CHECKING:
    from mailguard.config import Problem
    from mailguard.directory.people import People
    from mailguard.domain.rule import Placed
    from mailguard.rulebook.edition import Edition
    from mailguard.rulebook.layers import Layered, Origin
    from mailguard.toml_lines import KeyPath


def register(commands: Subparsers) -> None:
    """Add these commands."""
    summary = _("check the policy's files, or show what holds")
    parser = commands.add_parser("policy", help=summary, description=summary)
    orders = parser.add_subparsers(metavar=_("COMMAND"), parser_class=Parser, required=True)
    check = add_command(orders, "check", _check, _("say everything that is wrong in files"))
    check.add_argument("files", metavar="FILE", nargs="+", help=_("or a folder of a directory"))
    show = add_command(orders, "show", _show, _("show what holds"))
    show.add_argument("--explain", action="store_true", help=_("and who said so, and where"))
    show.add_argument("--account", metavar="ADDRESS", type=mail_address, help=_("for this account"))
    add_json(show)
    backtest.register(orders)
    fatigue.register(orders)
    policy_import.register(orders)
    policy_edit.register(orders)
    sign = add_command(orders, "sign", _sign, _("sign a policy that computers fetch"))
    sign.add_argument("file", metavar="FILE", type=Path)
    sign.add_argument("--key", metavar="KEYFILE", type=Path, required=True)


def _check(args: argparse.Namespace) -> int:
    problems = [problem for file in args.files for problem in _problems(Path(file), args)]
    for problem in problems:
        say(str(problem))
    if not problems:
        count = len(args.files)
        said = ngettext("The file is in order.", "{count} files are in order.", count)
        say(said.format(count=count))
    return 1 if problems else 0


def _problems(path: Path, args: argparse.Namespace) -> Iterator[Problem]:
    from mailguard.config import Problem  # noqa: PLC0415  loads what only this command needs
    from mailguard.directory.folder import DirectoryFolder  # noqa: PLC0415  likewise
    from mailguard.rulebook.reading import kind_of, read_octets  # noqa: PLC0415  likewise

    if path.is_dir():
        directory = DirectoryFolder(path)
        directory.current()
        yield from directory.problems
        return
    try:
        octets = path.read_bytes()
    except OSError as error:
        sentence = _("{file} cannot be read: {reason}.")
        said = sentence.format(file=path, reason=error.strerror)
        yield Problem(str(path), 0, said)
        return
    read = read_octets(path, octets, kind_of(path, octets))
    yield from read.problems
    if read.counts:
        yield from _edition(args).between(read, _people_beside(path))


def _people_beside(path: Path) -> People | None:
    """Those of the directory that lies beside a policy; None: there is none."""
    from mailguard.directory.folder import DirectoryFolder  # noqa: PLC0415  as above

    beside = path.parent / "directory"
    return DirectoryFolder(beside).current() if beside.is_dir() else None


def _show(args: argparse.Namespace) -> int:
    edition = _edition(args)
    addresses = [args.account] if args.account else []
    shown = _Shown(edition.layers_for(addresses), edition.rules_for(addresses), edition)
    if args.json:
        print_json(shown.as_json())
    else:
        for line in shown.lines(explained=args.explain):
            say(line)
    return 0


def _edition(args: argparse.Namespace) -> Edition:
    from mailguard.rulebook.places import system_places  # noqa: PLC0415  as above
    from mailguard.rulebook.rulebook import Rulebook  # noqa: PLC0415  likewise

    return Rulebook(system_places(), folder_of(args), keeps=False).read()


def _sign(args: argparse.Namespace) -> int:
    from mailguard import signing  # noqa: PLC0415  as above
    from mailguard.rulebook.reading import read_octets  # noqa: PLC0415  likewise
    from mailguard.rulebook.sheet import OrganisationSheet  # noqa: PLC0415  likewise

    octets, private = _octets(args.file), _octets(args.key)
    read = read_octets(args.file, octets, OrganisationSheet)
    if read.sheet is None or read.problems:
        raise CommandError("\n".join(map(str, read.problems)))
    version, beside = read.sheet.version, signing.beside(args.file)
    try:
        _see_that_it_grew(version, beside)
        beside.write_bytes(signing.seal(octets, private, signing.POLICY, version))
    except signing.SigningError as error:
        raise CommandError(_("{file}: {problem}.").format(file=args.key, problem=error)) from error
    except OSError as error:
        sentence = _("{file} cannot be written: {reason}.")
        raise CommandError(sentence.format(file=beside, reason=error.strerror)) from error
    told = _("{file} is signed as version {version}. Publish it together with {other}.")
    say(told.format(file=args.file, version=version, other=beside))
    return 0


def _see_that_it_grew(version: int, beside: Path) -> None:
    """Raises CommandError where nobody would take the file over, SigningError."""
    from mailguard.signing import read_seal  # noqa: PLC0415  as above

    try:
        last = read_seal(beside.read_bytes()).version
    except FileNotFoundError:
        return
    if version <= last:
        sentence = _("Version {last} was signed before. Please write a larger “version” first.")
        raise CommandError(sentence.format(last=last))


def _octets(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        sentence = _("{file} cannot be read: {reason}.")
        raise CommandError(sentence.format(file=path, reason=error.strerror)) from error


class _Shown:
    """What holds, as lines or as JSON."""

    def __init__(
        self, layers: Layered, rules: list[tuple[Placed, Origin]], edition: Edition
    ) -> None:
        self._layers = layers
        self._rules = rules
        self._edition = edition

    def lines(self, *, explained: bool) -> Iterator[str]:
        for key, value in self._settings():
            line = f"{'.'.join(map(str, key))} = {json.dumps(value, ensure_ascii=False)}"
            yield f"{line}  # {self._explained(key)}" if explained else line
        for name, allowed in msgspec.structs.asdict(self._edition.permissions).items():
            line = f"permissions.{name} = {json.dumps(allowed)}"
            yield f"{line}  # {_where(self._edition.granting(name))}" if explained else line
        for placed, origin in self._rules:
            line = f"[[rule]] {placed.name} ({placed.rule.mode}) {placed.rule.title}".rstrip()
            yield f"{line}  # {_where(origin)}" if explained else line
        for condition in self._edition.conditions:
            yield f"! {condition.sentence} {condition.remedy}"

    def as_json(self) -> dict[str, object]:
        return {
            "settings": {
                ".".join(map(str, key)): {
                    "value": value,
                    "from": self._layers.origin(key),
                    "locked": self._layers.lock(key),
                }
                for key, value in self._settings()
            },
            "permissions": self._edition.permissions,
            "rules": [
                {"layer": placed.layer, "from": origin, **msgspec.to_builtins(placed.rule)}
                for placed, origin in self._rules
            ],
            "conditions": self._edition.conditions,
        }

    def _settings(self) -> Iterator[tuple[KeyPath, Any]]:
        from mailguard.rulebook.layers import leaves  # noqa: PLC0415  it has been loaded

        yield from leaves(msgspec.to_builtins(self._layers.configuration))

    def _explained(self, key: KeyPath) -> str:
        where = _where(self._layers.origin(key))
        lock = self._layers.lock(key)
        if lock is None:
            return where
        return _("{origin}; locked by {lock}").format(origin=where, lock=_where(lock))


def _where(origin: Origin) -> str:
    from mailguard.config import place_in_words  # noqa: PLC0415  it has been loaded

    if not origin.file:
        return _("built in")
    return place_in_words(Path(origin.file), origin.line)
