"""The command that says which checks and rules tire the user."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import msgspec

from mailguard.cli.arguments import Subparsers, add_command, add_json
from mailguard.cli.journal import open_shelf
from mailguard.cli.output import print_json, print_table, say
from mailguard.i18n import _, ngettext

if TYPE_CHECKING:
    from mailguard.journal.book import Shelf
    from mailguard.journal.fatigue import Line, Weariness


def register(orders: Subparsers) -> None:
    """Add this command to those about the policy."""
    summary = _("say what speaks up often, and what is changed after it")
    parser = add_command(orders, "fatigue", _fatigue, summary)
    parser.add_argument("--days", type=int, default=90, metavar="N", help=_("how far back"))
    add_json(parser)


def _fatigue(args: argparse.Namespace) -> int:
    from mailguard.journal.fatigue import fatigue_in  # noqa: PLC0415  only this needs it

    since = datetime.now(UTC) - timedelta(days=args.days)
    with open_shelf(args) as shelf:
        found = fatigue_in(_lines(shelf), since)
    if args.json:
        print_json([msgspec.structs.asdict(each) | {"tiring": each.is_tiring} for each in found])
        return 0
    if not found:
        say(_("Nothing has spoken up in mail that you answered."))
        return 0
    heading = (_("check or rule"), _("mails"), _("asked"), _("changed after it"))
    print_table([heading, *map(_row, found)])
    for each in found:
        if each.is_tiring:
            say(_proposal(each))
    return 0


def _lines(shelf: Shelf) -> Iterator[Line]:
    from mailguard.journal.verifying import decoded, lines_of  # noqa: PLC0415

    return (line for line in map(decoded, lines_of(shelf.files())) if "at" in line)


def _row(each: Weariness) -> tuple[str, ...]:
    return (each.what, str(each.fired), str(each.asked), str(each.changed))


def _proposal(each: Weariness) -> str:
    kind, _colon, name = each.what.partition(":")
    if kind == "rule":
        sentence = ngettext(
            'Rule {name} has asked {n} time, and nothing was changed. Consider mode = "monitor".',
            'Rule {name} has asked {n} times, and nothing was changed. Consider mode = "monitor".',
            each.asked,
        )
        return sentence.format(name=name, n=each.asked)
    sentence = ngettext(
        "{name} has asked {n} time, and nothing was changed. Consider enabled = false, or other "
        "settings.",
        "{name} has asked {n} times, and nothing was changed. Consider enabled = false, or other "
        "settings.",
        each.asked,
    )
    return sentence.format(name=each.what, n=each.asked)
