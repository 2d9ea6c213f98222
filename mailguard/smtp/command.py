"""One command line of a mail program (RFC 5321 §4.1.1)."""

from __future__ import annotations

import re
from typing import NamedTuple

_CONTROLS = re.compile(r"[\x00-\x1f\x7f]")

# What browsers and other programs send to any port they are lured to; a field of an HTTP header
# or of a mail ("Host: …") where a command should be means the same.
_FOREIGN = re.compile(
    rb"(?:GET|POST|PUT|HEAD|DELETE|OPTIONS|CONNECT|TRACE|PATCH|PRI)(?: |\Z)|[!-9;-~]+:",
    re.IGNORECASE,
)


class CommandError(ValueError):
    """The line is no command."""


class Command(NamedTuple):
    """The verb in upper case, and what follows it."""

    verb: str
    argument: str


def is_foreign(line: bytes) -> bool:
    """Whether another protocol than SMTP is spoken."""
    return _FOREIGN.match(line) is not None


def parse(line: bytes) -> Command:
    """The command in `line`. Raises CommandError for what is no text or holds controls."""
    try:
        text = line.decode()
    except UnicodeDecodeError as error:
        raise CommandError from error
    if _CONTROLS.search(text):
        raise CommandError
    verb, _, argument = text.partition(" ")
    return Command(verb.upper(), argument.strip(" "))
