"""Rules of a file are edited; everything else in it stays as it was, byte for byte."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailguard import i18n
from mailguard.rulebook import editing
from mailguard.rulebook.editing import EditingError

BY_HAND = """\
# my settings
[delay]
external = 90  # seconds

# customers must not see each other
[[rule]]
id = "many-organisations"
title = "Several customers in one mail"  # as agreed in spring
mode = "on"
[rule.when]
recipients = [{ class = ["external"], organisations = 3 }]
[rule.then]
bcc = { who = "external" }
tick = "I checked that all of them may get it."  # legal wants this

# --- not yet ---

[[rule]]
id = "large"
then.confirm = true  # always
when = { mail = { larger_than = 9_000_000 } }
"""
FIRST: dict[str, Any] = tomllib.loads(BY_HAND)["rule"][0]
NEW = {
    "id": "tag",
    "title": "タグ",
    "when": {"subject": {"words": ["見積"]}},
    "then": {"tag": "[社外]", "confirm": True},
}
NEW_TEXT = """\
[[rule]]
id = "tag"
title = "タグ"
[rule.when]
subject = { words = ["見積"] }
[rule.then]
confirm = true
tag = "[社外]"
"""


def test_a_rule_made_by_mouse_and_one_by_hand_give_the_same_file() -> None:
    by_mouse = editing.added("", FIRST)
    start = BY_HAND.index("[[rule]]")
    by_hand = BY_HAND[start : BY_HAND.index("\n# --- not")]
    for comment in ("  # as agreed in spring", "  # legal wants this"):
        by_hand = by_hand.replace(comment, "")
    # in a table keys come in the order of the documentation
    tick, bcc = by_hand.splitlines(keepends=True)[-1], by_hand.splitlines(keepends=True)[-2]
    assert by_mouse == by_hand.replace(bcc + tick, tick + bcc)
    assert editing.added(BY_HAND, NEW) == f"{BY_HAND}\n{NEW_TEXT}"


def test_a_changed_setting_keeps_the_comments_around_it() -> None:
    wanted = {**FIRST, "title": "Customers", "then": {**FIRST["then"], "tick": "Yes", "delay": 60}}
    del wanted["then"]["bcc"]
    new = editing.changed(BY_HAND, "many-organisations", wanted)
    assert new == (
        BY_HAND.replace('"Several customers in one mail"', '"Customers"')
        .replace('bcc = { who = "external" }\n', "")
        .replace(
            '"I checked that all of them may get it."  # legal wants this\n',
            '"Yes"  # legal wants this\ndelay = 60\n',
        )
    )


def test_dotted_and_inline_tables_stay_so() -> None:
    wanted = {"id": "large", "then": {"confirm": True}, "when": {"mail": {"larger_than": 5}}}
    new = editing.changed(BY_HAND, "large", wanted)
    assert new == BY_HAND.replace("9_000_000", "5")


def test_a_new_part_gets_its_place() -> None:
    text = '[[rule]]\nid = "a"\n[rule.then]\nconfirm = true\n\n[delay]\nexternal = 1\n'
    wanted = {"id": "a", "then": {"confirm": True}, "when": {"subject": {"words": ["x"]}}}
    new = editing.changed(text, "a", wanted)
    assert tomllib.loads(new) == {"rule": [wanted], "delay": {"external": 1}}
    assert new.endswith("\n\n[delay]\nexternal = 1\n")


def test_rules_move_with_their_comments() -> None:
    moved = editing.moved(BY_HAND, "large", -1)
    assert [rule["id"] for rule in editing.rules_in(moved)] == ["large", "many-organisations"]
    assert '\n# customers must not see each other\n[[rule]]\nid = "many' in moved
    assert "\n# --- not yet ---\n" in moved
    assert editing.moved(moved, "large", 1) == BY_HAND
    assert editing.moved(BY_HAND, "large", 1) == BY_HAND


def test_a_removed_rule_takes_its_comment_along_and_nothing_else() -> None:
    left = editing.removed(BY_HAND, "many-organisations")
    assert left == (
        "# my settings\n[delay]\nexternal = 90  # seconds\n\n# --- not yet ---\n"
        + BY_HAND[BY_HAND.index('\n[[rule]]\nid = "large"') :]
    )


def test_a_copy_stands_behind_its_rule() -> None:
    new = editing.added(BY_HAND, NEW, after="many-organisations")
    assert [rule["id"] for rule in editing.rules_in(new)] == ["many-organisations", "tag", "large"]
    assert editing.removed(new, "tag") == BY_HAND


@pytest.mark.parametrize(
    "text",
    [
        'rule = [{ id = "a", then = { hold = true } }]',
        '[[rule]]\nid = "a"\n[delay]\nexternal = 1\n[rule.then]\nhold = true\n',
    ],
)
def test_rules_that_are_not_in_one_piece_are_left_alone(text: str) -> None:
    with pytest.raises(EditingError, match="change them in the file"):
        editing.added(text, NEW)


def test_a_rule_that_is_gone_is_said_to_be() -> None:
    with pytest.raises(EditingError, match="not in the file any more"):
        editing.changed(BY_HAND, "none", NEW)


def test_a_text_that_looks_like_a_rule_is_none() -> None:
    text = 'language = "en"\nx = """\n# [[rule]] """\n[[rule]]\nid = "a"\nthen.hold = true\n'
    left = editing.removed(text, "a")
    assert left == 'language = "en"\nx = """\n# [[rule]] """\n'


