"""One mail, named on the command line by its id or the beginning of it."""

from __future__ import annotations

from mailguard.cli.engine_link import Answerer, ask
from mailguard.cli.output import CommandError
from mailguard.control.protocol import ChannelError
from mailguard.domain.command import Detailed, List, Listing, Show
from mailguard.domain.event import Details, Summary
from mailguard.domain.state import WAITING, State
from mailguard.i18n import _

_MOST = 100_000


def find(engine: Answerer, given: str) -> Summary:
    """The mail whose id is or begins with `given`. Raises CommandError."""
    return find_details(engine, given).summary


def find_details(engine: Answerer, given: str) -> Details:
    """The details of the mail whose id is or begins with `given`. Raises CommandError."""
    return _details(engine, given) or _only(engine, given)


def listed(engine: Answerer, states: tuple[State, ...], limit: int = _MOST) -> tuple[Summary, ...]:
    """Mails in one of `states` (none: any), the newest first. Raises CommandError."""
    response = ask(engine, List(states, limit=limit))
    return response.entries if isinstance(response, Listing) else ()


def _details(engine: Answerer, entry_id: str) -> Details | None:
    try:
        response = engine.request(Show(entry_id))
    except ChannelError as error:
        raise CommandError(str(error)) from error
    return response.details if isinstance(response, Detailed) else None


def _only(engine: Answerer, beginning: str) -> Details:
    """What waits comes first: a beginning that only one of those has is clear enough."""
    for states in (tuple(WAITING), ()):
        found = [e.id for e in listed(engine, states) if e.id.startswith(beginning.lower())]
        if len(found) > 1:
            sentence = _("Several mails begin with {id}: {ids}. Please give more of the id.")
            raise CommandError(sentence.format(id=beginning, ids=", ".join(found[:5])))
        details = _details(engine, found[0]) if found and beginning else None
        if details is not None:
            return details
    sentence = _("There is no mail {id}. `mailguard held` and `mailguard history` show all.")
    raise CommandError(sentence.format(id=beginning))
