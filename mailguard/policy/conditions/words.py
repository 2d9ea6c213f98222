"""Words and patterns in a text: the subject, what was written, a field of the header."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mailguard.domain.condition import OfHeader, OfText, OfWords, Where
from mailguard.i18n import _
from mailguard.policy.conditions.evidence import Evidence, quoted
from mailguard.policy.view import View


def subject_holds(condition: OfWords, view: View) -> Evidence | None:
    """Whether the subject has one of the words, or a pattern finds something there."""
    found = found_in(view.mail.subject, condition.words, condition.pattern, view)
    return found and tuple(_("“{word}” in the subject").format(word=word) for word in found)


def text_holds(condition: OfText, view: View) -> Evidence | None:
    """Whether the text has one of the words, or a pattern finds something there."""
    text = view.mail.text.new if condition.where is Where.NEW else view.whole_text
    found = found_in(text, condition.words, condition.pattern, view)
    return found and tuple(_("“{word}” in the text").format(word=word) for word in found)


def header_holds(condition: OfHeader, view: View) -> Evidence | None:
    """Whether such a field is there, and has what is asked for; or is not there."""
    name = condition.name.casefold()
    values = [value for each, value in view.situation.header if each.casefold() == name]
    if condition.absent:
        sentence = _("the field {name} is not there")
        return None if values else (sentence.format(name=condition.name),)
    if not (condition.words or condition.pattern):
        sentence = _("the field {name} is there")
        return (sentence.format(name=condition.name),) if values else None
    sentence = _("“{word}” in the field {name}")
    return _first_found(values, condition, view, sentence)


def _first_found(
    values: Sequence[str], condition: OfHeader, view: View, sentence: str
) -> Evidence | None:
    for value in values:
        if found := found_in(value, condition.words, condition.pattern, view):
            return tuple(sentence.format(word=word, name=condition.name) for word in found)
    return None


def found_in(
    text: str, words: Sequence[str], patterns: Sequence[str], view: View
) -> Evidence | None:
    """The words that stand in `text` and what the patterns find there; None: nothing.

    Raises UndecidedError.
    """
    return tuple(_finds(text, words, patterns, view)) or None


def _finds(text: str, words: Sequence[str], patterns: Sequence[str], view: View) -> Iterator[str]:
    yield from (quoted(word.strip()) for word in words if view.has_word(text, word))
    for pattern in patterns:
        match = view.match(text, pattern)
        if match is not None:
            yield quoted(match)
