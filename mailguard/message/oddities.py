"""What is in a text besides text: files in old ways, PGP, and words that nobody is to see."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import msgspec

from mailguard.domain.shown import shown
from mailguard.i18n import _

_UUENCODED = re.compile(r"^begin [0-7]{3,4} (\S[^\r\n]{0,200})\r?\n([^\r\n]{2,100})", re.MULTILINE)
_YENC = re.compile(r"^=ybegin [^\r\n]{1,200}?name=([^\r\n]{1,200})", re.MULTILINE)
_CONVERT = "must be converted with"
_BINHEX = re.compile(rf"^\(This file {_CONVERT} (BinHex) ", re.MULTILINE)
_PGP = "-----BEGIN PGP "

_LETTERS = 20  # of hidden text that say something
_DIGITS = re.compile(r"\d[\d -]{7,}\d")
_WORD = re.compile(r"\w")
# What Word keeps of forms that were copied from a web page.
_FORM = re.compile(r"(?:top|bottom) of form|フォームの(?:始まり|先頭|終わり)", re.IGNORECASE)


class Oddities(msgspec.Struct, frozen=True):
    """What was found in one text, as sentences."""

    problems: tuple[str, ...] = ()
    ambiguities: tuple[str, ...] = ()
    is_signed: bool = False


_NONE = Oddities()


def oddities(source: str) -> Oddities:
    """What is odd about the characters of a text part."""
    ambiguities = [_hidden_file(name) for name in _files(source)]
    if "\0" in source:
        ambiguities.append(_("The text holds a character at which some mail programs stop."))
    if _PGP not in source:
        return Oddities(ambiguities=tuple(ambiguities)) if ambiguities else _NONE
    encrypted = f"\n{_PGP}MESSAGE-----" in f"\n{source}"
    problems = (_("This mail is encrypted; its content was not checked."),) if encrypted else ()
    return Oddities(problems, tuple(ambiguities), f"\n{_PGP}SIGNED MESSAGE-----" in f"\n{source}")


def hidden_words(texts: Iterable[str], seen: str) -> Iterator[str]:
    """Those of the hidden texts that say what is not there to be seen as well."""
    visible = "".join(seen.split())
    for text in texts:
        words = _FORM.sub("", text)
        telling = len(_WORD.findall(words)) >= _LETTERS or _DIGITS.search(words)
        if telling and "".join(words.split()) not in visible:
            yield words


def _files(source: str) -> Iterator[str]:
    if "begin " not in source and _CONVERT not in source:
        return
    for match in _UUENCODED.finditer(source):
        if _is_uuencoded(match[2]):
            yield match[1]
    for pattern in (_YENC, _BINHEX):
        for match in pattern.finditer(source):
            yield match[1]


def _is_uuencoded(line: str) -> bool:
    """Whether the line holds as many characters as its first one says."""
    count = (ord(line[0]) - 32) & 63
    return all(" " <= c <= "`" for c in line) and 0 < count * 4 // 3 - 2 <= len(line) - 1


def _hidden_file(name: str) -> str:
    sentence = _("The text holds a file, {name}, that not every mail program shows; it was not "
                 "checked.")  # fmt: skip
    return sentence.format(name=shown(name.strip(), 100))
