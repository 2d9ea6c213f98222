"""The policy that a command goes by: of the file it was given, else what holds here."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from mailguard.cli.arguments import folder_of
from mailguard.cli.output import CommandError, warn
from mailguard.config import Document
from mailguard.directory.folder import DirectoryFolder
from mailguard.domain.policy import Policy
from mailguard.i18n import _
from mailguard.rulebook import places
from mailguard.rulebook.checking import unknown_groups
from mailguard.rulebook.edition import Edition
from mailguard.rulebook.layers import Layered
from mailguard.rulebook.reading import Read, kind_of, read_octets
from mailguard.rulebook.rulebook import Rulebook
from mailguard.rulebook.sheet import OrganisationSheet, Sheet


def policy_of(args: argparse.Namespace) -> Policy:
    """What --policy says, with the people of --directory; without: what holds here for everybody.

    Own domains of --own-domain are added. Raises CommandError.
    """
    file = getattr(args, "policy", None)
    policy = _policy_in(Path(file), args) if file else _policy_here(args)
    organisation = policy.settings.organisation
    own = (*organisation.own, *getattr(args, "own_domain", ()))
    settings = replace(policy.settings, organisation=replace(organisation, own=own))
    return replace(policy, settings=settings)


def _policy_here(args: argparse.Namespace) -> Policy:
    edition = _edition(args)
    for condition in edition.conditions:
        warn(condition.sentence)
    return edition.policy_for(())


def _policy_in(path: Path, args: argparse.Namespace) -> Policy:
    try:
        octets = path.read_bytes()
    except OSError as error:
        sentence = _("{file} cannot be read: {reason}.")
        raise CommandError(sentence.format(file=path, reason=error.strerror)) from error
    read: Read[Any] = read_octets(path, octets, kind_of(path, octets))
    if read.document is None or read.sheet is None or read.problems:
        raise CommandError("\n".join(map(str, read.problems)))
    folder = _directory(read.sheet, path, args)
    _warn_of_unknown_groups(read.document, read.sheet, folder)
    layered = Layered([read])
    rules = tuple(placed for placed, _origin in layered.rules)
    return Policy(layered.configuration.settings, rules, folder)


def _directory(sheet: Sheet, policy: Path, args: argparse.Namespace) -> str:
    """The folder of the people that a policy speaks of; "": there is none."""
    if given := getattr(args, "directory", None):
        if not Path(given).is_dir():
            raise CommandError(_("{folder} is no folder.").format(folder=given))
        return str(given)
    named = sheet.directory.folder if isinstance(sheet, OrganisationSheet) else ""
    beside = policy.parent / (named or "directory")
    return str(beside) if named or beside.is_dir() else _edition(args).policy_for(()).directory


def _warn_of_unknown_groups(document: Document, sheet: Sheet, folder: str) -> None:
    people = DirectoryFolder(Path(folder)).current() if folder else None
    for problem in unknown_groups(document, sheet, people.has_group if people else _nowhere):
        warn(str(problem))


def _nowhere(_group: str) -> bool:
    return False


def _edition(args: argparse.Namespace) -> Edition:
    return Rulebook(places.system_places(), folder_of(args), keeps=False).read()
