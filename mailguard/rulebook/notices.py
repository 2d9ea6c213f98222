"""What is wrong with a policy, as conditions for `mailguard doctor` and the desktop."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from mailguard.config import Problem
from mailguard.domain.event import Condition
from mailguard.domain.rule import Layer, Placed, Rule, Then
from mailguard.i18n import _, ngettext
from mailguard.rulebook.reading import Read


def broken(read: Read[Any], *, has_last: bool) -> Condition:
    """One of the organisation's files cannot be gone by."""
    return Condition(
        f"policy-broken:{read.path.name}", in_short(read.problems), _until(has_last=has_last)
    )


def closed(folder: Path, error: OSError) -> Condition:
    """The folder of the groups' files cannot be looked into."""
    sentence = _("{file} cannot be read: {reason}.")
    said = sentence.format(file=folder, reason=error.strerror)
    return Condition(f"policy-broken:{folder.name}", said, _until(has_last=False))


def unprotected(path: Path) -> Condition:
    """The organisation's policy is not the administrators' alone."""
    sentence = _(
        "The organisation's policy {file} can be changed by people who are no administrators."
    )
    remedy = _("Please give it to root, and let nobody else write it.")
    return Condition("policy-unprotected", sentence.format(file=path), remedy)


def gone(path: Path) -> Condition:
    """The organisation's policy was there, and is not any more."""
    sentence = _("The organisation's policy {file} is not there any more.").format(file=path)
    remedy = _(
        "The last good one stays in force. If it was taken away on purpose, your administrator"
        " puts an empty file in its place."
    )
    return Condition("policy-gone", sentence, remedy)


def never_fetched(url: str) -> Condition:
    """The organisation's policy has not come yet."""
    sentence = _("The organisation's policy at {url} has not been fetched yet.")
    return Condition("policy-never-fetched", sentence.format(url=url), _until(has_last=False))


def not_fetched(url: str, reason: str) -> Condition:
    """The organisation's policy could not be fetched now, or what came may not be used."""
    sentence = _("The organisation's policy at {url} could not be taken over: {reason}")
    remedy = _("MailGuard tries again by itself. If it stays, please tell your administrator.")
    return Condition("policy-not-fetched", sentence.format(url=url, reason=reason), remedy)


def user_broken(problems: Sequence[Problem]) -> Condition:
    """The user's own file cannot be gone by."""
    remedy = _("Until the file is mended, MailGuard goes by its own settings.")
    return Condition("config-broken", in_short(problems), remedy)


def refused(problems: Sequence[Problem]) -> Condition:
    """Something is set that a layer above has locked."""
    remedy = _("Everything else in the file counts. Please take out what is locked.")
    return Condition("policy-locked", in_short(problems), remedy)


def unknown_groups(problems: Sequence[Problem]) -> Condition:
    """The policy names groups that the directory does not have."""
    remedy = _("Please check the spelling, or add the group to the directory.")
    return Condition("policy-groups", in_short(problems), remedy)


def no_receipt_key(error: Exception) -> Condition:
    """The policy wants receipts, and there is no key for them."""
    sentence = _("Mail waits, since it needs a receipt: {problem}").format(problem=error)
    remedy = _("Please tell your administrator.")
    return Condition("policy-receipt-key", sentence, remedy)


def directory(problems: Sequence[Problem], folder: Path) -> Condition:
    """Lines of the directory say nothing."""
    remedy = _("The other lines count. `mailguard policy check {folder}` names them all.")
    return Condition("directory-broken", in_short(problems), remedy.format(folder=folder))


def in_short(problems: Sequence[Problem]) -> str:
    """The first problem, and how many more there are."""
    first, *others = (str(problem) for problem in problems)
    if not others:
        return first
    more = ngettext("{first} ({count} more)", "{first} ({count} more)", len(others))
    return more.format(first=first, count=len(others))


def unreadable() -> Placed:
    """The rule that holds while nothing of the organisation's policy is known."""
    say = _("The organisation's policy cannot be read, so MailGuard asks about every mail.")
    return Placed(Rule("policy-unreadable", Then(confirm=True, say=say)), Layer.BUILT_IN)


def _until(*, has_last: bool) -> str:
    if has_last:
        return _("The last good one stays in force. Please tell your administrator.")
    return _("Until it can be read, every mail is asked about. Please tell your administrator.")
