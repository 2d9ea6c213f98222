"""Everything that is said can be said in Japanese."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ui.catalogue import FOLDER, read

ROOT = FOLDER.parents[1]
MARKERS = {"_", "N_", "ngettext"}
PLACEHOLDER = re.compile(r"\{(\w*)[^}]*\}")


def sentences(path: Path) -> Iterator[str]:
    """The first argument of each call that marks a sentence for translation."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
            first = node.args[0]
            if node.func.id in MARKERS and isinstance(first, ast.Constant) and first.value:
                yield str(first.value)


CODE = [p for top in ("mailguard", "ui") for p in sorted((ROOT / top).rglob("*.py"))]


def test_every_sentence_has_its_japanese() -> None:
    catalogue = read("ja")
    translated = {m.id if isinstance(m.id, str) else m.id[0] for m in catalogue if m.string}
    missing = {text for path in CODE for text in sentences(path)} - translated
    assert sorted(missing) == []


def test_a_translation_fills_in_what_the_sentence_does() -> None:
    for message in read("ja"):
        if not message.id:
            continue
        ids = [message.id] if isinstance(message.id, str) else message.id
        strings = [message.string] if isinstance(message.string, str) else message.string or ()
        wanted = {name for each in ids for name in PLACEHOLDER.findall(each)}
        for string in strings:
            assert set(PLACEHOLDER.findall(string)) == wanted, message.id


@pytest.mark.parametrize("word", ["ユーザーが", "してはいけません", "エラーが発生しました"])
def test_the_japanese_does_not_blame(word: str) -> None:
    assert all(word not in str(message.string) for message in read("ja"))
