"""Who sends the mail."""

from __future__ import annotations

from mailguard.domain.condition import OfSender
from mailguard.names.wordlist import folded
from mailguard.policy.conditions.evidence import Evidence
from mailguard.policy.view import View
from mailguard.policy.wildcard import fits


def holds(condition: OfSender, view: View) -> Evidence | None:
    """Whether the address, the account and the groups are those asked for, where they are."""
    account = view.situation.account
    asked = tuple(
        fitting
        for wanted, fitting in (
            (condition.address, _fitting(condition, view)),
            (condition.account, _accounts(condition, view)),
            (condition.group, _members(condition, view)),
        )
        if wanted
    )
    if not all(asked):
        return None
    return tuple(one for fitting in asked for one in fitting) or (str(account),)


def _fitting(condition: OfSender, view: View) -> Evidence:
    return tuple(
        str(address)
        for address in view.senders
        if any(fits(wildcard, address.key) for wildcard in condition.address)
    )


def _accounts(condition: OfSender, view: View) -> Evidence:
    account = view.situation.account
    return (str(account),) if any(fits(one, account.key) for one in condition.account) else ()


def _members(condition: OfSender, view: View) -> Evidence:
    groups = frozenset(map(folded, condition.group))
    return tuple(
        str(address) for address in view.senders if not view.groups_of(address).isdisjoint(groups)
    )
