"""The command that says what is wrong with this installation, and what to do."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from datetime import UTC, datetime

from mailguard.cli.arguments import Subparsers, add_command, add_json, folder_of
from mailguard.cli.engine_link import ask, engine_or_files, running
from mailguard.cli.output import CommandError, print_json, say
from mailguard.control.client import Client
from mailguard.domain.command import Examine, Examined
from mailguard.domain.event import Condition
from mailguard.i18n import _, ngettext
from mailguard.paths import DataFolder

_PATIENCE = 120.0
"""Seconds: every account's server is asked."""


def register(commands: Subparsers) -> None:
    """Add this command."""
    add_json(add_command(commands, "doctor", _doctor, _("look for what is wrong, and what to do")))


def _doctor(args: argparse.Namespace) -> int:
    folder = folder_of(args)
    client = running(folder)
    found = _without_repeats(_of_engine(client) if client else _of_files(folder))
    if args.json:
        print_json({"running": client is not None, "conditions": found})
    else:
        _tell(found, is_running=client is not None)
    return 1 if found else 0


def _tell(found: list[Condition], *, is_running: bool) -> None:
    say(_("MailGuard is running.") if is_running else _("MailGuard is not running."))
    if not found:
        say(_("Everything is in order."))
        return
    count = len(found)
    say(ngettext("{count} thing to mend:", "{count} things to mend:", count).format(count=count))
    for condition in found:
        say(f"\n- {condition.sentence}\n  {condition.remedy}")


def _without_repeats(found: Iterator[Condition]) -> list[Condition]:
    return list({condition.id: condition for condition in found}.values())


def _of_engine(client: Client) -> Iterator[Condition]:
    from mailguard.examination.desktop import of_desktop  # noqa: PLC0415  only here

    with client:
        response = ask(client, Examine(), _PATIENCE)
    if isinstance(response, Examined):
        yield from response.conditions
    yield from of_desktop(os.environ)


def _of_files(folder: DataFolder) -> Iterator[Condition]:
    from mailguard.examination import certificate, desktop  # noqa: PLC0415  loads the engine's side
    from mailguard.examination.folder import of_folder  # noqa: PLC0415  likewise

    yield from of_folder(folder)
    yield from certificate.of_certificate(folder.certificate, datetime.now(UTC))
    yield from desktop.of_desktop(os.environ)
    if folder.accounts.exists() or folder.port.exists():
        yield from _of_accounts(folder)


def _of_accounts(folder: DataFolder) -> Iterator[Condition]:
    from mailguard.cli.files import Files  # noqa: PLC0415  loads what only the engine needs
    from mailguard.delivery.probe import probe  # noqa: PLC0415  likewise
    from mailguard.examination import network  # noqa: PLC0415  likewise

    try:
        with engine_or_files(folder) as files:
            if isinstance(files, Files):
                yield from files.book.conditions()
                yield from network.of_ports(files.ports)
                yield from network.of_servers(files.book, probe)
    except CommandError:
        return  # what cannot be read is among the conditions of the folder
