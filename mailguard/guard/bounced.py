"""Whom a mail did not reach because there is no such mailbox, as the server said at once."""

from __future__ import annotations

from collections.abc import Sequence

from mailguard.domain.address import Address
from mailguard.domain.entry import Outcome
from mailguard.domain.state import State


def bounced(outcomes: Sequence[Outcome]) -> tuple[Address, ...]:
    """The recipients of one attempt whose mailbox the server does not know.

    One reply to a mail with several recipients (after DATA) does not say whose it is.
    """
    refused = [o for o in outcomes if o.state is State.FAILED and _is_no_mailbox(o)]
    is_about_all = len(refused) == len(outcomes) > 1 and len({o.reply for o in refused}) == 1
    return () if is_about_all else tuple(outcome.address for outcome in refused)


def _is_no_mailbox(outcome: Outcome) -> bool:
    return outcome.reply is not None and outcome.reply.is_no_mailbox
