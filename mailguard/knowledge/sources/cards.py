"""vCards of versions 2.1, 3.0 and 4.0 (RFC 2426, RFC 6350): names, companies, addresses."""

from __future__ import annotations

import quopri
import re
from collections.abc import Iterator
from pathlib import Path

import msgspec

from mailguard.knowledge.sources.people import BookEntry, entry_of, whole_name
from mailguard.message.charset import decoded

_CARD = re.compile(r"BEGIN:VCARD\s*?\n(.*?)\nEND:VCARD", re.DOTALL | re.IGNORECASE)
_FOLD = re.compile(r"\r?\n[ \t]")
_SOFT_BREAK = re.compile(r"=\r?\n")
_ESCAPED = re.compile(r"\\(.)")
_SEMICOLON = re.compile(r"(?<!\\);")


class _Property(msgspec.Struct, frozen=True):
    name: str
    value: str


def people_in_cards(path: Path) -> Iterator[BookEntry]:
    """Everybody with an address. Raises OSError."""
    text = _text(path.read_bytes())
    for card in _CARD.finditer(text.replace("\r\n", "\n").replace("\r", "\n")):
        yield from _person(list(_properties(card[1])))


def _text(octets: bytes) -> str:
    if octets[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return octets.decode("utf-16", "replace")
    return decoded(octets.removeprefix(b"\xef\xbb\xbf"), "")


def _properties(card: str) -> Iterator[_Property]:
    text = _FOLD.sub("", card)
    if "QUOTED-PRINTABLE" in text.upper():
        text = _SOFT_BREAK.sub("", text)
    for line in text.split("\n"):
        head, colon, value = line.partition(":")
        name, *parameters = head.upper().split(";")
        if colon:
            yield _Property(name.rpartition(".")[2], _value(value, parameters))


def _value(value: str, parameters: list[str]) -> str:
    """Quoted-printable undone, in the charset it names (version 2.1)."""
    if not any("QUOTED-PRINTABLE" in parameter for parameter in parameters):
        return value
    charset = next((p.partition("=")[2] for p in parameters if p.startswith("CHARSET=")), "utf-8")
    return decoded(quopri.decodestring(value.encode("utf-8", "replace")), charset)


def _person(properties: list[_Property]) -> Iterator[BookEntry]:
    def values(*names: str) -> list[str]:
        return [each.value for each in properties if each.name in names]

    def parts(name: str) -> list[str]:
        first = next(iter(values(name)), "")
        return [_plain(part) for part in _SEMICOLON.split(first)]

    family, given, *_rest = [*parts("N"), "", ""]
    phonetic_family = next(map(_plain, values("X-PHONETIC-LAST-NAME")), "")
    phonetic_given = next(map(_plain, values("X-PHONETIC-FIRST-NAME")), "")
    sound = _SEMICOLON.split(next(iter(values("SOUND")), ""))
    names = [
        *map(_plain, values("FN")),
        whole_name(family, given),
        whole_name(phonetic_family, phonetic_given),
        " ".join(_plain(part) for part in sound),
        *map(_plain, values("NICKNAME")),
    ]
    yield from entry_of(values("EMAIL"), names, parts("ORG")[0])


def _plain(text: str) -> str:
    return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], text).strip()
