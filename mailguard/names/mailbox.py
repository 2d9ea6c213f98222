"""Whether a person's name goes with a mailbox: its local part, and the names known for it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import combinations

from mailguard.domain.address import Address
from mailguard.names import foreign, nicknames
from mailguard.names.likeness import alike
from mailguard.names.person import Kind, Script, Word, words
from mailguard.names.readings import common_readings, given_names, surnames
from mailguard.names.romaji import fold
from mailguard.names.words import is_role

_LETTERS = re.compile(r"[a-z]+")
_JAPANESE_SOUND = re.compile(r"(?:(?:[kgsztdnhbpmrwy]|[kgsztdnhbpmr]y)?[aiueo]|n)+\Z")  # folded
_SHORTEST = 3  # letters of a name that is looked for within a word
_INITIALS = 2  # letters that may stand beside it


def fits(name: str, address: Address, display_names: Iterable[str] = ()) -> bool | None:
    """Whether `name` (佐藤, スミス, John Smith) may be the name of whom `address` belongs to.

    None: nothing speaks for or against it. Addresses of a role (info@, sales@) and such that
    say nothing (a1234@, x7k2@) never contradict.
    """
    displays = [display for display in display_names if display]
    answers = [alike(name, display) for display in displays]
    if True in answers:
        return True
    local = address.local.casefold().partition("+")[0]
    pieces = _LETTERS.findall(local)
    named = words(name)
    if _is_in(named, pieces):
        return True
    if any(is_role(piece) for piece in pieces) or _is_shared(displays):
        return None
    if False in answers:
        return False
    own = [piece for piece in pieces if not _is_of_domain(piece, address)]
    return False if named and _is_other(named, own) else None


def _is_shared(displays: Sequence[str]) -> bool:
    """Whether it was called by the names of different people: a list, or one for all."""
    return any(alike(one, other) is False for one, other in combinations(displays, 2))


def _is_of_domain(piece: str, address: Address) -> bool:
    """Whether a piece is its domain's name, perhaps the shop's: aoki@aoki-koumuten.example."""
    return len(piece) > 1 and piece in address.domain.casefold()


def _is_in(named: Sequence[Word], pieces: Sequence[str]) -> bool:
    candidates = [*pieces, "".join(pieces)]
    return any(_names(word, piece) for word in named for piece in candidates)


def _names(word: Word, piece: str) -> bool:
    """Whether a piece of a local part is the name, alone or beside initials or another name."""
    if word.script is Script.KANA and _sounds_like(word, piece):
        return True
    if word.readings & set(map(fold, nicknames.canonical(piece))):
        return True
    folded = fold(piece)
    return any(_holds(folded, reading) for reading in word.readings)


def _sounds_like(word: Word, piece: str) -> bool:
    """Whether a foreign name in kana is the piece, perhaps with an initial."""
    if {*word.readings, fold(piece)} & common_readings():
        return False
    return any(foreign.alike(word.text, part) for part in (piece, piece[1:], piece[:-1]))


def _holds(piece: str, reading: str) -> bool:
    if piece == reading:
        return len(reading) > 1
    if len(reading) < _SHORTEST:
        return False
    if piece[1:] == reading:  # t + tanaka
        return True
    if piece in surnames().readings:  # mori is not in morita
        return False
    before, after = piece.removesuffix(reading), piece.removeprefix(reading)
    return any(_is_beside(rest) for rest in (before, after) if rest != piece)


def _is_beside(rest: str) -> bool:
    """Whether it may stand beside a name in one word: initials, or the other name."""
    return (
        len(rest) <= _INITIALS
        or rest in given_names().readings
        or rest in common_readings()
        or nicknames.is_given(rest)
    )


def _is_other(named: Sequence[Word], pieces: Sequence[str]) -> bool:
    """Whether the local part is somebody else's name."""
    families = [word for word in named if word.kind is Kind.FAMILY] or named
    if not all(word.readings and min(map(len, word.readings)) > 1 for word in families):
        return False
    whole = [piece for piece in pieces if len(piece) > 1]
    folded = [fold(piece) for piece in whole]
    if any(piece in common_readings() for piece in folded if len(piece) >= _SHORTEST):
        return not _is_given_only(named)
    if any(_has_initial(piece) for piece in folded if len(whole) == 1):
        return not _is_given_only(named)
    if _is_japanese_name(named) and _is_foreign_with_initial(pieces):
        return True
    given = [piece for piece in whole if nicknames.is_given(piece)]
    if _is_given_only(named):
        return bool(given)
    return len(whole) > 1 and (bool(given) or _is_japanese_pair(folded))


def _is_japanese_name(named: Sequence[Word]) -> bool:
    return any(word.kind is Kind.FAMILY for word in named)


def _is_foreign_with_initial(pieces: Sequence[str]) -> bool:
    """Whether it is an initial and a name that cannot be Japanese: l.clark."""
    letters = [piece for piece in pieces if len(piece) == 1]
    longer = [piece for piece in pieces if len(piece) > _SHORTEST]
    both = len(pieces) == 2 and bool(letters and longer)
    return both and not _JAPANESE_SOUND.match(fold(longer[0]))


def _is_given_only(named: Sequence[Word]) -> bool:
    return all(nicknames.is_given(word.text) for word in named)


def _has_initial(piece: str) -> bool:
    """Whether it is a common surname with an initial before or behind it: ttanaka, tanakat."""
    parts = (piece[1:], piece[:-1])
    return any(len(part) > _SHORTEST and part in common_readings() for part in parts)


def _is_japanese_pair(folded: Sequence[str]) -> bool:
    """Whether it is a family and a given name: hanako.tanaka."""
    known = surnames().readings | given_names().readings
    return all(piece in known for piece in folded) and any(
        piece in surnames().readings for piece in folded
    )
