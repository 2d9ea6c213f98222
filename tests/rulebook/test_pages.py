"""What docs/policy.md says is what there is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
from msgspec import inspect

from mailguard.directory import rows
from mailguard.domain.condition import When
from mailguard.domain.permissions import Permissions
from mailguard.domain.rule import Then
from mailguard.receipt.key import ReceiptSettings
from mailguard.rulebook.reading import read_octets
from mailguard.rulebook.sheet import GroupSheet, OrganisationSheet

PAGE = (Path(__file__).parents[2] / "docs" / "policy.md").read_text("utf-8")
_ROW = re.compile(r"^\| `([\w.]+)` \|(?:.*\| `([^`]*)` \|$)?", re.MULTILINE)


def rows_below(heading: str) -> dict[str, str]:
    """First and last column of the table below a heading."""
    section = PAGE.partition(f"\n{heading}\n")[2]
    return dict(_ROW.findall(re.split(r"\n#+ ", section)[0]))


def keys(kind: inspect.Type, above: str = "") -> Iterator[str]:
    """Each key that may be written below a type, by its whole name."""
    if isinstance(kind, inspect.UnionType):
        kind = kind.types[0]
    if isinstance(kind, inspect.VarTupleType):
        kind = kind.item_type
    is_table = isinstance(kind, inspect.StructType) and kind.cls is not When
    if above == "recipients" or not is_table:
        yield above
    if is_table or not above:
        assert isinstance(kind, inspect.StructType)
        for field in kind.fields:
            yield from keys(field.type, f"{above}.{field.encode_name}".lstrip("."))


def keys_of(kind: Any) -> set[str]:
    return {key for key in keys(inspect.type_info(kind)) if key}


def test_every_key_of_a_rule_is_on_the_page() -> None:
    assert set(rows_below("### `when`")) == keys_of(When)
    assert set(rows_below("### `then`")) == keys_of(Then)


def test_every_permission_is_on_the_page_with_its_default() -> None:
    defaults = msgspec.structs.asdict(Permissions())
    there = {name: json.dumps(value) for name, value in defaults.items()}
    assert rows_below("## What the organisation allows") == there


def test_the_receipt_s_key_is_on_the_page_with_its_default() -> None:
    defaults = msgspec.structs.asdict(ReceiptSettings())
    there = {name: json.dumps(value) for name, value in defaults.items()}
    assert rows_below("## The receipt") == there


def test_every_column_of_the_directory_is_on_the_page() -> None:
    tables = {
        "people": rows._PEOPLE,
        "departments": rows._DEPARTMENTS,
        "deputies": rows._DEPUTIES,
        "groups": rows._GROUPS,
        "lists": rows._LISTS,
        "addresses": rows._ADDRESSES,
    }
    for name, columns in tables.items():
        (line,) = (line for line in PAGE.splitlines() if line.startswith(f"| `{name}.csv` |"))
        written = dict(re.findall(r"`(\w+)`\**\ \((.+?)\)", line))
        assert set(written) == set(columns), name
        assert all(japanese in columns[column] for column, japanese in written.items()), name


def test_the_examples_are_right() -> None:
    before_recipes = PAGE.partition("\n## Recipes\n")[0]
    first, second, _third = re.findall(r"```toml\n(.+?)```", before_recipes, re.DOTALL)
    assert read_octets(Path("policy.toml"), first.encode(), OrganisationSheet).counts
    assert read_octets(Path("sales.toml"), second.encode(), GroupSheet).counts


def test_a_fetched_policy_s_example_is_right() -> None:
    (example,) = re.findall(r"```toml\n(\[policy\].+?)```", PAGE, re.DOTALL)
    assert read_octets(Path("policy.toml"), example.encode(), OrganisationSheet).counts
