"""What the organisation's policy lets a command line do, command by command."""

from __future__ import annotations

from mailguard.domain import command as c
from mailguard.domain.entry import Channel
from mailguard.domain.permissions import Permissions
from mailguard.i18n import _

_ANSWERS = (c.Answer, c.Resolve, c.SendAfterAll)
_ORDERS = (c.Undo, c.ReleaseNow, c.Pause, c.Retry, c.HoldAll)


def forbidden(command: c.Command, by: Channel, permissions: Permissions) -> str:
    """Why the policy does not allow `command`, as a sentence; "": it does."""
    if by is not Channel.COMMAND_LINE:
        return ""
    if isinstance(command, _ANSWERS) and not permissions.answers_by_command_line:
        return _("Your organisation wants answers given in MailGuard's window only.")
    if isinstance(command, _ORDERS) and not permissions.orders_by_command_line:
        return _("Your organisation wants this done in MailGuard's window only.")
    if isinstance(command, c.Forget) and not permissions.forgetting:
        return _("Your organisation does not want anybody to be forgotten here.")
    if isinstance(command, c.Export) and not permissions.export:
        return _("Your organisation does not want mail written into files.")
    return ""
