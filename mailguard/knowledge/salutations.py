"""How the people and companies in To are called in the first lines of a mail."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from mailguard.knowledge.companies import addressed_companies

_LINES = 8  # of the text, in which a salutation stands
_WIDTH = 60  # characters of such a line
_CALLED = re.compile(r"様|さま|御中|殿|各位|さん|先生|(?:部|課|社)長(?:[、,\s]|\Z)")
_PERSON = re.compile(
    r"([^\s、,]{1,10}?(?:[ \u3000][^\s、,]{1,8}?)?)\s?(?:様|さま|殿|さん|先生)(?=[、,:：\s]|\Z)"
)
_TITLE = re.compile(
    r"(?:代表取締役|取締役|代表|本部長|部長|課長|社長|係長|主任|専務|常務|所長|室長|店長)(?:補佐)?"
)
_NOBODY = re.compile(r"担当|皆|みな|お客|関係|会社|法人|[部課室局]\Z|各位|ご担当")
_GREETING = re.compile(
    r"\s*(?:dear|hi|hello|hey)\s+(?:mr|mrs|ms|dr|prof)?\.?\s*"
    r"([^\W\d_][\w'-]+(?: [^\W\d_][\w'-]+)?)\s*[,:!\-–]?\s*\Z",
    re.IGNORECASE,
)
_EVERYBODY = frozenset({"all", "team", "everyone", "everybody", "both", "there", "folks", "sir"})


def people_called(text: str) -> tuple[str, ...]:
    """The persons that the first lines address, as they are called there."""
    found: dict[str, None] = {}
    for line in _first_lines(text):
        for name in _people(line):
            found[name] = None
    return tuple(found)


def companies_called(text: str) -> tuple[str, ...]:
    """The companies that the first lines address."""
    found: dict[str, None] = {}
    lines = list(_first_lines(text))
    addressed = any(_CALLED.search(line) for line in lines)
    for line in lines if addressed else ():
        found.update(dict.fromkeys(addressed_companies(line)))
    return tuple(found)


def _people(line: str) -> Iterator[str]:
    if greeting := _GREETING.match(line):
        if greeting[1].casefold() not in _EVERYBODY:
            yield greeting[1]
        return
    for match in _PERSON.finditer(line):
        words = _TITLE.sub(" ", match[1]).split()
        name = " ".join(words[-2:])
        if words and not _NOBODY.search(words[-1]):
            yield name if not any(map(_NOBODY.search, words[-2:])) else words[-1]


def _first_lines(text: str) -> Iterator[str]:
    lines = (line.strip() for line in text[:2000].splitlines())
    filled = [unicodedata.normalize("NFKC", line) for line in lines if line]
    yield from (line for line in filled[:_LINES] if len(line) <= _WIDTH)
