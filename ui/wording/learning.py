"""What there is to learn from, and what came of it, in words."""

from __future__ import annotations

from collections.abc import Iterator

from mailguard.domain.learning import Learned
from mailguard.i18n import _, ngettext
from ui.wording import files

MOST_NAMED = 5
"""Files that cannot be read, of which each is named."""


def folders(octets: int, *, is_sent: bool) -> str:
    """So much mail of one direction."""
    text = _("Sent mail ({size})") if is_sent else _("Received mail ({size})")
    return text.format(size=files.size(octets))


def so_far(mails: int) -> str:
    """How many mails were read until now."""
    text = ngettext("{n} mail read so far", "{n} mails read so far", mails)
    return text.format(n=f"{mails:,}")


def learned(result: Learned) -> str:
    """What a run brought."""
    return " ".join(_counts(result)) or _("There was nothing to learn from in it.")


def _counts(result: Learned) -> Iterator[str]:
    if number := result.mails:
        text = ngettext("Learned from {n} mail.", "Learned from {n} mails.", number)
        yield text.format(n=f"{number:,}")
    if number := result.contacts:
        text = ngettext(
            "{n} person came from address books.", "{n} people came from address books.", number
        )
        yield text.format(n=f"{number:,}")
    if number := result.known:
        text = ngettext("{n} mail was known already.", "{n} mails were known already.", number)
        yield text.format(n=f"{number:,}")


def unreadable(result: Learned) -> str:
    """What could not be read, a line each; "" where everything could."""
    lines = result.unreadable[:MOST_NAMED]
    if more := len(result.unreadable) - len(lines):
        lines = [*lines, _("… and {count} more.").format(count=more)]
    return "\n".join(lines)
