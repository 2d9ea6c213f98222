"""What the organisation does not let a command line do is declined; a desktop may."""

from __future__ import annotations

import pytest

from mailguard.domain import command as c
from mailguard.domain.address import Address
from mailguard.domain.entry import Channel
from mailguard.domain.permissions import Permissions
from mailguard.guard.permitting import forbidden

ANSWERS = (c.Answer("1", 1, c.Choice.SEND), c.Resolve("1", went=True), c.SendAfterAll("1"))
ORDERS = (c.Undo("1"), c.ReleaseNow("1"), c.Pause("1"), c.HoldAll(on=True), c.Retry("1"))
NEITHER = (c.Show("1"), c.List(), c.ListAccounts(), c.Examine(), c.Stop(), c.Acknowledge("1", 1))
CASES = [
    *((command, Permissions(answers_by_command_line=False)) for command in ANSWERS),
    *((command, Permissions(orders_by_command_line=False)) for command in ORDERS),
    (c.Export("1"), Permissions(export=False)),
    (c.Forget(Address("sato", "acme.example")), Permissions(forgetting=False)),
]
NOTHING = Permissions(
    answers_by_command_line=False,
    orders_by_command_line=False,
    answer_send=False,
    headless=False,
    other_data_folders=False,
    export=False,
    forgetting=False,
)


@pytest.mark.parametrize(("command", "permissions"), CASES)
def test_each_command_has_its_permission(command: c.Command, permissions: Permissions) -> None:
    assert "Your organisation" in forbidden(command, Channel.COMMAND_LINE, permissions)
    assert forbidden(command, Channel.DESKTOP, permissions) == ""
    assert forbidden(command, Channel.COMMAND_LINE, Permissions()) == ""


@pytest.mark.parametrize("command", NEITHER)
def test_looking_is_always_allowed(command: c.Command) -> None:
    assert forbidden(command, Channel.COMMAND_LINE, NOTHING) == ""
