"""Each value of a TOML text is found on its line."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from mailguard.toml_lines import KeyPath, Lines

TEXT = '''\
version = 3  # [[rule]]
locked = [
  "delay.external",  # a comment
  "rule",
]
delay.external = 60

[[rule]]
id = "first"
title = """
[[rule]]
id = 'not this one' \\"""
"""
[rule.when]
recipients = [
  { class = ["external"], "a.b" = 3 },
  { class = ['own'] },
]

[[rule]]
id = 'second'
since = 2026-11-24 08:30:00Z
[[rule.when.any]]
[[rule.when.any]]
subject.words = ["#", "]"]
[rule.then]
tick = "Really?"
'''


def test_keys_and_list_items_stand_where_they_stand() -> None:
    lines = Lines(TEXT)
    wanted: dict[KeyPath, int] = {
        ("version",): 1,
        ("locked", 1): 4,
        ("delay", "external"): 6,
        ("rule", 0): 8,
        ("rule", 0, "title"): 10,
        ("rule", 0, "when", "recipients", 0, "a.b"): 16,
        ("rule", 0, "when", "recipients", 1, "class"): 17,
        ("rule", 1): 20,
        ("rule", 1, "id"): 21,
        ("rule", 1, "since"): 22,
        ("rule", 1, "when", "any", 1): 24,
        ("rule", 1, "when", "any", 1, "subject", "words", 1): 25,
        ("rule", 1, "then", "tick"): 27,
    }
    assert {path: lines.of(path) for path in wanted} == wanted


def test_what_is_not_there_is_where_it_would_belong() -> None:
    assert Lines(TEXT).of(("rule", 1, "then", "delay")) == 26
    assert Lines(TEXT).of(("nowhere",)) is None


def paths(tree: Any, path: KeyPath = ()) -> Iterator[KeyPath]:
    """Everything below `tree`."""
    steps: Any = tree.items() if isinstance(tree, dict) else ()
    if isinstance(tree, list):
        steps = enumerate(tree)
    for step, value in steps:
        yield (*path, step)
        yield from paths(value, (*path, step))


_KEY = st.sampled_from(["a", "b", "a-1", '"a b"', "'x.y'", "a.b", '"\\u3042"'])
_VALUE = st.recursive(
    st.sampled_from(
        ["1", "'#]'", '"}\\""', '"""\n[a]\n"""', "'''x\n'y''''", "1979-05-27 07:32:00"]
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda items: "[\n" + " , # c\n".join(items) + "]"),
        st.tuples(_KEY, inner).map(lambda pair: f"{{ {pair[0]} = {pair[1]} }}"),
    ),
    max_leaves=4,
)
_LINE = st.one_of(
    st.tuples(_KEY, _VALUE).map(lambda pair: f"{pair[0]} = {pair[1]}"),
    _KEY.map(lambda key: f"[{key}]"),
    _KEY.map(lambda key: f"[[ {key} ]] # [x]"),
)


@settings(deadline=None, max_examples=300)
@given(st.lists(_LINE, max_size=8).map("\n".join))
def test_everything_that_can_be_read_has_a_line_and_a_key_stands_on_it(text: str) -> None:
    try:
        tree = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return
    lines = Lines(text)
    for path in paths(tree):
        assert path in lines._lines
        line = text.splitlines()[(lines.of(path) or 0) - 1]
        named = path[-1]
        assert not isinstance(named, str) or named in line or "\\u3042" in line


@settings(deadline=None)
@given(st.text("[]=.'\"{}#ab1\n ,\\", max_size=60))
def test_any_text_is_walked_to_its_end(text: str) -> None:
    Lines(text)
