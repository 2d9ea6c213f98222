"""What was taken over, as the text of a policy and of the directory's files."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from enum import Enum
from typing import Any

import msgspec
import tomlkit
from tomlkit.items import Array, InlineTable, Table

from mailguard.i18n import _
from mailguard.importing.harvest import Drawn, Harvest, Setting

_SHORT = 3  # items of a list that stand on one line


def policy_text(harvest: Harvest, program: str) -> str:
    """A policy file with what `harvest` has of the program; each part says where it came from."""
    document = tomlkit.document()
    document.add(tomlkit.comment(_("Taken over from {program}.").format(program=program)))
    told = _("Rules only make MailGuard stricter; “mailguard policy check” looks for mistakes.")
    document.add(tomlkit.comment(told))
    for setting in sorted(harvest.settings.values(), key=lambda one: len(one.key) > 1):
        _put(document, setting)
    if harvest.rules:
        rules = tomlkit.aot()
        for drawn in harvest.rules:
            rules.append(_rule(drawn))
        document.add("rule", rules)
    return tomlkit.dumps(document).encode(errors="replace").decode()  # half of a character


def directory_files(harvest: Harvest) -> dict[str, str]:
    """The files of the directory, by their names; only those in which something stands."""
    groups = [(name, who) for name, members in harvest.groups.items() for who in members]
    registered = [(each,) for each in dict.fromkeys(harvest.registered)]
    files = {
        "groups.csv": _csv(("group", "member"), groups),
        "addresses.csv": _csv(("address",), registered),
    }
    return {name: text for name, text in files.items() if text}


def _csv(heading: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    filled = list(rows)
    writer.writerows([heading, *filled] if filled else [])
    return out.getvalue()


def _put(document: tomlkit.TOMLDocument, setting: Setting) -> None:
    """The setting, in the table that its key names."""
    table: Any = document
    for step in setting.key[:-1]:
        if step not in table:
            table.add(str(step), tomlkit.table())
        table = table[step]
    item = _item(setting.value)
    table.add(str(setting.key[-1]), item.comment(setting.origin))


def _rule(drawn: Drawn) -> Table:
    table = tomlkit.table()
    table.add(tomlkit.comment(drawn.origin))
    for key, value in _given(drawn.rule).items():
        if isinstance(value, msgspec.Struct):
            inner = tomlkit.table()
            for name, part in _given(value).items():
                inner.add(name, _item(part))
            table.add(key, inner)
        else:
            table.add(key, _item(value))
    return table


def _item(value: object) -> Any:
    """A value as an item of TOML."""
    if isinstance(value, msgspec.Struct):
        return _inline(value)
    if isinstance(value, tuple | list):
        return _array(value)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return tomlkit.item(value.value if isinstance(value, Enum) else value)


def _inline(struct: msgspec.Struct) -> InlineTable:
    table = tomlkit.inline_table()
    for key, value in _given(struct).items():
        table.add(key, _item(value))
    return table


def _array(values: Iterable[object]) -> Array:
    items = [_item(value) for value in values]
    array = tomlkit.array()
    array.extend(items)
    return array.multiline(len(items) > _SHORT)


def _given(struct: msgspec.Struct) -> dict[str, Any]:
    """What is not as it is without being written, by its key in the file."""
    found = {}
    for field in msgspec.structs.fields(struct):
        value = getattr(struct, field.name)
        factory = field.default_factory
        default = field.default if factory is msgspec.NODEFAULT else factory()
        if value != default:
            found[field.encode_name] = value
    return {key: found[key] for key in sorted(found, key=_place)}


_ORDER = ("id", "title", "mode", "when")


def _place(key: str) -> int:
    """Rules begin with who they are."""
    return _ORDER.index(key) if key in _ORDER else len(_ORDER)
