"""How long a mail program waits for the reply to its final dot, and what it does with a refusal."""

from __future__ import annotations

import msgspec

from mailguard.domain.account import Account


class Patience(msgspec.Struct, frozen=True):
    """How one mail program behaves while its send waits for us."""

    seconds: float  # the reply may be held so long
    speaks_utf8: bool = False  # shows the text of a reply as UTF-8


# Measured or read in the source: Thunderbird gives up after 100 s; Outlook after 60 s; both
# Outlook and Apple Mail send from an outbox and would send a refused mail again and again.
_PROFILES = (
    ("thunderbird", Patience(85.0, speaks_utf8=True)),
    ("microsoft outlook", Patience(0.0)),
    ("apple mail", Patience(0.0)),
    ("iphone mail", Patience(0.0)),
    ("ipad mail", Patience(0.0)),
)
_UNKNOWN = Patience(45.0)


def patience_of(client: str, account: Account) -> Patience:
    """The patience of the mail program that calls itself `client`; the account may overrule it."""
    name = client.casefold()
    known = next((patience for word, patience in _PROFILES if word in name), _UNKNOWN)
    if account.hold_limit is None:
        return known
    return msgspec.structs.replace(known, seconds=account.hold_limit)
