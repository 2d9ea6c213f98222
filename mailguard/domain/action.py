"""An action: one pure function that prepares what leaves, from what came in."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from mailguard.domain.address import Address
from mailguard.domain.envelope import Envelope
from mailguard.domain.mail import Edit


class Outgoing(msgspec.Struct, frozen=True):
    """A message on its way out: the entry's octets with `edits` applied, and its envelope."""

    envelope: Envelope
    edits: tuple[Edit, ...] = ()


class Original(msgspec.Struct, frozen=True):
    """What an action may look at: who sends, the envelope, and the header's octets."""

    sender: Address  # the account's address
    envelope: Envelope
    header: bytes  # from the first octet to the blank line, which is included


class Change(msgspec.Struct, frozen=True):
    """What an action changes of a mail."""

    edits: tuple[Edit, ...] = ()
    left_out: frozenset[str] = frozenset()  # Address.keys of recipients who do not get it


class ActionRefusedError(Exception):
    """The action cannot be done on this mail; the text says why, to the user."""


Function = Callable[[Original, tuple[str, ...]], Change]
"""The original and what the action is done to (all that was chosen, at once) → the change."""


class Action(msgspec.Struct, frozen=True):
    """An action with its name and its title for people."""

    name: str
    title: str
    function: Function

    def change(self, original: Original, *arguments: str) -> Change:
        """What this action changes. Raises ActionRefusedError."""
        return self.function(original, arguments)


def action(name: str, *, title: str) -> Callable[[Function], Action]:
    """Makes an `Action` of the function below it."""

    def wrap(function: Function) -> Action:
        return Action(name, title, function)

    return wrap
