"""The organisation's own words."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import ahocorasick
import msgspec

from mailguard.domain.check import Fact, check
from mailguard.domain.finding import Severity
from mailguard.domain.knowledge import Knowledge
from mailguard.domain.mail import Mail
from mailguard.domain.passages import passages
from mailguard.i18n import N_, _
from mailguard.identifiers.width import narrowed


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words, without case and width, that are noticed, warned of, or a danger."""

    notice: tuple[str, ...] = ()
    warning: tuple[str, ...] = ()
    danger: tuple[str, ...] = ()
    inside: bool = False  # whether they count in mail within the organisation, too


@check("keyword", title=N_("A word on your list"), severity=Severity.WARNING, settings=Words())
def keyword(mail: Mail, _knowledge: Knowledge, words: Words) -> Iterator[Fact]:
    """Says of each text and file the worst word on the list that stands in it."""
    automaton = _automaton(words)
    if automaton is None or not (words.inside or mail.goes_outside):
        return
    for passage in passages(mail):
        text = _folded(passage.text)
        found = [
            (severity, end + 1 - length, end + 1)
            for end, (severity, length) in automaton.iter(text)
            if _is_word(text, end + 1 - length, end + 1)
        ]
        if found:
            severity, start, end = max(found, key=lambda one: (one[0], -one[1]))
            sentence = _("“{word}” is on your organisation's list of words.")
            yield Fact(
                Severity(severity),
                sentence.format(word=passage.text[start:end]),
                place=passage.place(start, end),
            )


@lru_cache(maxsize=4)
def _automaton(words: Words) -> ahocorasick.Automaton | None:
    automaton = ahocorasick.Automaton()
    for severity, listed in (
        (Severity.NOTICE, words.notice),
        (Severity.WARNING, words.warning),
        (Severity.DANGER, words.danger),
    ):
        for word in listed:
            if folded := _folded(word.strip()):
                automaton.add_word(folded, (int(severity), len(folded)))
    if not len(automaton):
        return None
    automaton.make_automaton()
    return automaton


def _folded(text: str) -> str:
    """Without case and width, each character in its place."""
    lowered = narrowed(text).lower()
    return lowered if len(lowered) == len(text) else "".join(c.lower()[:1] for c in narrowed(text))


def _is_word(text: str, start: int, end: int) -> bool:
    """A Latin word ends where letters end; Japanese has no such ends."""
    before, first = text[start - 1 : start] if start else "", text[start]
    after, last = text[end : end + 1], text[end - 1]
    return not (_joins(before, first) or _joins(last, after))


def _joins(one: str, other: str) -> bool:
    return (
        bool(one and other)
        and one.isascii()
        and other.isascii()
        and one.isalnum()
        and (other.isalnum())
    )
