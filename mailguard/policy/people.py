"""Whom a policy means by "manager", "department-head", "sender", "group:NAME" or an address."""

from __future__ import annotations

from collections.abc import Iterator

from mailguard.domain.address import Address, AddressError
from mailguard.domain.directory import Directory
from mailguard.i18n import N_, _

MANAGER = "manager"
DEPARTMENT_HEAD = "department-head"
SENDER = "sender"
GROUP = "group:"

_NAMES = {
    MANAGER: N_("your manager"),
    DEPARTMENT_HEAD: N_("the head of your department"),
    SENDER: N_("you"),
}


def shown(who: str) -> str:
    """What the user reads for it."""
    if who in _NAMES:
        return _(_NAMES[who])
    if who.startswith(GROUP):
        return _("the group {name}").format(name=group_of(who))
    return who


def group_of(who: str) -> str:
    """The name of the group that is meant; "" where none is."""
    return who.removeprefix(GROUP).strip() if who.startswith(GROUP) else ""


def people(who: str, sender: Address, directory: Directory) -> tuple[Address, ...]:
    """Who is meant; nobody where the directory does not say."""
    return tuple(dict.fromkeys(_people(who, sender, directory)))


def approvers(who: str, sender: Address, directory: Directory) -> tuple[Address, ...]:
    """Who may approve: those who are meant and their deputies of this day, but not the sender.

    Whoever leads a department asks whom they report to.
    """
    meant = people(who, sender, directory)
    if who == DEPARTMENT_HEAD and _is_among(sender, meant):
        meant = people(MANAGER, sender, directory)
    everybody = (each for one in meant for each in (one, *directory.deputies_of(one)))
    return tuple(dict.fromkeys(each for each in everybody if each.key != sender.key))


def _is_among(sender: Address, meant: tuple[Address, ...]) -> bool:
    return any(each.key == sender.key for each in meant)


def _people(who: str, sender: Address, directory: Directory) -> Iterator[Address]:
    if who == SENDER:
        yield sender
    elif who == MANAGER:
        yield from filter(None, [directory.manager_of(sender)])
    elif who == DEPARTMENT_HEAD:
        department = directory.department_of(sender)
        yield from filter(None, [directory.head_of(department) if department else None])
    elif group := group_of(who):
        yield from directory.members(group)
    else:
        yield from _parsed(who)


def _parsed(text: str) -> Iterator[Address]:
    try:
        yield Address.parse(text)
    except AddressError:
        return
