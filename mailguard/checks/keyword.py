"""The organisation's own words."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import msgspec

from mailguard.domain.check import Fact, check
from mailguard.domain.finding import Severity
from mailguard.domain.knowledge import Knowledge
from mailguard.domain.mail import Mail
from mailguard.domain.passages import Passage, passages
from mailguard.i18n import N_, _
from mailguard.identifiers.width import narrowed
from mailguard.names.wordlist import WordList


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words, without case and width, that are noticed, warned of, or a danger."""

    notice: tuple[str, ...] = ()
    warning: tuple[str, ...] = ()
    danger: tuple[str, ...] = ()
    inside: bool = False  # whether they count in mail within the organisation, too


@check("keyword", title=N_("A word on your list"), severity=Severity.WARNING, settings=Words())
def keyword(mail: Mail, _knowledge: Knowledge, words: Words) -> Iterator[Fact]:
    """Says of each text and file the worst word on the list that stands in it."""
    severities, looked_for = _listed(words)
    if not severities or not (words.inside or mail.goes_outside):
        return
    said: set[int | None] = set()  # the files that something was said of
    for passage in (*passages(mail), *_names(mail)):
        if passage.attachment is not None and passage.attachment in said:
            continue
        found = [
            (severities[hit.word], hit.start, hit.end)
            for hit in looked_for.hits(_folded(passage.text))
        ]
        if found:
            said.add(passage.attachment)
            severity, start, end = max(found, key=lambda one: (one[0], -one[1]))
            sentence = _("“{word}” is on your organisation's list of words.")
            yield Fact(
                severity,
                sentence.format(word=passage.text[start:end]),
                place=passage.place(start, end),
            )


def _names(mail: Mail) -> Iterator[Passage]:
    """The names of the files, which their recipients read first."""
    for index, attachment in enumerate(mail.attachments):
        yield Passage(attachment.name, attachment=index)


@lru_cache(maxsize=4)
def _listed(words: Words) -> tuple[dict[str, Severity], WordList]:
    """Each word, folded, and how bad it is: the worst where it stands in several lists."""
    severities = {
        folded: severity
        for severity, listed in (
            (Severity.NOTICE, words.notice),
            (Severity.WARNING, words.warning),
            (Severity.DANGER, words.danger),
        )
        for word in listed
        if (folded := _folded(word.strip()))
    }
    return severities, WordList(severities)


def _folded(text: str) -> str:
    """Without case and width, each character in its place."""
    lowered = narrowed(text).lower()
    return lowered if len(lowered) == len(text) else "".join(c.lower()[:1] for c in narrowed(text))
