"""Notes on an entry whose 250 the mail program may not have heard."""

from __future__ import annotations

from msgspec.structs import replace

from mailguard.domain.entry import Channel
from mailguard.guard.storage import ConflictError, Spool
from mailguard.i18n import _

_ATTEMPTS = 5


async def note_unheard(spool: Spool, entry_id: str) -> None:
    """Say on the entry that its mail program may believe that it was not sent."""
    sentence = _("Your mail program may not have heard that MailGuard took this mail.")
    for _attempt in range(_ATTEMPTS):
        entry = spool.entry(entry_id)
        if entry is None:
            return
        try:
            await spool.commit(replace(entry, note=sentence), was=entry.state, by=Channel.ENGINE)
        except ConflictError:  # it moved on between the reading and the writing
            continue
        return
