"""What the organisation's policy lets a command line do, command by command."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from mailguard.domain import command as c
from mailguard.domain.entry import Channel
from mailguard.domain.permissions import Permissions
from mailguard.i18n import N_, _

_Permission = tuple[Callable[[Permissions], bool], str]
"""Whether something is allowed, and what is said where it is not."""

_ANSWERS: _Permission = (
    lambda permissions: permissions.answers_by_command_line,
    N_("Your organisation wants answers given in MailGuard's window only."),
)
_ORDERS: _Permission = (
    lambda permissions: permissions.orders_by_command_line,
    N_("Your organisation wants this done in MailGuard's window only."),
)
_EXPORT: _Permission = (
    lambda permissions: permissions.export,
    N_("Your organisation does not want mail written into files."),
)
_FORGETTING: _Permission = (
    lambda permissions: permissions.forgetting,
    N_("Your organisation's policy does not allow this."),
)
_NEEDED: dict[type[Any], _Permission] = {
    c.Answer: _ANSWERS,
    c.Resolve: _ANSWERS,
    c.SendAfterAll: _ANSWERS,
    c.Undo: _ORDERS,
    c.ReleaseNow: _ORDERS,
    c.Pause: _ORDERS,
    c.HoldAll: _ORDERS,
    c.Retry: _ORDERS,
    c.Export: _EXPORT,
    c.Forget: _FORGETTING,
}


def forbidden(command: c.Command, by: Channel, permissions: Permissions) -> str:
    """Why the policy does not allow `command`, as a sentence; "": it does."""
    needed = _NEEDED.get(type(command))
    if by is not Channel.COMMAND_LINE or needed is None:
        return ""
    is_allowed, sentence = needed
    return "" if is_allowed(permissions) else _(sentence)
