"""What the organisation's policy does not let a command line do, where no engine is asked."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from mailguard.cli.arguments import folder_of
from mailguard.cli.output import CommandError
from mailguard.domain.permissions import Permissions
from mailguard.i18n import _


def require_export(args: argparse.Namespace) -> None:
    """Raises CommandError where nothing may be written into files."""
    _require(args, lambda permissions: permissions.export)


def require_forgetting(args: argparse.Namespace) -> None:
    """Raises CommandError where nothing may be forgotten."""
    _require(args, lambda permissions: permissions.forgetting)


def _require(args: argparse.Namespace, is_allowed: Callable[[Permissions], bool]) -> None:
    from mailguard.rulebook import places  # noqa: PLC0415  only some commands need it
    from mailguard.rulebook.rulebook import Rulebook  # noqa: PLC0415  likewise

    edition = Rulebook(places.system_places(), folder_of(args), keeps=False).read()
    if not is_allowed(edition.permissions):
        raise CommandError(_("Your organisation's policy does not allow this."))
