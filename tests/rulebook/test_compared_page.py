"""What docs/compared.md points to is there, and it answers for all that can be imported."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from mailguard.importing import outlookokan
from mailguard.importing.export import ExportFile

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "compared.md").read_text("utf-8")
LINKS = sorted(set(re.findall(r"\]\((\w+\.md)(?:#([\w-]+))?\)", PAGE)))


def anchors(page: str) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", (DOCS / page).read_text("utf-8"), re.MULTILINE)
    bare = (re.sub(r"[^\w\- ]", "", heading.lower()) for heading in headings)
    return {each.strip().replace(" ", "-") for each in bare}


@pytest.mark.parametrize(("page", "anchor"), LINKS)
def test_what_is_linked_is_there(page: str, anchor: str) -> None:
    assert (DOCS / page).is_file()
    assert not anchor or anchor in anchors(page)


def test_every_table_of_outlookokan_that_is_named_is_known() -> None:
    section = PAGE.partition("### OutlookOkan, table by table")[2].partition("\n#")[0]
    named = re.findall(r"^\| ([^|]+) \| ", section, re.MULTILINE)[1:]
    tables = [each.split(" ")[0] for cell in named for each in cell.split(", ")]
    whole = [each for each in tables if not each.startswith("…")]
    assert len(whole) > 15
    for table in whole:
        names = (f"{table}.csv", f"{table}List.csv", f"{table}AddressList.csv")
        assert any(outlookokan.is_mine(ExportFile(name, b"")) for name in names), table
