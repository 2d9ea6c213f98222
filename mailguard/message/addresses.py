"""Address lists of header fields (RFC 5322 §3.4), obsolete and sloppy forms included."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from mailguard.domain.address import Address, AddressError
from mailguard.domain.mail import Mailbox, Span
from mailguard.domain.shown import shown
from mailguard.message.words import decode_words, raw_text

NAME_LIMIT = 200
"""Characters of a display name that are kept."""

TOKEN_LIMIT = 150_000
"""Words, commas, comments … of an address list that are read at most."""

_TOKEN = re.compile(
    r'=\?[^?\s]{1,60}\?[bBqQ]\?[^?]*+\?=|"(?:[^"\\]|\\.)*+"?|<[^<>]*+>?|\[[^\[\]]*+\]?|[,;:]|\((?:[^()\\]|\\.)*+'
    r'|\s++|[^\s"<,;:()\[]++|.',
    re.DOTALL,
)
_QUOTED_PAIR = re.compile(r"\\(.)", re.DOTALL)


class _Pending:
    """What has been read of the mailbox that is being read."""

    def __init__(self, start: int) -> None:
        self.start = start
        self.words: list[str] = []  # of the display name, or of an address without brackets
        self.comments: list[str] = []
        self.angle: str | None = None

    def mailbox(self) -> Mailbox | None:
        text = "".join(self.words).strip()
        comment = self.comments[-1] if self.comments else ""
        try:
            if self.angle is None:
                return Mailbox(_parsed(text), _name(comment))
            return Mailbox(_parsed(_without_route(self.angle)), _name(text or comment))
        except AddressError:
            return None


def mailboxes(value: bytes) -> tuple[Mailbox, ...]:
    """The mailboxes of an address list, groups opened; what is no address is left out."""
    entries = _entries(raw_text(value))
    return tuple(mailbox for entry, _end in entries if (mailbox := entry.mailbox()))


def places(value: bytes) -> tuple[Span, ...]:
    """The octets of `value` between commas, colons and semicolons: one address each, or none.

    What separates two places lies between them. Octets beyond ASCII are taken as they are: where
    a charset hides a comma in them, the places are wrong.
    """
    text = value.decode("latin-1")  # a letter an octet
    return tuple(Span(entry.start, end) for entry, end in _entries(text))


def _entries(text: str) -> Iterator[tuple[_Pending, int]]:
    """What is to be one mailbox, and where it ends."""
    pending = _Pending(0)
    depth = 0  # of nested comments
    for match in islice(_TOKEN.finditer(text), TOKEN_LIMIT):
        token = match[0]
        mark = token[0]
        if mark == "(":
            depth += 1
            pending.comments.append(token[1:])
        elif depth:
            depth -= mark == ")"
        elif mark in ",;" or (mark == ":" and pending.angle is not None):
            yield pending, match.start()
            pending = _Pending(match.end())
        elif mark == ":":
            pending = _Pending(match.end())  # what stood before was a group's name
        elif mark == "<":
            pending.angle = token.strip("<>")
        else:
            pending.words.append(token)
    yield pending, len(text)


def _without_route(text: str) -> str:
    """The address of an obsolete route-addr (`@a,@b:c@d`)."""
    return text.rpartition(":")[2] if text.lstrip().startswith("@") else text


def _parsed(text: str) -> Address:
    """The address, with the obsolete space around its dots and its at sign taken out."""
    if " " in text or "\t" in text:
        text = text.strip() if '"' in text else "".join(text.split())
    return Address.parse(text)


def _name(text: str) -> str:
    if '"' in text:
        text = " ".join(
            _QUOTED_PAIR.sub(r"\1", token[1:-1]) if token.startswith('"') else token
            for token in re.findall(r'"(?:[^"\\]|\\.)*+"|[^\s"]++', text)
        )
    return shown(decode_words(text.strip()), NAME_LIMIT)
