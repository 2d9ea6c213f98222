"""`mailguard policy import`: what other programs were told becomes a policy."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from mailguard.cli.arguments import Subparsers, add_command, add_json
from mailguard.cli.output import CommandError, print_json, say
from mailguard.i18n import N_, _

if TYPE_CHECKING:
    from mailguard.importing.harvest import Harvest
    from mailguard.importing.takeover import Taken

_PROGRAMS = ("auto", "outlookokan", "flexconfirmmail", "thunderbird")
_FOLDER = "mailguard-policy"

_HEADINGS = {
    "taken": N_("Taken over:"),
    "changed": N_("Taken over, with a difference:"),
    "missing": N_("There is no such thing here:"),
    "unread": N_("Not taken over, since it could not be read:"),
}


def register(orders: Subparsers) -> None:
    """Add the command."""
    summary = _("take over the settings of OutlookOkan, FlexConfirmMail or Thunderbird")
    parser = add_command(orders, "import", _import, summary)
    parser.add_argument("sources", metavar="SOURCE", nargs="+", type=Path,
                        help=_("a file or a folder that was exported"))  # fmt: skip
    parser.add_argument("--from", dest="program", choices=_PROGRAMS, default="auto",
                        help=_("whose files they are"))  # fmt: skip
    parser.add_argument("--out", metavar="DIR", type=Path, default=Path(_FOLDER),
                        help=_("the folder that the policy is written into"))  # fmt: skip
    add_json(parser)


def _import(args: argparse.Namespace) -> int:
    from mailguard.importing.export import ExportError, files_in  # noqa: PLC0415  only here
    from mailguard.importing.takeover import Program, taken_over  # noqa: PLC0415  likewise

    try:
        taken = taken_over(files_in(args.sources), Program(args.program))
    except ExportError as error:
        sentence = _("{file} cannot be read: {reason}.")
        raise CommandError(sentence.format(file=error.path, reason=error.reason)) from error
    if not taken.programs:
        raise CommandError(_("No settings that MailGuard knows were found there."))
    written = _write(args.out, taken)
    if args.json:
        print_json({"written": [str(path) for path in written], "notes": taken.harvest.notes})
    else:
        for line in _lines(taken.harvest, written):
            say(line)
    return _check(written[0])


def _write(folder: Path, taken: Taken) -> list[Path]:
    """Write the policy and the directory; nothing that is there is overwritten."""
    from mailguard.importing.takeover import NAMES  # noqa: PLC0415  it has been loaded
    from mailguard.importing.writing import directory_files, policy_text  # noqa: PLC0415  only here

    program = ", ".join(NAMES[each] for each in taken.programs)
    texts = {folder / "policy.toml": policy_text(taken.harvest, program)}
    for name, text in directory_files(taken.harvest).items():
        texts[folder / "directory" / name] = text
    if there := [path for path in texts if path.exists()]:
        sentence = _("{file} is there already. Please name another folder with --out.")
        raise CommandError(sentence.format(file=there[0]))
    try:
        for path, text in texts.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8", newline="\n")
    except OSError as error:
        sentence = _("{file} cannot be written: {reason}.")
        said = sentence.format(file=error.filename, reason=error.strerror)
        raise CommandError(said) from error
    return list(texts)


def _lines(harvest: Harvest, written: list[Path]) -> Iterator[str]:
    from mailguard.importing.harvest import Fate  # noqa: PLC0415  it has been loaded

    for fate in Fate:
        notes = harvest.of(fate)
        if notes:
            yield _(_HEADINGS[fate])
        for note in notes:
            yield f"  {note.place}: {note.sentence}" if note.sentence else f"  {note.place}"
    yield _("Written: {files}").format(files=", ".join(map(str, written)))
    yield _("Please read it, and try it with “mailguard policy check” before you give it out.")


def _check(path: Path) -> int:
    """What is wrong with what was written is said at once."""
    from mailguard.rulebook.reading import read_file  # noqa: PLC0415  only here
    from mailguard.rulebook.sheet import OrganisationSheet  # noqa: PLC0415  likewise

    problems = read_file(path, OrganisationSheet).problems
    for problem in problems:
        say(str(problem))
    return 1 if problems else 0
