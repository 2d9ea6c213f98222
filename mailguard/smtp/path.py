"""The paths of MAIL and RCPT (RFC 5321 §4.1.2)."""

from __future__ import annotations

import re
from typing import NamedTuple

# Spaces after the colon are no SMTP, but some mail programs write them. A closing bracket inside
# a quoted local part does not close the path.
_PATH = re.compile(
    r'(?P<word>FROM|TO): *<(?P<path>(?:[^"<>\s]|"(?:[^"\\]|\\.)*")*)>(?: +(?P<parameters>.*))?\Z',
    re.IGNORECASE,
)
_ROUTE = re.compile(r"@[^,:@]+(?:,@[^,:@]+)*:")


class Path(NamedTuple):
    """The mailbox between the brackets, "" for the null path; and the parameters after it."""

    mailbox: str
    parameters: str


def parse(argument: str, word: str) -> Path | None:
    """The path in `FROM:<…> …` or `TO:<…> …` (`word`); None where it is not written so.

    A source route is dropped (RFC 5321 appendix F.2).
    """
    match = _PATH.match(argument)
    if match is None or match["word"].upper() != word:
        return None
    mailbox = match["path"]
    if mailbox.startswith("@"):
        mailbox = _ROUTE.sub("", mailbox, count=1)
    return Path(mailbox, match["parameters"] or "")
