"""Conditions that importers share: addresses and domains as other programs write them, files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mailguard.domain.condition import Extent, OfAttachments, OfRecipients
from mailguard.domain.recipient import Field, RecipientClass
from mailguard.i18n import _
from mailguard.importing.harvest import Harvest
from mailguard.importing.rows import RowError
from mailguard.rulebook.words import no_address, no_domain, no_masked_address

OUTSIDE = (RecipientClass.PARTNER, RecipientClass.EXTERNAL)
VISIBLE = (Field.TO, Field.CC)

ATTACHED = (OfAttachments(),)
"""That anything is attached."""

_FEW = 20
"""Entries that a rule can hold and people can still read; more become a group."""


def masks(entry: str) -> tuple[str, ...]:
    """An address, `@a.domain`, or a domain, with `*` and `?`, as `address` of a rule has it.

    A bare domain covers its sub-domains. Raises RowError.
    """
    if "@" not in entry:
        found: tuple[str, ...] = (f"*@{entry}", f"*@*.{entry}")
    else:
        found = (f"*{entry}" if entry.startswith("@") else entry,)
    if any(map(no_masked_address, found)):
        sentence = _("“{text}” is neither an address nor a domain.")
        raise RowError(sentence.format(text=entry))
    return found


def domain_in(entry: str) -> str:
    """The domain that an entry means. Raises RowError."""
    domain = entry.removeprefix("*").lstrip(".@")
    if "@" in domain or "*" in domain or no_domain(domain):
        raise RowError(_("“{text}” is no domain.").format(text=entry))
    return domain


def address_in(entry: str) -> str:
    """The address of one person. Raises RowError."""
    if no_address(entry):
        raise RowError(_("“{text}” is no mail address.").format(text=entry))
    return entry


def anybody(entries: Sequence[str], group: str, harvest: Harvest) -> OfRecipients:
    """That one of these gets it; many become the group `group` of the directory.

    Raises RowError.
    """
    wanted = tuple(dict.fromkeys(mask for entry in entries for mask in masks(entry)))
    members = [_member(entry) for entry in entries]
    if len(entries) <= _FEW or not all(members):
        return OfRecipients(address=wanted)
    harvest.groups.setdefault(group, []).extend(dict.fromkeys(members))
    return OfRecipients(group=(group,))


def everybody(entries: Iterable[str]) -> OfRecipients:
    """That nobody else gets it. Raises RowError."""
    wanted = dict.fromkeys(mask for entry in entries for mask in masks(entry))
    return OfRecipients(match=Extent.ALL, address=tuple(wanted))


def outsiders(organisations: int = 1, *, visible: bool = False) -> OfRecipients:
    """That people outside get it, of so many organisations, perhaps where all can see them."""
    field = VISIBLE if visible else ()
    return OfRecipients(kind=OUTSIDE, organisations=max(organisations, 1), field=field)


def only_insiders() -> OfRecipients:
    """That nobody outside gets it."""
    return OfRecipients(match=Extent.ALL, kind=(RecipientClass.OWN,))


def _member(entry: str) -> str:
    """The entry as a member of a group; "": a group cannot say that."""
    if "*" in entry or "?" in entry:
        return ""
    return entry if "@" in entry else f"@{entry}"
