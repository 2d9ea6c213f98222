"""Edits the rules of a file of the policy: text in, text out, and all else as it was.

A rule is its `[[rule]]` with what belongs to it, and the comment right above. Only its own text
is written anew, and of that only the settings that change.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import tomlkit
from tomlkit.exceptions import TOMLKitError

from mailguard.i18n import _
from mailguard.rulebook.writing import item, rule_text
from mailguard.toml_lines import Statement, statements

Tree = dict[str, Any]
"""A rule as it stands in a file."""

_RULE = "rule"
_SPACED = "\n\n[rule."
_ID = re.compile(r"[^a-z0-9]+")
_LONGEST_ID = 40


class EditingError(Exception):
    """The text cannot be edited here; the sentence says why, to the user."""


class _Place(NamedTuple):
    """Where one rule stands in the text."""

    start: int  # of the comment above it
    end: int  # of its last line, with the line's end


def rules_in(text: str) -> list[Tree]:
    """The rules of a text. Raises EditingError where they cannot be told apart."""
    _places(text)
    return list(tomllib.loads(text).get(_RULE, []))


def added(text: str, tree: Tree, after: str = "") -> str:
    """The text with one more rule: behind the rule `after`, else as the last."""
    places = _places(text)
    new = rule_text(tree)
    if not places:
        before = text if not text or text.endswith("\n") else f"{text}\n"
        return _like(text, f"{before}\n{new}" if before.strip() else f"{before}{new}")
    at = places[_number(text, after)].end if after else places[-1].end
    head = text[:at] if text[:at].endswith("\n") else f"{text[:at]}\n"
    return head + _like(text, f"\n{new}") + text[at:]


def changed(text: str, rule_id: str, tree: Tree) -> str:
    """The text with another content of that rule."""
    place = _places(text)[_number(text, rule_id)]
    new = _changed(text[place.start : place.end].replace("\r\n", "\n"), tree)
    return text[: place.start] + _like(text, new) + text[place.end :]


def removed(text: str, rule_id: str) -> str:
    """The text without that rule, its comment, and the empty lines before it."""
    place = _places(text)[_number(text, rule_id)]
    head = text[: place.start]
    bare = head.rstrip("\r\n")
    kept = head[: len(bare)] + (_end_of_line(head, len(bare)) if bare else "")
    return kept + text[place.end :]


def moved(text: str, rule_id: str, by: int) -> str:
    """The text with that rule in the place of the one `by` places on, which takes its place."""
    places = _places(text)
    number = _number(text, rule_id)
    other = number + by
    if not 0 <= other < len(places):
        return text
    first, second = places[min(number, other)], places[max(number, other)]
    between = text[first.end : second.start]
    one, two = text[first.start : first.end], text[second.start : second.end]
    if not two.endswith("\n"):  # the last line of the file
        ending = _like(text, "\n")
        two, one = two + ending, one.rstrip("\r\n")
    return text[: first.start] + two + between + one + text[second.end :]


def fresh_id(title: str, taken: Iterable[str]) -> str:
    """An id for a rule of that title that is not in use."""
    names = frozenset(taken)
    stem = _ID.sub("-", title.lower()).strip("-")[:_LONGEST_ID].strip("-") or _RULE
    numbered = (f"{stem}-{number}" for number in range(2, len(names) + 3))
    return next(name for name in (stem, *numbered) if name not in names)


def _number(text: str, rule_id: str) -> int:
    for number, tree in enumerate(tomllib.loads(text).get(_RULE, [])):
        if tree.get("id") == rule_id:
            return number
    raise EditingError(_("This rule is not in the file any more. Please look at the rules again."))


def _places(text: str) -> list[_Place]:
    """Where each rule stands. Raises EditingError where one is not in one piece."""
    found = statements(text)
    places = [
        _place(text, found, index)
        for index, each in enumerate(found)
        if each.header == (_RULE,) and each.is_array
    ]
    alone = [tomllib.loads(text[place.start : place.end]).get(_RULE) for place in places]
    if [each for one in alone for each in one or ()] != tomllib.loads(text).get(_RULE, []):
        sentence = _(
            "The rules in your file are not written one after the other, each below a [[rule]] of"
            " its own. Please change them in the file."
        )
        raise EditingError(sentence)
    return places


def _place(text: str, found: Sequence[Statement], index: int) -> _Place:
    last = index
    while last + 1 < len(found) and _goes_on(found[last + 1]):
        last += 1
    before = _line_end(text, found[index - 1].end) if index else 0
    start = text.rfind("\n", 0, found[index].start) + 1
    while start > before and (above := text.rfind("\n", 0, start - 1) + 1) >= before:
        if not text[above:start].lstrip(" \t\ufeff").startswith("#"):
            break
        start = above
    return _Place(max(start, before), _line_end(text, found[last].end))


def _goes_on(statement: Statement) -> bool:
    """Whether it still belongs to the rule before."""
    return not statement.header or (statement.header[0] == _RULE and len(statement.header) > 1)


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end + 1


def _end_of_line(text: str, at: int) -> str:
    return "\r\n" if text.startswith("\r\n", at) else "\n"


def _like(text: str, new: str) -> str:
    """`new` with the line ends of `text`."""
    return new.replace("\r\n", "\n").replace("\n", "\r\n") if "\r\n" in text else new


def _changed(block: str, tree: Tree) -> str:
    """The block with the settings of `tree`; where it is too odd, the rule is written anew."""
    try:
        document = tomlkit.parse(block)
        _fit(document[_RULE][0], tree)
        new = tomlkit.dumps(document)
        if _SPACED not in block:  # tomlkit puts an empty line behind what is new
            new = new.replace(_SPACED, _SPACED[1:])
        if tomllib.loads(new) == {_RULE: [tree]}:
            return new
    except (TOMLKitError, tomllib.TOMLDecodeError, ValueError, KeyError, TypeError):
        pass
    comments = [line for line in block.splitlines(keepends=True) if line.lstrip().startswith("#")]
    return "".join(comments) + rule_text(tree)


def _fit(table: Any, tree: Tree) -> None:
    """Give a table of tomlkit the content of `tree`; what is the same is not touched."""
    for key in [key for key in table if key not in tree]:
        del table[key]
    for key, value in tree.items():
        if key not in table:
            table.append(key, item(value))
        elif table[key] != value:
            if isinstance(value, dict) and isinstance(table[key], dict):
                _fit(table[key], value)
            else:
                table[key] = _with_trivia(table[key], value)


def _with_trivia(old: Any, value: Any) -> Any:
    """The new value with the comment that stands behind the old one."""
    new = item(value)
    trivia = getattr(old, "trivia", None)
    if trivia is not None and trivia.comment:
        new.trivia.comment_ws, new.trivia.comment = trivia.comment_ws, trivia.comment
    return new
