"""Parameters of a MIME field (RFC 2045 §5.1), with continuations and charsets (RFC 2231)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote_to_bytes

import msgspec

from mailguard.message.charset import decoded
from mailguard.message.words import decode_words, raw_text

# A semicolon and what it begins (a comment, then `name=value`), or anything between two of them.
_PARAMETER = re.compile(
    r'[\s;]*+(?:\([^()]*+\)\s*+)?+(?:([^=;\s"]++)\s*+=\s*+("(?:[^"\\]|\\.)*+"?|[^;]*+))?+'
    r'(?:"(?:[^"\\]|\\.)*+"?|[^;"]++)*+;?',
    re.DOTALL,
)
FILE_NAMES = frozenset({"name", "filename"})
"""Parameters that name a file: their unquoted parentheses are no comment."""

_QUOTED_PAIR = re.compile(r"\\(.)", re.DOTALL)
_SECTION = re.compile(r"([^*]++)(?:\*(\d{1,4}))?(\*)?\Z")


class Parameterised(msgspec.Struct, frozen=True):
    """A value with its parameters, such as Content-Type has."""

    value: str  # lower case, without its parameters
    parameters: dict[str, str]  # lower-case name → decoded value; of two the first counts
    doubtful: bool = False  # a parameter is there in two ways: programs differ in which they take


class _Section(msgspec.Struct, frozen=True):
    text: str
    encoded: bool


NONE = Parameterised("", {})


def parameterised(value: bytes) -> Parameterised:
    """The value and parameters of a field. Never raises."""
    main, _, rest = raw_text(value).partition(";")
    plain: dict[str, str] = {}
    extended: dict[str, dict[int, _Section]] = {}
    doubtful = False
    for spelled, text in _pairs(rest):
        name, number, encoded = _section_of(spelled)
        if number is None:
            doubtful |= name in plain
            plain.setdefault(name, text)
        else:
            sections = extended.setdefault(name, {})
            doubtful |= number in sections
            sections.setdefault(number, _Section(text, encoded))
    read = {name: _words(name, text) for name, text in plain.items()}
    joined = {name: _joined(sections) for name, sections in extended.items()}
    return Parameterised(
        _without_comment(main).strip().lower(),
        {**read, **joined},
        doubtful or _is_doubtful(plain, read, joined, extended),
    )


def names_differ(one: str, other: str) -> bool:
    """Whether two names make different files: a second name is often a shorter form of the first,
    in ASCII, but it ends alike.
    """
    return _ending(one) != _ending(other)


def _ending(name: str) -> str:
    stem, dot, ending = name.strip().rpartition(".")
    return ending.casefold() if stem and dot else ""


def _words(name: str, text: str) -> str:
    """Encoded words are no part of RFC 2045; programs write them in names, never in delimiters."""
    return text if name == "boundary" else decode_words(text)


def _is_doubtful(
    plain: dict[str, str],
    read: dict[str, str],
    joined: dict[str, str],
    extended: dict[str, dict[int, _Section]],
) -> bool:
    """What one program decodes, joins or skips, and another does not."""
    boundary = plain.get("boundary", "")
    return (
        "boundary" in extended
        or decode_words(boundary) != boundary
        or any(_has_gap(sections) for sections in extended.values())
        or any(_contradict(name, read[name], text) for name, text in joined.items() if name in read)
    )


def _has_gap(sections: dict[int, _Section]) -> bool:
    return max(sections) != len(sections) - 1


def _contradict(name: str, one: str, other: str) -> bool:
    return names_differ(one, other) if name in FILE_NAMES else one != other


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    for match in _PARAMETER.finditer(text):
        if match[1]:
            name = match[1].lower()
            yield name, _unquoted(match[2], comments=name.partition("*")[0] not in FILE_NAMES)


def _without_comment(text: str) -> str:
    return text.partition("(")[0].rstrip()


def _unquoted(text: str, *, comments: bool) -> str:
    text = text.strip()
    if not text.startswith('"'):
        return _without_comment(text) if comments else text
    closed = len(text) > 1 and text.endswith('"')
    return _QUOTED_PAIR.sub(r"\1", text[1:-1] if closed else text[1:])


def _section_of(name: str) -> tuple[str, int | None, bool]:
    """`name*0*` taken apart: plain name, number of the section (None: none), whether encoded."""
    match = _SECTION.match(name) if "*" in name else None
    if match is None:
        return name, None, False
    return match[1], int(match[2] or 0), bool(match[3])


def _joined(sections: dict[int, _Section]) -> str:
    """The value that sections make, in the order of their numbers up to the first gap."""
    charset = ""
    pieces: list[bytes] = []
    for number in range(len(sections)):
        section = sections.get(number)
        if section is None:
            break
        octets = section.text.encode("utf-8", "replace")
        if section.encoded:
            if number == 0:
                charset, octets = _charset_and_octets(octets)
            octets = unquote_to_bytes(octets)
        pieces.append(octets)
    return decode_words(decoded(b"".join(pieces), charset))


def _charset_and_octets(octets: bytes) -> tuple[str, bytes]:
    """`charset'language'octets` taken apart; octets without both marks are left whole."""
    parts = octets.split(b"'", 2)
    if len(parts) < 3:
        return "", octets
    return parts[0].decode("latin-1"), parts[2]
