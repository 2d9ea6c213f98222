"""Thunderbird's own settings about what is forgotten: `prefs.js`, `user.js`, `policies.json`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from mailguard.config import place_in_words
from mailguard.domain.condition import OfText, When
from mailguard.domain.rule import Rule, Then
from mailguard.i18n import _, ngettext
from mailguard.importing.conditions import ATTACHED
from mailguard.importing.export import ExportFile
from mailguard.importing.harvest import Fate, Harvest

PROGRAM = "Thunderbird"

_PREF = re.compile(r'\s*(?:user_|lock)?[pP]ref\("([^"]+)",\s*(.+?)(?:,\s*\w+)?\);\s*$')
_KEYWORDS = "mail.compose.attachment_reminder_keywords"
_REMINDER = ("mail.compose.attachment_reminder", "mail.compose.attachment_reminder_aggressive")
_BIG = "mail.compose.big_attachments.threshold_kb"
_PUBLIC = "mail.compose.warn_public_recipients.threshold"
_LOUD = "mail.compose.warn_public_recipients.aggressive"
_NOTIFY = "mail.compose.big_attachments.notify"


class Pref(msgspec.Struct, frozen=True):
    """One preference."""

    name: str
    value: Any
    place: str


def is_mine(file: ExportFile) -> bool:
    """Whether it is a file of preferences."""
    return file.key.endswith(".js") and "pref(" in file.text.casefold()


def prefs_in(file: ExportFile, harvest: Harvest) -> Iterator[Pref]:
    """The preferences of a file of JavaScript; lines about mail that cannot be read are noted."""
    for number, line in enumerate(file.text.split("\n"), 1):
        place = place_in_words(Path(file.name), number)
        found = _PREF.match(line)
        try:
            if found:
                yield Pref(found[1], json.loads(found[2]), place)
        except json.JSONDecodeError:
            found = None
        if found is None and "mail.compose" in line:
            harvest.note(Fate.UNREAD, place, _("this line cannot be read."))


def prefs_of(preferences: Mapping[str, Any], file: str) -> Iterator[Pref]:
    """The preferences of `policies.json`."""
    for name, given in preferences.items():
        value = given.get("Value") if isinstance(given, dict) else given
        yield Pref(name, value, f"{file}: {name}")


def take(prefs: Iterator[Pref], harvest: Harvest) -> None:
    """Take over what is about mail that is being sent."""
    others = 0
    for pref in prefs:
        if not _taken(pref, harvest):
            others += 1
    if others:
        told = ngettext(
            "{n} other preference is not about what MailGuard looks at.",
            "{n} other preferences are not about what MailGuard looks at.",
            others,
        )
        harvest.note(Fate.MISSING, PROGRAM, told.format(n=others))


def _taken(pref: Pref, harvest: Harvest) -> bool:
    place = pref.place
    if pref.name == _KEYWORDS and isinstance(pref.value, str):
        _keywords(pref.value, place, harvest)
    elif pref.name == _BIG and _is_number(pref.value):
        harvest.set(("checks", "attachment-large", "notice"), round(pref.value / 1024, 3), place)
        harvest.note(Fate.TAKEN, place)
    elif pref.name == _PUBLIC and _is_number(pref.value):
        harvest.set(("checks", "visible-recipients", "people"), pref.value, place)
        harvest.note(Fate.TAKEN, place)
    elif pref.name in {*_REMINDER, _LOUD, _NOTIFY}:
        told = _("Checks that are off there stay on here; see [checks] in the settings.")
        harvest.note(Fate.TAKEN if pref.value else Fate.CHANGED, place, "" if pref.value else told)
    else:
        return False
    return True


def _is_number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


def _keywords(text: str, place: str, harvest: Harvest) -> None:
    words = tuple(dict.fromkeys(word.strip() for word in text.split(",") if word.strip()))
    if not words:
        harvest.note(Fate.TAKEN, place, _("It has no entries, so it does nothing."))
        return
    when = When(text=OfText(words), none=(When(attachments=ATTACHED),))
    told = _("The mail speaks of an attachment and has none. Is that right?")
    harvest.rule(Rule("attachment-words", Then(tick=told), when, _("Attachment words")), place)
    harvest.note(Fate.TAKEN, place)
