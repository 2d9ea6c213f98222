"""What does not fit where a file becomes a typed value, said in a sentence for whoever wrote it."""

from __future__ import annotations

import re
from enum import Enum
from typing import Any

import msgspec
from msgspec import inspect

from mailguard.i18n import _
from mailguard.toml_lines import KeyPath

_UNKNOWN = re.compile(r"Object contains unknown field `(.+)`")
_MISSING = re.compile(r"Object missing required field `(.+)`")
_EXPECTED = re.compile(r"Expected `(.+)`, got `(.+)`")
_BOUND = re.compile(r"Expected `.+` (>=|<=) (.+)")
_CHOICE = re.compile(r"Invalid enum value")
_STEP = re.compile(r"\.([^.\[]+)|\[(\d+)\]|(\[\.\.\.\])")


class Misfit(msgspec.Struct, frozen=True):
    """One thing that does not fit: where, and a sentence to be filled in with words."""

    path: KeyPath
    sentence: str  # with {place} and {key}
    words: dict[str, str] = {}

    @property
    def holder(self) -> KeyPath:
        """The innermost key that is to blame, without the numbers of list items behind it."""
        end = max((i for i, step in enumerate(self.path) if isinstance(step, str)), default=-1)
        return self.path[: end + 1]

    def said(self, place: str) -> str:
        """The sentence; `place` says where."""
        key = ".".join(step for step in self.path if isinstance(step, str))
        return self.sentence.format(place=place, key=key, **self.words)


def first_misfit(tree: Any, kind: Any) -> Misfit | None:
    """The first thing in `tree` that does not fit into `kind`; None: all of it does.

    Raises RecursionError where it is nested too deeply.
    """
    message = _complaint(tree, kind)
    if message is None:
        return None
    what, _at, where = message.partition(" - at `$")
    path = _path(where.rstrip("`"), tree, kind, message)
    if unknown := _UNKNOWN.search(what):
        sentence = _("{place}: MailGuard knows no setting “{key}” here. Please check its spelling.")
        return Misfit((*path, unknown[1]), sentence)
    if missing := _MISSING.search(what):
        sentence = _("{place}: “{name}” is missing here. Please add it.")
        return Misfit(path, sentence, {"name": missing[1]})
    wanted, found = _wanted_and_found(what, path, tree, kind)
    if not wanted:
        return Misfit(path, _("{place}: the value of “{key}” is not possible here."))
    sentence = _("{place}: “{key}” has to be {wanted}, but it is {found}.")
    return Misfit(path, sentence, {"wanted": wanted, "found": found})


def _complaint(tree: Any, kind: Any) -> str | None:
    try:
        msgspec.convert(tree, kind)
    except msgspec.ValidationError as error:
        return str(error)
    return None


def _path(where: str, tree: Any, kind: Any, message: str) -> KeyPath:
    """The path that msgspec writes as `.rule[0].then[...]`; it does not name the keys of dicts."""
    path: KeyPath = ()
    for key, number, unnamed in _STEP.findall(where):
        if unnamed:
            path = (*path, _culprit(tree, path, kind, message))
        else:
            path = (*path, int(number) if number else key)
    return path


def _culprit(tree: Any, path: KeyPath, kind: Any, message: str) -> str:
    """The key of the dict at `path` that is complained about."""
    for key, value in value_at(tree, path).items():
        if _complaint(_with(tree, path, {key: value}), kind) == message:
            return str(key)
    raise AssertionError(message)


def _wanted_and_found(what: str, path: KeyPath, tree: Any, kind: Any) -> tuple[str, str]:
    """In words; "": the message does not say."""
    if expected := _EXPECTED.search(what):
        return _in_words(expected[1]), _in_words(expected[2])
    value = value_at(tree, path)
    found = f'"{value}"' if isinstance(value, str) else str(value)
    if bound := _BOUND.search(what):
        words = _("at least {number}") if bound[1] == ">=" else _("at most {number}")
        return words.format(number=bound[2]), found
    if _CHOICE.search(what):
        return _choices(path, kind), found
    return "", ""


def _choices(path: KeyPath, kind: Any) -> str:
    """The words one of which is wanted at `path`."""
    here = inspect.type_info(kind)
    for step in path:
        here = _below(here, step)
    assert isinstance(here, inspect.EnumType)  # noqa: S101  msgspec just said so
    return _(" or ").join(f'"{word.value}"' for word in _members(here))


def _members(kind: inspect.EnumType) -> list[Enum]:
    return list(kind.cls)


def _below(kind: inspect.Type, step: str | int) -> inspect.Type:
    if isinstance(kind, inspect.UnionType):  # of a type and None, in every file of ours
        kind = next(each for each in kind.types if not isinstance(each, inspect.NoneType))
    match kind:
        case inspect.StructType(fields=fields):
            return next(field.type for field in fields if field.encode_name == step)
        case inspect.VarTupleType(item_type=item):
            return item
        case inspect.DictType(value_type=value):
            return value
        case _:
            raise AssertionError(step)


def _in_words(kinds: str) -> str:
    words = {
        "str": _("a text in quotes"),
        "int": _("a whole number"),
        "float": _("a number"),
        "bool": _("true or false"),
        "array": _("a list in brackets"),
        "object": _("a group of settings"),
        "date": _("a date"),
        "datetime": _("a date"),
    }
    named = (words.get(kind, kind) for kind in kinds.split(" | ") if kind != "null")
    return _(" or ").join(named)


def value_at(tree: Any, path: KeyPath) -> Any:
    """What stands at `path`. Raises LookupError where there is nothing."""
    for step in path:
        tree = tree[step]
    return tree


def without(tree: Any, path: KeyPath) -> Any:
    """A copy of `tree` that lacks the key at the end of `path`."""
    *above, last = path
    holder = value_at(tree, tuple(above))
    return _with(tree, tuple(above), {k: v for k, v in holder.items() if k != last})


def _with(tree: Any, path: KeyPath, value: Any) -> Any:
    """A copy of `tree` that has `value` at `path`."""
    if not path:
        return value
    step, *rest = path
    copy: Any = list(tree) if isinstance(tree, list) else dict(tree)
    copy[step] = _with(tree[step], tuple(rest), value)
    return copy
