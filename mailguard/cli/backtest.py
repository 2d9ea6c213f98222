"""The command that tries a policy on past mail, and the report about it."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from mailguard.cli.arguments import Subparsers, add_command, add_json, mail_address
from mailguard.cli.check import knowledge_path
from mailguard.cli.output import fit, print_json, print_table, say, warn, warn_of
from mailguard.domain.rule import Mode
from mailguard.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from mailguard.policy.backtest import Example, Load, Report, RuleCount

_COLUMNS = 110  # that a line with words of a mail takes at most
_NAMED = 3  # recipients of an example that are named on its line

_EFFECTS = {
    "refused": N_("refused"),
    "approval": N_("need an approval"),
    "held": N_("held until they are released"),
    "delayed": N_("leave later because of a rule"),
    "asked": N_("ask for a tick, a word or a reason"),
    "told": N_("show a sentence in the review"),
    "converted": N_("with other recipients, header, subject or text"),
    "encrypted": N_("with encrypted files"),
    "linked": N_("with files as links"),
    "noted": N_("somebody gets a note"),
    "unreviewed": N_("leave without a review"),
}


def register(orders: Subparsers) -> None:
    """Add this command to those about the policy."""
    summary = _("try a policy on past mail (mbox, Maildir, .eml)")
    backtest = add_command(orders, "backtest", _backtest, summary)
    backtest.add_argument("files", metavar="FILE|DIR", nargs="+")
    backtest.add_argument("--policy", metavar="FILE", required=True, help=_("the policy to try"))
    backtest.add_argument(
        "--directory", metavar="DIR", help=_("the folder of people and groups that it speaks of")
    )
    backtest.add_argument(
        "--account", metavar="ADDRESS", type=mail_address,
        help=_("who sends the mails; without it each mail's author does"),
    )  # fmt: skip
    backtest.add_argument("--knowledge", metavar="DIR", help=_("the folder of what was learned"))
    backtest.add_argument(
        "--limit", metavar="N", type=_count, default=3, help=_("examples of each rule (3)")
    )
    add_json(backtest)


def _count(text: str) -> int:
    if not (text.isascii() and text.isdecimal()):
        raise argparse.ArgumentTypeError(_("“{text}” is no number").format(text=text))
    return int(text)


def _backtest(args: argparse.Namespace) -> int:
    from mailguard.cli.backtesting import Backtesting  # noqa: PLC0415  loads every check
    from mailguard.cli.policy_file import policy_of  # noqa: PLC0415  likewise
    from mailguard.inspection.domains import organisation_of  # noqa: PLC0415  likewise
    from mailguard.knowledge.reader import KnowledgeReader  # noqa: PLC0415  likewise
    from mailguard.policy.backtest import Backtest  # noqa: PLC0415  likewise

    policy = policy_of(args)
    counted = Backtest(policy.rules, args.limit)
    run = Backtesting(policy, KnowledgeReader(knowledge_path(args), organisation_of), counted)
    is_whole = False
    try:
        run.run(map(Path, args.files), (args.account,) if args.account else ())
        is_whole = True
    finally:  # also where the user breaks it off
        _tell(counted.report(), run.unreadable, is_whole=is_whole, as_json=args.json)
    return 0 if counted.mails else 1


def _tell(report: Report, unreadable: list[str], *, is_whole: bool, as_json: bool) -> None:
    if as_json:
        counted: dict[str, Any] = msgspec.to_builtins(report)
        print_json(counted | {"complete": is_whole, "unreadable": unreadable})
        return
    warn_of(unreadable)
    if not is_whole:
        warn(_("This was broken off. What follows is about the mails until then."))
    for line in _heading(report):
        say(line)
    if report.mails:
        _tell_rules(report)
        _tell_effects(report)
        _tell_approvals(report)
        say("\n" + _interruptions(report))


def _heading(report: Report) -> Iterator[str]:
    count = report.mails
    mails = ngettext("{count} mail", "{count} mails", count).format(count=count)
    if report.first and report.last:
        sentence = _("{mails}, from {first} to {last}")
        mails = sentence.format(mails=mails, first=report.first, last=report.last)
    yield mails
    if report.incomplete:
        sentence = ngettext(
            "{count} of them could not be checked in whole.",
            "{count} of them could not be checked in whole.",
            report.incomplete,
        )
        yield sentence.format(count=report.incomplete)


def _tell_rules(report: Report) -> None:
    for rule in report.rules:
        if rule.fired:
            _tell_rule(rule, report)
    for line in _silent(report):
        say("\n" + line)


def _tell_rule(rule: RuleCount, report: Report) -> None:
    title = f" – {fit(rule.title, _COLUMNS)}" if not rule.rule.endswith(f"/{rule.title}") else ""
    say(f"\n{rule.rule}{title}")
    sentence = ngettext(
        "fires for {count} mail ({share} %)", "fires for {count} mails ({share} %)", rule.fired
    )
    words = [sentence.format(count=rule.fired, share=_share(report, rule.fired))]
    words += [_("asks for: {keys}").format(keys=", ".join(rule.asks))] if rule.asks else []
    words += [_("only watched")] if rule.mode is Mode.MONITOR else []
    say("  " + "; ".join(words))
    if rule.unknown:
        sentence = ngettext(
            "refuses {count} of them: the directory does not say whom it means",
            "refuses {count} of them: the directory does not say whom it means",
            rule.unknown,
        )
        say("  " + sentence.format(count=rule.unknown))
    for example in rule.examples:
        for line in _example(example):
            say("  " + line)


def _example(example: Example) -> Iterator[str]:
    when = f"{example.at:%Y-%m-%d %H:%M}" if example.at else "–"
    people = ", ".join(example.recipients[:_NAMED])
    if (more := example.people - _NAMED) > 0:
        people = ngettext("{names} and {n} more", "{names} and {n} more", more).format(
            names=people, n=more
        )
    subject = fit(example.subject, _COLUMNS // 2) or _("(no subject)")
    yield f"· {when}  {subject}  → {fit(people, _COLUMNS)}"
    for evidence in example.evidence:
        yield f"    {fit(evidence, _COLUMNS)}"


def _silent(report: Report) -> Iterator[str]:
    off = [rule.rule for rule in report.rules if rule.mode is Mode.OFF]
    silent = [rule.rule for rule in report.rules if not rule.fired and rule.mode is not Mode.OFF]
    if silent:
        yield _("Never fired: {rules}").format(rules=", ".join(silent))
    if off:
        yield _("Switched off, and not tried: {rules}").format(rules=", ".join(off))


def _tell_effects(report: Report) -> None:
    rows = [
        (_(_EFFECTS[effect.value]), str(mails), f"({_share(report, mails)} %)")
        for effect, mails in report.effects.items()
        if mails
    ]
    if not rows:
        say("\n" + _("The rules would have changed nothing."))
        return
    say("\n" + _("What would have become of the mails (one may stand in several lines):"))
    print_table(rows, "  ")
    for sentence, mails in report.refusals.items():
        say(f"  {mails} × {sentence}")


def _tell_approvals(report: Report) -> None:
    if not report.approvals:
        return
    say("\n" + _("Mails to approve (whoever is asked is counted, one of several is enough):"))
    print_table([_load(load) for load in report.approvals], "  ")


def _load(load: Load) -> tuple[str, str, str]:
    mails = ngettext("{count} mail", "{count} mails", load.mails).format(count=load.mails)
    if load.worst is None:
        return fit(load.person, _COLUMNS), mails, ""
    day, most = load.worst
    worst = _("at most {count} a day, on {day}").format(count=most, day=day)
    return fit(load.person, _COLUMNS), mails, worst


def _interruptions(report: Report) -> str:
    sentence = _(
        "Of 100 mails {all} interrupt: there is something to do beyond the plain review, or they "
        "cannot be sent. Rules alone interrupt {rules}."
    )
    all_of_them = _share(report, report.interrupted)
    by_rules = _share(report, report.interrupted_by_rules)
    return sentence.format(all=all_of_them, rules=by_rules)


def _share(report: Report, mails: int) -> str:
    return f"{report.share(mails):.1f}"
