"""Commands that check mails in files, and that name the checks."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from mailguard import i18n
from mailguard.cli.arguments import Subparsers, add_command, add_json, folder_of
from mailguard.cli.output import print_json, print_table, say
from mailguard.domain.check import Check
from mailguard.domain.consequence import Fired
from mailguard.domain.finding import Finding, Severity
from mailguard.domain.rule import Mode
from mailguard.domain.shown import shown
from mailguard.i18n import _, ngettext

if TYPE_CHECKING:
    from mailguard.cli.mail_files import Looked


def register(commands: Subparsers) -> None:
    """Add these commands."""
    check = add_command(commands, "check", _check, _("look mails through that lie in files"))
    add_json(check)
    check.add_argument("files", metavar="FILE", nargs="+")
    check.add_argument("--knowledge", metavar="DIR", help=_("the folder of what was learned"))
    check.add_argument(
        "--own-domain", metavar="D", action="append", default=[],
        help=_("a domain of your organisation; may be given several times"),
    )  # fmt: skip
    check.add_argument("--policy", metavar="FILE", help=_("the settings and rules to go by"))
    add_json(add_command(commands, "list-checks", _list_checks, _("name every check")))


def knowledge_path(args: argparse.Namespace) -> Path:
    """The knowledge file in the folder of --knowledge, else in the data folder."""
    if args.knowledge:
        return Path(args.knowledge).absolute() / folder_of(args).knowledge.name
    return folder_of(args).knowledge


def _check(args: argparse.Namespace) -> int:
    from mailguard.cli.mail_files import MailFiles  # noqa: PLC0415  loads every check
    from mailguard.cli.policy_file import policy_of  # noqa: PLC0415  likewise
    from mailguard.inspection.domains import organisation_of  # noqa: PLC0415  likewise
    from mailguard.inspection.limits import limit_memory  # noqa: PLC0415  likewise
    from mailguard.knowledge.reader import KnowledgeReader  # noqa: PLC0415  likewise

    policy = policy_of(args)
    reader = KnowledgeReader(knowledge_path(args), organisation_of)
    limit_memory()
    files = MailFiles(reader, policy)
    for file in args.files:
        try:
            looked = files.look_through(Path(file))
        except OSError as error:
            _tell_error(file, error.strerror or str(error), as_json=args.json)
            continue
        if args.json:
            line = looked.as_json(file) | {"rules": looked.rules_as_json()}
            say(msgspec.json.encode(line).decode())
        else:
            _report(file, looked)
    return 0


def _tell_error(file: str, reason: str, *, as_json: bool) -> None:
    if as_json:
        say(msgspec.json.encode({"file": file, "error": reason}).decode())
    else:
        say(_("{file} cannot be read: {reason}.").format(file=file, reason=reason) + "\n")


def _report(file: str, looked: Looked) -> None:
    inspection = looked.inspection
    say(f"{file}: {shown(inspection.preview.subject, 200)}")
    for finding in inspection.findings:
        say(f"  [{_severity(finding)}] {finding.sentence}")
        for evidence in finding.evidence:
            say(f"      {shown(evidence, 300)}")
    for fired in inspection.decision.rules:
        say(f"  [{_rule(fired)}] {shown(fired.title, 200)}")
        for evidence in fired.evidence:
            say(f"      {shown(evidence, 300)}")
    if not (inspection.findings or inspection.decision.rules):
        say("  " + _("Nothing stands out."))
    rows = [
        (each.field.value, shown(str(each.address), 200), each.kind.value)
        for each in inspection.preview.recipients
    ]
    if rows:
        print_table(rows, "  ")
    count = len(inspection.attachments)
    if count:
        text = ngettext("{count} attachment", "{count} attachments", count)
        say("  " + text.format(count=count))
    say("")


def _severity(finding: Finding) -> str:
    words = {
        Severity.DANGER: _("danger"),
        Severity.WARNING: _("warning"),
        Severity.NOTICE: _("notice"),
    }
    return words[finding.severity]


def _rule(fired: Fired) -> str:
    return _("rule, only watched") if fired.mode is Mode.MONITOR else _("rule")


def _list_checks(args: argparse.Namespace) -> int:
    from mailguard import checks  # noqa: PLC0415  loads every check
    from mailguard.discovery import discover  # noqa: PLC0415  likewise

    found = discover(checks, Check)
    if args.json:
        print_json([_described(check) for check in found])
    else:
        print_table([(c.name, c.severity.name.lower(), _(c.title)) for c in found])
    return 0


def _described(check: Check) -> dict[str, object]:
    return {
        "id": check.name,
        "title": {language: i18n.said_in(language, check.title) for language in i18n.LANGUAGES},
        "severity": check.severity.name.lower(),
        "enabled": check.enabled,
        "needs_history": check.needs_history,
        "settings": check.settings,
    }
