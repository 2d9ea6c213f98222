"""Whatever stands in an export: a policy without a mistake comes of it, and every line is told."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from mailguard.importing import flexconfirmmail_lists, outlookokan
from mailguard.importing.export import ExportFile
from mailguard.importing.takeover import Program, taken_over
from tests.importing.exports import sheet_of

CELLS = st.one_of(
    st.sampled_from(
        [
            "Yes",
            "No",
            "Cc",
            "Bcc",
            "@",
            "*",
            "5",
            "a@x.example",
            "@x.example",
            "x.example",
            "社外秘",
        ]
    ),
    st.text(max_size=12),
)
TABLES = [*sorted(outlookokan._TABLES), outlookokan._GENERAL]
ROWS = st.lists(st.lists(CELLS, max_size=5), max_size=6)


def quoted(rows: list[list[str]]) -> str:
    """Rows as CSV."""
    return "\n".join(",".join(f'"{cell.replace(chr(34), "")}"' for cell in row) for row in rows)


@settings(max_examples=60)
@given(st.dictionaries(st.sampled_from(TABLES), ROWS, min_size=1, max_size=4))
def test_any_table_of_outlookokan(tables: dict[str, list[list[str]]]) -> None:
    files = [
        ExportFile(name, quoted(rows).encode(errors="replace")) for name, rows in tables.items()
    ]
    sheet_of(taken_over(files, Program.AUTO).harvest)


@given(st.sampled_from(TABLES), st.binary(max_size=200))
def test_any_octets(name: str, octets: bytes) -> None:
    sheet_of(taken_over([ExportFile(name, octets)], Program.AUTO).harvest)


LINES = st.lists(
    st.one_of(
        st.sampled_from(["[BLOCK]", "[One]", "Keywords=a,b", "SafeBccThreshold=3", "-a.example"]),
        st.text(max_size=20),
    ),
    max_size=8,
)
NAMES = [*(f"{name}.txt" for name in flexconfirmmail_lists.LISTS), "Common.txt"]


@settings(max_examples=60)
@given(st.sampled_from(NAMES), LINES)
def test_any_list_of_flexconfirmmail(name: str, lines: list[str]) -> None:
    octets = "\n".join(lines).encode(errors="replace")
    sheet_of(taken_over([ExportFile(name, octets)], Program.AUTO).harvest)


VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-5, 100), st.text(max_size=9)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=5,
)
RULES = st.fixed_dictionaries(
    {"id": st.text(min_size=1, max_size=5)},
    optional={
        "action": st.integers(-1, 9),
        "highlight": st.integers(-1, 5),
        "matchTarget": st.integers(-1, 6),
        "enabled": st.booleans(),
        "name": st.text(max_size=9),
        "confirmMessage": st.text(max_size=9),
        "itemsLocal": st.lists(st.text(max_size=9), max_size=3),
        "itemsSource": VALUES,
    },
)
KEYS = ["confirmationMode", "topMessage", "showCountdown", "countdownSeconds", "blockedDomains",
        "confirmMultipleRecipientDomains", "configsVersion", "requireCheckBody"]  # fmt: skip


@settings(max_examples=60)
@given(st.lists(RULES, max_size=4), st.dictionaries(st.sampled_from(KEYS), VALUES), VALUES)
def test_any_json_of_flexconfirmmail(
    rules: list[dict[str, Any]], config: dict[str, Any], domains: Any
) -> None:
    tree = {**config, "userRules": rules, "internalDomains": domains}
    octets = json.dumps(tree).encode()
    sheet_of(taken_over([ExportFile("a.json", octets)], Program.AUTO).harvest)
