"""Actions on headers, for their tests."""

from __future__ import annotations

import os
from datetime import UTC, datetime

import msgspec
from hypothesis import settings
from hypothesis import strategies as st

from mailguard.domain.action import Action, Change, Means, Original
from mailguard.message.edits import applied, in_order
from mailguard.message.header import fields
from tests.mails import SENDER, an_address, an_envelope

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)

EXAMPLES = int(os.environ.get("MAILGUARD_EXAMPLES", "2000"))
"""Of texts that try to break out of a header field."""

injected = settings(max_examples=EXAMPLES, deadline=None)

_TRICKS = st.sampled_from([
    "\r\nBcc: a@b.example", "\n", "\r", "\0", "\r\n\r\nbody", "=?utf-8?Q?=0D=0ABcc:_x?=",
    "=?utf-8?B?DQpCY2M6IHg=?=", "?=", "=?", "=?x?Q?", "\u2028", "\x85", "\x0b", "\x0c", "\x1b$B",
    "\ud800", '"', "\\", "<", ">", ",", ";", ":", "(", ")", "@", " ", "\t", "あ", "𠮷", "%0d%0a",
])  # fmt: skip
hostile = st.lists(st.text(max_size=12) | _TRICKS | st.text("ab あ", max_size=90), max_size=8).map(
    "".join
)
"""Texts with line ends, NULs, encoded words and the marks of address lists in them."""


def an_original(
    header: bytes, *recipients: str, inside: frozenset[str] = frozenset(), smtputf8: bool = False
) -> Original:
    envelope = msgspec.structs.replace(an_envelope(*recipients), smtputf8=smtputf8)
    return Original(an_address(SENDER), envelope, header, inside)


def changed(action: Action, original: Original, asked: msgspec.Struct) -> tuple[bytes, Change]:
    """The header as the action leaves it."""
    change = action.function(original, asked, Means(now=NOW))
    return applied(original.header, in_order(change.edits)), change


def others(header: bytes, *names: str) -> list[bytes]:
    """The octets of all fields but these, and the blank line."""
    kept = [header[f.span.start : f.span.end] for f in fields(header) if f.name not in names]
    ends = max((f.span.end for f in fields(header)), default=0)
    return [*kept, header[ends:]]
