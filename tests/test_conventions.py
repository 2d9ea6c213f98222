"""The habits of the house, as tests."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
CODE = [p for top in ("mailguard", "ui") for p in sorted((ROOT / top).rglob("*.py"))]
MOST_LINES = 300


def _id(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", CODE, ids=_id)
def test_a_module_says_what_it_is_and_stays_one_noun(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert ast.get_docstring(ast.parse(text)), "its first line says what it is"
    assert len(text.splitlines()) <= MOST_LINES, "a noun is missing"


@pytest.mark.parametrize("kind", ["checks", "actions"])
def test_every_check_and_every_action_has_its_test(kind: str) -> None:
    modules = {p.stem for p in (ROOT / "mailguard" / kind).glob("[!_]*.py")}
    tested = {p.stem.removeprefix("test_") for p in (ROOT / "tests" / kind).glob("test_*.py")}
    assert modules <= tested


@pytest.mark.parametrize("path", CODE, ids=_id)
def test_every_public_class_and_function_says_what_it_is(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    silent = [
        node.name
        for node in tree.body
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
    ]
    assert silent == []


def _tracked() -> Iterator[Path]:
    for pattern in ("*.md", "*.py", "*.toml", "*.sh", "*.txt", "Makefile"):
        yield from (p for p in ROOT.rglob(pattern) if not set(p.parts) & {".venv", ".git"})


def test_nothing_is_left_to_do_later() -> None:
    later = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X)\b")
    assert [_id(p) for p in _tracked() if later.search(p.read_text(encoding="utf-8"))] == []
