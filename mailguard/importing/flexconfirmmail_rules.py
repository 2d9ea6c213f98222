"""What both editions of FlexConfirmMail have in common: lists of domains, words, files."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from mailguard.domain.condition import OfAttachments, When
from mailguard.domain.rule import Bcc, Rule, Then
from mailguard.domain.settings import Delay
from mailguard.i18n import _
from mailguard.importing.conditions import (
    address_in,
    domain_in,
    masks,
    only_insiders,
    outsiders,
)
from mailguard.importing.flexconfirmmail_lists import Entry
from mailguard.importing.harvest import Fate, Harvest
from mailguard.importing.rows import RowError


def without_excluded(entries: Sequence[Entry]) -> list[Entry]:
    """An entry that begins with `-` takes another one out."""
    excluded = {each.text[1:].strip().casefold() for each in entries if each.text[0] == "-"}
    kept = [each for each in entries if each.text[0] != "-"]
    return [each for each in kept if each.text.casefold() not in excluded]


def own_domains(entries: Sequence[Entry], harvest: Harvest) -> None:
    """Trusted domains are one's own; trusted people go into the address book."""
    for entry in without_excluded(entries):
        try:
            _trust(entry, harvest)
        except RowError:
            told = _("“{text}” is no whole domain, so it is not trusted here.")
            harvest.note(Fate.MISSING, entry.place, told.format(text=entry.text))


def _trust(entry: Entry, harvest: Harvest) -> None:
    text = entry.text
    if "@" in text.lstrip("@"):
        harvest.registered.append(address_in(text))
        told = _("“{text}” is in the address book now; single people are not one's own domain.")
        harvest.note(Fate.CHANGED, entry.place, told.format(text=text))
        return
    harvest.set(("organisation", "own"), [domain_in(text)], entry.place)
    harvest.note(Fate.TAKEN, entry.place, _("Sub-domains count as well."))


def exact_masks(entries: Sequence[Entry], harvest: Harvest) -> tuple[str, ...]:
    """Domains and addresses as `address` of a rule has them, sub-domains left out."""
    found: dict[str, None] = {}
    for entry in entries:
        text = entry.text
        try:
            found.update(dict.fromkeys(masks(text if "@" in text else f"@{text}")))
        except RowError as error:
            harvest.note(Fate.UNREAD, entry.place, str(error))
    return tuple(found)


def named(words: Sequence[str]) -> OfAttachments:
    """Files with one of these words in their names."""
    return OfAttachments(name=tuple(f"*{word}*" for word in words))


def skip_inside(harvest: Harvest, place: str) -> None:
    """No review among colleagues."""
    title = _("Only colleagues")
    harvest.rule(Rule("inside", Then(confirm=False), When((only_insiders(),)), title), place)
    told = _("There is no review only where nothing else asks for one.")
    harvest.note(Fate.CHANGED, place, told)


def tick_outside(name: str, sentence: str) -> Callable[[Harvest, str], None]:
    """A sentence to tick in each mail that goes outside."""

    def take(harvest: Harvest, place: str) -> None:
        told = _(sentence)
        harvest.rule(Rule(name, Then(tick=told), When((outsiders(),)), told), place)
        harvest.note(Fate.TAKEN, place)

    return take


def many_organisations(harvest: Harvest, place: str, count: int, name: str, then: Then) -> None:
    """Where so many organisations see each other."""
    when = When((outsiders(count, visible=True),))
    title = _("Many organisations see each other")
    harvest.rule(Rule(name, then, when, title), place)
    harvest.note(Fate.CHANGED, place, _("Organisations are counted, not domains."))


def see_each_other(count: int) -> Then:
    """That they do, to be ticked."""
    told = _("{n} or more organisations see each other's addresses.")
    return Then(tick=told.format(n=count))


HIDDEN = Then(bcc=Bcc())


def countdown(harvest: Harvest, place: str, seconds: int) -> None:
    """A dialogue that counts down is a delay here; it is never shorter than what is built in."""
    told = _("MailGuard waits after “Send” without a dialogue; “send now” and “undo” are offered.")
    if seconds > Delay().external:
        harvest.set(("delay", "external"), float(seconds), place)
    harvest.note(Fate.CHANGED, place, told)
