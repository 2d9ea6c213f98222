"""A configuration file: TOML, read into a typed value; what is wrong in it becomes a sentence."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from mailguard.i18n import _

T = TypeVar("T", bound=msgspec.Struct)


class ConfigError(Exception):
    """The file cannot be used; the text says where it is wrong, and what to do."""


def load(path: Path, kind: type[T]) -> T:
    """The settings in the file `path`; without a file, `kind`'s defaults.

    Raises ConfigError where the file cannot be read, is no TOML, or holds what `kind` does not.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")  # editors of Windows begin with a mark
    except FileNotFoundError:
        return kind()
    except UnicodeDecodeError as error:
        raise ConfigError(_("{file}: please save this file as UTF-8.").format(file=path)) from error
    except OSError as error:
        sentence = _("{file} cannot be read: {reason}.")
        raise ConfigError(sentence.format(file=path, reason=error.strerror)) from error
    return _parse(text, path, kind)


def _parse(text: str, path: Path, kind: type[T]) -> T:
    try:
        return msgspec.convert(tomllib.loads(text), kind)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(_not_toml(str(error), text, path)) from error
    except msgspec.ValidationError as error:
        raise ConfigError(_misfit(str(error), text, path, kind)) from error
    except RecursionError as error:
        raise ConfigError(_("{file} is nested too deeply.").format(file=path)) from error


def _not_toml(message: str, text: str, path: Path) -> str:
    found = re.search(r"at line (\d+)", message)  # otherwise it says "at end of document"
    place = _place(path, int(found[1]) if found else len(text.splitlines()))
    return _("{place}: this line is not complete. Is a quote, an = or a bracket missing?").format(
        place=place
    )


_UNKNOWN = re.compile(r"Object contains unknown field `(.+)`")
_EXPECTED = re.compile(r"Expected `(.+)`, got `(.+)`")
_BOUND = re.compile(r"Expected `.+` (>=|<=) (.+)")
_CHOICE = re.compile(r"Invalid enum value")


def _misfit(message: str, text: str, path: Path, kind: type[msgspec.Struct]) -> str:
    what, _at, where = message.partition(" - at `$")
    keys = [key for key in re.sub(r"\[[^\]]*\]|`", "", where).split(".") if key]
    kinds = {}
    if unknown := _UNKNOWN.search(what):
        keys.append(unknown[1])
        sentence = _("{place}: MailGuard knows no setting “{key}” here. Please check its spelling.")
    elif expected := _EXPECTED.search(what):
        kinds = {"wanted": _in_words(expected[1]), "found": _in_words(expected[2])}
        sentence = _("{place}: “{key}” has to be {wanted}, but it is {found}.")
    elif wanted := _bounds(what) or _choices(what, kind, keys):
        kinds = {"wanted": wanted, "found": _given(keys, text)}
        sentence = _("{place}: “{key}” has to be {wanted}, but it is {found}.")
    else:
        sentence = _("{place}: the value of “{key}” is not possible here.")
    return sentence.format(place=_place(path, _line_of(keys, text)), key=".".join(keys), **kinds)


def _bounds(what: str) -> str:
    """What a number has to be; "": it is not about that."""
    found = _BOUND.search(what)
    if not found:
        return ""
    words = _("at least {number}") if found[1] == ">=" else _("at most {number}")
    return words.format(number=found[2])


def _choices(what: str, kind: Any, keys: list[str]) -> str:
    """The words one of which is wanted; "": it is not about that."""
    if not _CHOICE.search(what):
        return ""
    for key in keys:
        kind = next(field.type for field in msgspec.structs.fields(kind) if field.name == key)
    return _(" or ").join(f'"{word.value}"' for word in kind)


def _given(keys: list[str], text: str) -> str:
    """What the file says there."""
    value: Any = tomllib.loads(text)
    for key in keys:
        value = value[key]
    return f'"{value}"' if isinstance(value, str) else str(value)


def _in_words(kinds: str) -> str:
    words = {
        "str": _("a text in quotes"),
        "int": _("a whole number"),
        "float": _("a number"),
        "bool": _("true or false"),
        "array": _("a list in brackets"),
        "object": _("a group of settings"),
    }
    return _(" or ").join(words.get(kind, kind) for kind in kinds.split(" | "))


def _place(path: Path, line: int | None) -> str:
    if line is None:
        return str(path)
    return _("{file}, line {line}").format(file=path, line=line)


def _line_of(keys: list[str], text: str) -> int | None:
    """The line, counted from 1, where the setting `keys` (outermost first) is given."""
    table: list[str] = []
    for number, line in enumerate(text.splitlines(), 1):
        if header := re.match(r"\s*\[+([^\]]+)\]+", line):
            table = _split(header[1])
            names = table
        elif given := re.match(r"\s*([^=#]+?)\s*=", line):
            names = [*table, *_split(given[1])]
        else:
            continue
        if names[: len(keys)] == keys:
            return number
    return None


def _split(name: str) -> list[str]:
    return [part.strip().strip("\"'") for part in name.split(".")]