def test_the_line_ends_of_windows_stay() -> None:
    text = BY_HAND.replace("\n", "\r\n")
    new = editing.changed(text, "many-organisations", {**FIRST, "mode": "off"})
    assert new == text.replace('mode = "on"', 'mode = "off"')
    assert "\n" not in editing.added(text, NEW).replace("\r\n", "")


def test_ids_are_made_of_titles() -> None:
    assert editing.fresh_id("Ask about: ZIP!", ()) == "ask-about-zip"
    assert editing.fresh_id("Ask", ("ask", "ask-2")) == "ask-3"
    assert editing.fresh_id("確認する", ("rule",)) == "rule-2"


def test_the_sentence_is_japanese_for_japanese() -> None:
    i18n.use("ja")
    try:
        with pytest.raises(EditingError):
            editing.changed(BY_HAND, "none", NEW)
    finally:
        i18n.use("en")


WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
VALUES = st.recursive(
    WORDS | st.booleans() | st.integers(0, 10**6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=6,
)
TABLES = st.dictionaries(WORDS, VALUES, max_size=3)
RULES = st.fixed_dictionaries(
    {"title": WORDS, "then": TABLES}, optional={"mode": st.just("off"), "when": TABLES}
)
GAPS = st.sampled_from(["", "\n", "# note\n", "\n# far\n\n", "[delay]\nexternal = 1\n"])
ENDS = st.sampled_from(["\n", "\r\n"])


@given(st.lists(RULES, min_size=1, max_size=4), st.data())
def test_everything_outside_the_edited_rule_stays(rules: list[Any], data: st.DataObject) -> None:
    trees = [{"id": f"r{number}", **rule} for number, rule in enumerate(rules)]
    texts = [editing.added("", tree) for tree in trees]
    plain = [data.draw(st.sampled_from(["", "\n", "# note\n", "\n# far\n\n"])) for _ in texts]
    number = data.draw(st.integers(0, len(texts) - 1))
    new = {"id": f"r{number}", **data.draw(RULES)}
    tail = data.draw(GAPS)
    end = data.draw(ENDS)
    parts = [gap + text for gap, text in zip(plain, texts, strict=True)]
    text = ("".join(parts) + tail).replace("\n", end)
    before = ("".join(parts[:number]) + plain[number]).replace("\n", end)
    after = ("".join(parts[number + 1 :]) + tail).replace("\n", end)
    result = editing.changed(text, f"r{number}", new)
    assert result.startswith(before)
    assert result.endswith(after)
    assert editing.rules_in(result)[number] == new
    assert tomllib.loads(result).get("delay") == tomllib.loads(text).get("delay")


@given(st.lists(RULES, max_size=3), RULES, GAPS)
def test_what_was_added_can_be_taken_out_again(rules: list[Any], new: Any, head: str) -> None:
    text = head
    for number, rule in enumerate(rules):
        text = editing.added(text, {"id": f"r{number}", **rule})
    more = editing.added(text, {"id": "new", **new})
    assert editing.rules_in(more)[-1] == {"id": "new", **new}
    assert more.startswith(text)
    assert editing.rules_in(editing.removed(more, "new")) == editing.rules_in(text)
