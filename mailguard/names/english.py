"""Reads an English salutation: Dear Mr. Smith, Hi John and Mary, John —"""

from __future__ import annotations

import re

from mailguard.names.addressee import Addressee, Salutation
from mailguard.names.nicknames import is_given
from mailguard.names.words import is_role, is_title

_GREETING = re.compile(
    r"\s*(?P<greeting>dear|hi|hello|hey|good\s+(?:morning|afternoon|evening|day)|morning|greetings)"
    r"(?:\s+again)?\b,?\s+",
    re.IGNORECASE,
)
_ANYBODY = re.compile(
    r"\s*(?:to\s+whom\s+it\s+may\s+concern|(?:dear\s+)?(?:sirs?|madam)\s*(?:(?:or|/|and)\s*(?:madam|sir))?\s*[,:]?\s*\Z)",
    re.IGNORECASE,
)
_HONORIFIC = r"(?:(?:mr|mrs|ms|miss|mx|dr|prof|professor|sir|madam)\b\.?\s*)"
_WORD = r"[^\W\d_](?:[^\W\d_]|['’.\-](?=[^\W\d_]))*\.?"
_NAME = re.compile(
    rf"(?P<honorific>{_HONORIFIC}{{0,2}})(?P<name>{_WORD}(?:[ ]{_WORD}){{0,3}})", re.IGNORECASE
)
_NEXT = re.compile(r"\s*(?:,\s*and\s+|,\s*&\s*|,\s*|\s+and\s+|\s*&\s*|\s*/\s*)", re.IGNORECASE)
_AND = re.compile(r"\s+and(?=\s|\Z)", re.IGNORECASE)
_CLOSE = re.compile(r"\s*(?:[,:;!.。、]|[-–—]+|\Z)")
_SAN = re.compile(r"[- ](san|sama|sensei)\Z", re.IGNORECASE)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_NOBODY = _words(
    """
all team everyone everybody there sir madam sirs folks guys both friends friend colleagues
colleague ladies gentlemen customer customers client clients partner partners member members
user users subscriber subscribers hiring committee valued board editor editors reader readers
students student participants participant parents neighbor neighbors manager office group list
whom it world again any anyone in the my your our staff department support sales service
"""
)
_SENTENCE = _words(
    """
thanks thank please hope hoping sorry just yes no not ok okay good great see here as i we you it
this that the a an your our my his her their if when where what who why how can could would will
shall should do does did is are was were be have has had regards best cheers sincerely note fyi
attached enclosed following after before since for from with without to of on in at by let
welcome congratulations happy nice per re subject date sent about also and but or so now today
tomorrow yesterday one two first last next new quick fine sure perfect agreed done got looks
sounds hi hello hey dear greetings morning evening afternoon very more most some such then these
those while under understood noted received confirmed correct right true apologies unfortunately
however therefore meanwhile further additionally finally second third hence amen bonjour
halloechen hallo oops gawd hmm wow heh haha ciao well yep nope yeah yup ah oh aha actually
alright exactly indeed people somebody someone maybe perhaps obviously oooops ouch ugh damn geez
"""
)


def salutation(line: str, offset: int, *, bare: bool) -> Salutation:
    """What the line says; nothing, where it is no salutation.

    `offset` is where it begins in the body; `bare`: a name may stand alone (John, …).
    """
    greeting = _GREETING.match(line)
    if _ANYBODY.match(line):
        return Salutation(generic=True, end=offset + len(line))
    if not greeting and not bare:
        return Salutation()
    start = greeting.end() if greeting else len(line) - len(line.lstrip())
    found = _names(line, start)
    if not greeting:
        found = found if _stands_alone(line, found) else []
    persons = tuple(
        Addressee(name, honorific, offset + begin, offset + end)
        for name, honorific, begin, end in found
        if not _is_nobody(name)
    )
    generic = any(_is_nobody(name) for name, *_rest in found)
    end = max((end for *_rest, end in found), default=0)
    return Salutation(persons, generic=generic, end=offset + end if found else 0)


def _names(line: str, position: int) -> list[tuple[str, str, int, int]]:
    """Name, honorific, start and end of each name in a row; none where a sentence goes on."""
    found: list[tuple[str, str, int, int]] = []
    while match := _NAME.match(line, position):
        name = _shortened(match["name"])
        end = match.start("name") + len(name)
        if not name or _is_sentence(name) or not _ends(line, end):
            break
        found.append(_name(name, match["honorific"].strip(), match.start(), end))
        following = _NEXT.match(line, end)
        if not following:
            break
        position = following.end()
    return found


def _shortened(name: str) -> str:
    """`John and Mary` is matched in one; the first name ends before `and`."""
    return name[: found.start()] if (found := _AND.search(name)) else name


def _ends(line: str, end: int) -> bool:
    return bool(_CLOSE.match(line, end) or _NEXT.match(line, end))


def _name(name: str, honorific: str, start: int, end: int) -> tuple[str, str, int, int]:
    san = _SAN.search(name)
    if san:
        return name[: san.start()], san[1], start, end
    return name, honorific, start, end


def _is_sentence(name: str) -> bool:
    first, *_rest = name.split()
    return first.casefold().rstrip(".") in _SENTENCE


def _is_nobody(name: str) -> bool:
    words = name.casefold().rstrip(".").split()
    return any(word in _NOBODY or is_role(word) or is_title(word) for word in words)


def _stands_alone(line: str, found: list[tuple[str, str, int, int]]) -> bool:
    """Whether a line without a greeting is nothing but names: John, · Mary — · John and Mary,"""
    if not found or len(found) > 3:
        return False
    if not re.fullmatch(r"\s*(?:[,!]|[-–—]+)\s*", line[found[-1][3] :]):
        return False
    return all(_looks_like_name(name, honorific) for name, honorific, *_rest in found)


def _looks_like_name(name: str, honorific: str) -> bool:
    if honorific:
        return True
    first, *more = name.split()
    return first[0].isupper() and len(more) < 2 and (is_given(first) or not more)
