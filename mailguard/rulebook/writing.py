"""Writes a rule as a person would: who it is, then `[rule.when]`, then `[rule.then]`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec
import tomlkit
from tomlkit.items import Item

from mailguard.domain.condition import When
from mailguard.domain.rule import Then

_PARTS: dict[str, type[msgspec.Struct]] = {"when": When, "then": Then}


def rule_text(tree: dict[str, Any]) -> str:
    """The whole rule, with a line end at its end. `tree` is the rule as it stands in a file."""
    lines = ["[[rule]]"]
    lines += _lines({key: tree[key] for key in tree if key not in _PARTS}, ("id", "title", "mode"))
    for name, kind in _PARTS.items():
        if name in tree:
            keys = (field.encode_name for field in msgspec.structs.fields(kind))
            lines += [f"[rule.{name}]", *_lines(tree[name], keys)]
    return "\n".join(lines) + "\n"


def item(value: Any) -> Item:
    """A value of a setting, for tomlkit."""
    return tomlkit.value(_written(value))


def _lines(tree: dict[str, Any], order: Iterable[str]) -> list[str]:
    """A line for each setting; those that `order` does not name come last."""
    keys = dict.fromkeys([key for key in order if key in tree] + list(tree))
    return [f"{_key(key)} = {_written(tree[key])}" for key in keys]


def _key(name: str) -> str:
    return tomlkit.key(name).as_string()


def _written(value: Any) -> str:
    if isinstance(value, dict):
        inner = ", ".join(f"{_key(key)} = {_written(each)}" for key, each in value.items())
        return f"{{ {inner} }}" if inner else "{}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_written, value))}]"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(tomlkit.item(value).as_string())
