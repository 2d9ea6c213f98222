"""Steps: the actions that the rules and the user ask for, with what each is to do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

import msgspec

from mailguard import actions
from mailguard.actions.add_recipients import Adding
from mailguard.actions.add_text import AddingText
from mailguard.actions.encrypt_attachments import Encrypting
from mailguard.actions.set_header import Setting
from mailguard.actions.tag_subject import Tagging
from mailguard.discovery import discover
from mailguard.domain.action import Action, ActionRefusedError
from mailguard.domain.consequence import Preparation
from mailguard.domain.inspection import Offer
from mailguard.i18n import _


class Step(msgspec.Struct, frozen=True):
    """One action, and its settings as JSON: what an engine can hand to its worker."""

    action: str  # Action.name
    settings: bytes


def step(name: str, settings: msgspec.Struct) -> Step:
    """The step of this action with these settings of its own type."""
    return Step(name, msgspec.json.encode(settings))


def steps_of(preparation: Preparation, agreed: str = "") -> Iterator[Step]:
    """What the rules ask for; `agreed` is a password for files that the recipients know."""
    if preparation.encrypt:
        yield step("encrypt-attachments", Encrypting(preparation.encrypt, agreed))
    if preparation.texts:
        yield step("add-text", AddingText(preparation.texts))
    if preparation.set_header or preparation.remove_header:
        values = dict(preparation.set_header)
        yield step("set-header", Setting(values, preparation.remove_header))
    if preparation.tags:
        yield step("tag-subject", Tagging(preparation.tags))
    if preparation.add_cc or preparation.add_bcc:
        yield step("add-recipients", Adding(preparation.add_cc, preparation.add_bcc))
    if preparation.bcc:
        yield step("visible-to-bcc", preparation.bcc)


def steps_chosen(offers: Sequence[Offer]) -> Iterator[Step]:
    """What the user chose in the review: each action once, with all that it is to be done to.

    Raises ActionRefusedError for what is no action, or none that is offered.
    """
    arguments: dict[str, list[str]] = {}
    for offer in dict.fromkeys(offers):
        arguments.setdefault(offer.action, []).append(offer.argument)
    for name, given in arguments.items():
        yield step(name, action_named(name).of_offers(tuple(given)))


def action_named(name: str) -> Action:
    """Raises ActionRefusedError where there is none."""
    found = _actions().get(name)
    if found is None:
        raise ActionRefusedError(_("This version of MailGuard does not know “{}”.").format(name))
    return found


@cache
def _actions() -> dict[str, Action]:
    return {action.name: action for action in discover(actions, Action)}
