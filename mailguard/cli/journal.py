"""Commands about the journal: whether it is whole, and what stands in it."""

from __future__ import annotations

import argparse
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any

from mailguard.cli.arguments import Parser, Subparsers, add_command, add_json, folder_of
from mailguard.cli.output import CommandError, print_json, say
from mailguard.cli.permitted import require_export
from mailguard.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from mailguard.journal.book import Head, Shelf
    from mailguard.journal.verifying import Verdict

_ANCHOR = re.compile(r"(\d+):([0-9a-f]{64})\Z")
_FLAWS = {
    "unreadable": N_("{file}, line {line}: this is no line of a journal."),
    "broken": N_("{file}, line {line}: changed, or what stood before it is missing or moved."),
    "cut": N_("{file}, line {line}: not written to its end."),
}


def register(commands: Subparsers) -> None:
    """Add these commands."""
    summary = _("verify the journal, or print it")
    family = commands.add_parser("journal", help=summary, description=summary)
    inner = family.add_subparsers(metavar=_("COMMAND"), parser_class=Parser, required=True)
    verify = add_command(inner, "verify", _verify, _("look for lines that were changed or removed"))
    verify.add_argument(
        "--anchor", type=_anchor, metavar="NUMBER:SEAL",
        help=_("a last line that was noted elsewhere before"),
    )  # fmt: skip
    add_json(verify)
    add_command(inner, "export", _export, _("print every line as JSON, with names in clear"))


def _verify(args: argparse.Namespace) -> int:
    from mailguard.journal.verifying import verify  # noqa: PLC0415  only this needs it

    with open_shelf(args) as shelf:
        verdict = verify(shelf, args.anchor)
    if args.json:
        print_json(_as_json(verdict))
    else:
        for sentence in _sentences(verdict, has_anchor=args.anchor is not None):
            say(sentence)
    return 0 if verdict.is_whole else 1


def _as_json(verdict: Verdict) -> dict[str, Any]:
    return {
        "whole": verdict.is_whole,
        "lines": verdict.lines,
        "last": _written(verdict.head),
        "flaws": [
            {"flaw": each.flaw.value, "file": each.file, "line": each.line}
            for each in verdict.flaws
        ],
        "starts_late": verdict.starts_late,
        "anchor_holds": verdict.anchor_holds,
    }


def _sentences(verdict: Verdict, *, has_anchor: bool) -> Iterator[str]:
    for each in verdict.flaws:
        yield _(_FLAWS[each.flaw.value]).format(file=each.file, line=each.line)
    if verdict.starts_late:
        yield _("The oldest lines are missing, and nothing says that their time was over.")
    if verdict.anchor_holds is False:
        yield _("The line that was noted is missing or another: the journal was cut or replaced.")
    if verdict.is_whole:
        sentence = ngettext(
            "{n} line, and none was changed.", "{n} lines, and none was changed.", verdict.lines
        )
        yield sentence.format(n=verdict.lines)
    yield _("Its last line is {head}").format(head=_written(verdict.head))
    if not has_anchor:
        yield _(
            "Lines that are missing at the end cannot be seen in the journal itself. Note its last "
            "line elsewhere, and give it with --anchor the next time."
        )


def _export(args: argparse.Namespace) -> int:
    import msgspec  # noqa: PLC0415  only this needs it

    from mailguard.journal.lines import Reader  # noqa: PLC0415
    from mailguard.journal.verifying import lines_of  # noqa: PLC0415

    require_export(args)
    with open_shelf(args) as shelf:
        reader = Reader(shelf.keys, _("(erased)"))
        for text in lines_of(shelf.files()):
            print(msgspec.json.encode(reader.read(text)).decode())
    return 0


@contextmanager
def open_shelf(args: argparse.Namespace) -> Iterator[Shelf]:
    """The journal of the data folder. Raises CommandError where there is none."""
    from mailguard.journal.book import Shelf  # noqa: PLC0415  only these commands need it

    folder = folder_of(args).journal
    try:
        with closing(Shelf(folder)) as shelf:
            yield shelf
    except FileNotFoundError as error:
        raise CommandError(
            _("There is no journal yet in {folder}.").format(folder=folder)
        ) from error
    except (OSError, sqlite3.Error) as error:
        sentence = _("The journal in {folder} cannot be read: {reason}.")
        raise CommandError(sentence.format(folder=folder, reason=error)) from error


def _anchor(text: str) -> Head:
    from mailguard.journal.book import Head  # noqa: PLC0415  only this needs it

    found = _ANCHOR.match(text)
    if not found:
        sentence = _("“{text}” is no line's number and seal, as `journal verify` prints them")
        raise argparse.ArgumentTypeError(sentence.format(text=text))
    return Head(int(found[1]), bytes.fromhex(found[2]))


def _written(head: Head) -> str:
    return f"{head.number}:{head.seal.hex()}"
