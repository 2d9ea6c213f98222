"""One rule of FlexConfirmMail for Thunderbird."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import PureWindowsPath
from typing import Any

import msgspec

from mailguard.domain.condition import OfAttachments, OfRecipients, OfText, OfWords, When, Where
from mailguard.domain.rule import Mode, Rule, Then
from mailguard.i18n import _
from mailguard.importing import flexconfirmmail_rules as rules
from mailguard.importing.conditions import ATTACHED, outsiders
from mailguard.importing.flexconfirmmail_lists import Entry
from mailguard.importing.harvest import Fate, Harvest

_TAG = re.compile("<[^>]*>")
_PLACEHOLDER = re.compile("[$%][sS]")
_NAME = re.compile("[^A-Za-z0-9-]+")
_SEPARATORS = re.compile(r"[\s,|]+")
_DOMAIN, _FILE, _ENDING, _SUBJECT, _BODY, _BOTH = range(6)
_ASKS, _BLOCKS = range(1, 5), range(5, 9)


class _Custom(msgspec.Struct, frozen=True, rename="camel"):
    """As the file has it; what it lacks is what a new rule has."""

    id: str
    name: str = ""
    enabled: bool = True
    match_target: int = _DOMAIN
    highlight: int = 0
    action: int = 0
    items_source: int = 0
    items_local: list[str] = []
    items_file: str = ""
    confirm_title: str = ""
    confirm_message: str = ""


def custom_rule(
    tree: Mapping[str, Any], file: str, harvest: Harvest, contents: Mapping[str, str], *,
    is_older: bool,
) -> None:  # fmt: skip
    """Take a rule over. `is_older`: its numbers may be those of before version 4."""
    place = f"{file}: {tree['id']}"
    try:
        custom = msgspec.convert(tree, _Custom)
    except msgspec.ValidationError:
        harvest.note(Fate.UNREAD, place, _("this rule cannot be read."))
        return
    items = _items(custom, place, harvest, contents)
    if items is None:
        return
    when = _when(custom, items, place, harvest) if items else None
    if when is None:
        harvest.note(Fate.TAKEN, place, _("It has no entries, so it does nothing."))
        return
    _take(custom, when, place, harvest, is_older=is_older)


def _items(
    custom: _Custom, place: str, harvest: Harvest, contents: Mapping[str, str]
) -> list[str] | None:
    """The entries; None: they are in a file that was not given."""
    found: Sequence[str] = custom.items_local
    if custom.items_source == 1:
        name = PureWindowsPath(custom.items_file).name
        text = contents.get(name.casefold())
        if text is None:
            told = _("Its entries are in the file {name}. Please give that file as well.")
            harvest.note(Fate.MISSING, place, told.format(name=name))
            return None
        found = _SEPARATORS.split(text)
    stripped = (each.strip() for each in found)
    entries = [Entry(each, place) for each in stripped if each and each[0] != "#"]
    return [entry.text for entry in rules.without_excluded(entries)]


def _when(custom: _Custom, items: list[str], place: str, harvest: Harvest) -> When | None:
    """What it looks at."""
    words = tuple(items)
    text = When(text=OfText(words, where=Where.ALL))
    subject = When(subject=OfWords(words))
    if custom.match_target == _DOMAIN:
        entries = [Entry(each, place) for each in items]
        wanted = rules.exact_masks(entries, harvest)
        return When((OfRecipients(address=wanted),)) if wanted else None
    endings = tuple(f"*.{each.lstrip('.')}" for each in items)
    return {
        _FILE: When(attachments=(rules.named(items),)),
        _ENDING: When(attachments=(OfAttachments(name=endings),)),
        _SUBJECT: subject,
        _BODY: text,
        _BOTH: When(any=(subject, text)),
    }.get(custom.match_target)


def _take(custom: _Custom, when: When, place: str, harvest: Harvest, *, is_older: bool) -> None:
    action = custom.action
    if is_older and action in {3, 4}:
        action += 2
        told = _("In old versions this number meant “block”, so it refuses. Please look at it.")
        harvest.note(Fate.CHANGED, place, told)
    step = action or custom.highlight
    when = _narrowed(when, step)
    name = _NAME.sub("-", custom.id).strip("-") or "rule"
    title = " ".join((custom.name.strip() or custom.confirm_title.strip() or name).split())
    mode = Mode.ON if custom.enabled else Mode.OFF
    then = _then(custom, action, title)
    if then is None:
        harvest.note(Fate.TAKEN, place, _("It only was there; it did nothing."))
        return
    harvest.rule(Rule(name, then, when, title, mode), place)
    harvest.note(Fate.TAKEN, place, "" if custom.enabled else _("It is off there, and here."))


def _narrowed(when: When, step: int) -> When:
    """Only with attachments, only where it goes outside, or only with both."""
    which = (step - 1) % 4
    if which in {1, 3} and not when.attachments:
        when = msgspec.structs.replace(when, attachments=ATTACHED)
    if which in {2, 3}:
        of = (*when.recipients, outsiders())
        when = msgspec.structs.replace(when, recipients=of)
    return when


def _then(custom: _Custom, action: int, title: str) -> Then | None:
    """None: it asks for nothing."""
    text = _PLACEHOLDER.sub("", _TAG.sub("", custom.confirm_message))
    sentence = " ".join(text.split()) or title
    if action in _BLOCKS:
        return Then(refuse=sentence)
    if action in _ASKS:
        return Then(tick=sentence)
    return Then(say=sentence) if custom.highlight else None
