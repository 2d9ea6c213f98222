"""Address lists of header fields (RFC 5322 §3.4), obsolete and sloppy forms included."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from mailguard.domain.address import Address, AddressError
from mailguard.domain.mail import Mailbox
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

    def __init__(self) -> None:
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
    return tuple(mailbox for entry in _entries(raw_text(value)) if (mailbox := entry.mailbox()))


def _entries(text: str) -> Iterator[_Pending]:
    pending = _Pending()
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
            yield pending
            pending = _Pending()
        elif mark == ":":
            pending = _Pending()  # what stood before was a group's name
        elif mark == "<":
            pending.angle = token.strip("<>")
        else:
            pending.words.append(token)
    yield pending


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
