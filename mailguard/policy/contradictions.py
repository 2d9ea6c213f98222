"""What cannot be meant: a rule whose parts contradict each other, or that does nothing."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from mailguard.domain.condition import OfHeader, OfText, OfWords, When
from mailguard.domain.rule import Rule, Then
from mailguard.i18n import _

Key = tuple[str | int, ...]
"""Where in the rule it stands, as a file spells it."""


class Contradiction(msgspec.Struct, frozen=True):
    """One sentence about one place of a rule."""

    key: Key
    sentence: str


def contradictions(rule: Rule) -> Iterator[Contradiction]:
    """Everything in `rule` that cannot be meant."""
    yield from _in_condition(rule.when, ("when",))
    yield from _blanks(rule.then)
    yield from _in_wishes(rule.then)
    yield from _in_fields(rule.then)


_ASKING = ("refuse", "say", "tick", "type", "justify", "open_attachments", "approval")
_LEAVING = ("delay", "hold", "schedule", "approval")
_CHANGING = (
    "bcc", "add_cc", "add_bcc", "set_header", "remove_header", "encrypt", "link", "tag", "add_text",
    "notify",
)  # fmt: skip
_LATER = (("hold", "delay"), ("hold", "schedule"), ("schedule", "delay"))


def _in_wishes(then: Then) -> Iterator[Contradiction]:
    if not (_given(then) or then.confirm is not None):
        sentence = _("this rule asks for nothing. Write what is to happen, or take the rule out.")
        yield Contradiction(("then",), sentence)
    for key in _asked_besides(then):
        sentence = _(
            "“confirm = false” wants no review, and “{key}” needs one. Choose one of them."
        )
        yield Contradiction(("then", key), sentence.format(key=key))
    if then.refuse.strip():
        for key in _given(then, *_LEAVING, *_CHANGING):
            sentence = _("the rule refuses the mail, so “{key}” never happens. Choose one of them.")
            yield Contradiction(("then", key), sentence.format(key=key))
    for one, other in _LATER:
        if _given(then, one) and _given(then, other):
            sentence = _("“{one}” and “{other}” both say when it leaves. Choose one of them.")
            yield Contradiction(("then", other), sentence.format(one=one, other=other))


def _asked_besides(then: Then) -> list[str]:
    return _given(then, *_ASKING) if then.confirm is False else []


def _given(then: Then, *keys: str) -> list[str]:
    """Which of these keys ask for something; of all, where none is named."""
    every = keys or tuple(key for key in then.__struct_fields__ if key != "confirm")
    return [key for key in every if getattr(then, key)]


_SENTENCES = ("say", "tick", "type", "refuse", "tag")


def _blanks(then: Then) -> Iterator[Contradiction]:
    texts: list[tuple[Key, str]] = [(("then", key), getattr(then, key)) for key in _SENTENCES]
    if then.add_text is not None:
        texts.append((("then", "add_text", "text"), then.add_text.text or " "))
    for key, text in texts:
        if text and not text.strip():
            sentence = _("“{key}” is blank. Write a text, or take it out.")
            yield Contradiction(key, sentence.format(key=key[-1]))


def _in_fields(then: Then) -> Iterator[Contradiction]:
    removed = {name.lower() for name in then.remove_header}
    seen: set[str] = set()
    for name in then.set_header:
        if name.lower() in removed:
            sentence = _("the field {name} is set and removed. Choose one of them.")
            yield Contradiction(("then", "set_header", name), sentence.format(name=name))
        if name.lower() in seen:
            sentence = _("the field {name} is set twice. Choose one of them.")
            yield Contradiction(("then", "set_header", name), sentence.format(name=name))
        seen.add(name.lower())


def _in_condition(when: When, at: Key) -> Iterator[Contradiction]:
    yield from _in_texts(when, at)
    if when.time is not None and when.time.office_hours and when.time.day_off:
        sentence = _("a day off has no office hours, so this never holds.")
        yield Contradiction((*at, "time"), sentence)
    if when.transport is not None and not when.transport.protection:
        sentence = _("“{key}” is empty, so this never holds.")
        key = (*at, "transport", "protection")
        yield Contradiction(key, sentence.format(key="protection"))
    for index, inner in enumerate(when.none):
        if inner == When():
            sentence = _("an empty condition always holds, so the rule never does.")
            yield Contradiction((*at, "none", index), sentence)
        yield from _in_condition(inner, (*at, "none", index))
    for index, inner in enumerate(when.any):
        yield from _in_condition(inner, (*at, "any", index))


def _in_texts(when: When, at: Key) -> Iterator[Contradiction]:
    for key, condition in (("subject", when.subject), ("text", when.text)):
        if condition is not None and not _is_worded(condition):
            sentence = _("neither “words” nor “pattern” is given, so this never holds.")
            yield Contradiction((*at, key), sentence)
    for index, header in enumerate(when.header):
        if header.absent and _is_worded(header):
            sentence = _("a field that is not there has no words. Take out “absent”, or the words.")
            yield Contradiction((*at, "header", index), sentence)


def _is_worded(condition: OfWords | OfText | OfHeader) -> bool:
    return bool(condition.words or condition.pattern)
