"""`mailguard policy edit`: a desktop's wishes come in as lines, the rules go out."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import msgspec
import pytest

from mailguard.domain.own_rules import (
    Fault,
    Faulty,
    Keep,
    Look,
    Move,
    Remove,
    Rules,
    Switch,
    Tried,
    Try,
)
from mailguard.domain.rule import Layer, Mode
from mailguard.paths import DataFolder
from mailguard.rulebook import places
from mailguard.rulebook.places import Places
from tests.cli.conftest import Mailguard

RULE: dict[str, Any] = {
    "title": "Tag it",
    "when": {"recipients": [{"class": ["external"]}], "subject": {"words": ["quote"]}},
    "then": {"tag": "[ext]"},
}
WRITTEN = """\
[[rule]]
id = "tag-it"
title = "Tag it"
[rule.when]
recipients = [{ class = ["external"] }]
subject = { words = ["quote"] }
[rule.then]
tag = "[ext]"
"""
MAIL = (
    "From: a@own.example\nTo: b@other.example\nSubject: {}\n"
    "Date: Tue, 24 Nov 2026 10:00:00 +0900\n\nHello\n"
)


@pytest.fixture(autouse=True)
def organisation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Places:
    """An organisation's folder on this computer."""
    own = Places(tmp_path / "etc", os.getuid())
    own.root.mkdir()
    monkeypatch.setattr(places, "system_places", lambda: own)
    return own


class Desktop:
    """What a desktop hears."""

    def __init__(self, mailguard: Mailguard) -> None:
        self._mailguard = mailguard

    def hears(self, *wishes: object) -> list[Any]:
        lines = b"".join(msgspec.json.encode(each) + b"\n" for each in wishes)
        outcome = self._mailguard("policy", "edit", stdin=lines)
        assert outcome.code == 0
        answers = msgspec.json.Decoder(Rules | Faulty | Tried)
        return [answers.decode(line) for line in outcome.out.splitlines()]


@pytest.fixture
def desktop(mailguard: Mailguard) -> Desktop:
    return Desktop(mailguard)


def own(rules: Rules) -> list[str]:
    return [each.rule["id"] for each in rules.rules if each.layer is Layer.USER]


def test_a_rule_made_by_mouse_is_the_same_as_one_by_hand(
    desktop: Desktop, folder: DataFolder
) -> None:
    (rules,) = desktop.hears(Keep(RULE))
    assert folder.config.read_text() == WRITTEN
    assert own(rules) == ["tag-it"]
    folder.config.write_text(WRITTEN)
    assert desktop.hears(Look()) == [rules]


def test_rules_of_all_layers_are_told(
    desktop: Desktop, folder: DataFolder, organisation: Places
) -> None:
    folder.create()
    organisation.organisation.write_text("[[rule]]\nid = 'ours'\nthen.hold = true\n")
    folder.config.write_text(WRITTEN)
    (rules,) = desktop.hears(Look())
    assert [(each.layer, each.rule["id"]) for each in rules.rules] == [
        (Layer.ORGANISATION, "ours"),
        (Layer.USER, "tag-it"),
    ]
    assert rules.checks["my-number"]
    assert len(rules.recipes) >= 6


def test_where_own_rules_are_locked_nothing_is_written(
    desktop: Desktop, folder: DataFolder, organisation: Places
) -> None:
    organisation.organisation.write_text("locked = ['rule']\n")
    rules, refused = desktop.hears(Look(), Keep(RULE))
    assert rules.locked_by == str(organisation.organisation)
    assert "does not allow" in refused.faults[0].sentence
    assert not folder.config.exists()


def test_what_is_wrong_is_said_of_its_setting_and_nothing_is_written(
    desktop: Desktop, folder: DataFolder
) -> None:
    wrong = {
        "title": "x",
        "when": {"recipients": [{"domain": ["ok.example", "not a domain"]}]},
        "then": {"add_cc": ["nobody"], "delay": 99_999_999},
    }
    (faulty,) = desktop.hears(Keep(wrong))
    assert {each.key for each in faulty.faults} == {
        ("when", "recipients", 0, "domain", 1),
        ("then", "delay"),
        ("then", "add_cc", 0),
    }
    assert (
        Fault(
            ("when", "recipients", 0, "domain", 1),
            "“not a domain” is no domain. One looks like example.com.",
        )
        in faulty.faults
    )
    assert not folder.config.exists()
    (faulty,) = desktop.hears(Keep({"title": "x", "then": {}}))
    assert faulty.faults[0].key == ("then",)


def test_rules_are_switched_moved_and_taken_out(desktop: Desktop, folder: DataFolder) -> None:
    folder.create()
    text = f"# mine\n{WRITTEN}\n[[rule]]\nid = 'b'  # two\nthen.hold = true\n"
    folder.config.write_text(text)
    off, on = desktop.hears(Switch("b", Mode.OFF), Switch("b", Mode.ON))
    assert off.rules[1].rule["mode"] == "off"
    assert on.rules[1].rule["mode"] == "on"
    moved, refused = desktop.hears(Move("b", -1), Remove("none"))
    assert own(moved) == ["b", "tag-it"]
    assert "not in the file any more" in refused.faults[0].sentence
    (left,) = desktop.hears(Remove("b"))
    assert own(left) == ["tag-it"]
    assert folder.config.read_text().strip() == f"# mine\n{WRITTEN}".strip()


def test_a_rule_that_changed_meanwhile_is_not_overwritten(
    desktop: Desktop, folder: DataFolder
) -> None:
    folder.create()
    folder.config.write_text(WRITTEN)
    before = desktop.hears(Look())[0].rules[0].rule
    folder.config.write_text(WRITTEN.replace("[ext]", "[by hand]"))
    (refused,) = desktop.hears(Keep({**before, "title": "other"}, before))
    assert "changed in the file meanwhile" in refused.faults[0].sentence
    assert "[by hand]" in folder.config.read_text()


def test_a_broken_file_is_named_and_left_alone(desktop: Desktop, folder: DataFolder) -> None:
    folder.create()
    folder.config.write_text("[delay\n")
    rules, refused = desktop.hears(Look(), Keep(RULE))
    assert "line 1" in rules.broken
    assert refused.faults[0].sentence == rules.broken
    assert folder.config.read_text() == "[delay\n"


def test_the_mark_of_windows_editors_stays(desktop: Desktop, folder: DataFolder) -> None:
    folder.create()
    folder.config.write_bytes(b"\xef\xbb\xbf" + WRITTEN.replace("\n", "\r\n").encode())
    desktop.hears(Switch("tag-it", Mode.MONITOR))
    new = WRITTEN.replace('title = "Tag it"\n', 'title = "Tag it"\nmode = "monitor"\n')
    assert folder.config.read_bytes() == b"\xef\xbb\xbf" + new.replace("\n", "\r\n").encode()


def test_a_rule_is_tried_on_a_mail(desktop: Desktop, tmp_path: Path) -> None:
    hit, miss = tmp_path / "hit.eml", tmp_path / "miss.eml"
    hit.write_text(MAIL.format("The quote"))
    miss.write_text(MAIL.format("Hello"))
    yes, no, gone, wrong = desktop.hears(
        Try(RULE, str(hit)),
        Try(RULE, str(miss)),
        Try(RULE, str(tmp_path / "none.eml")),
        Try({"then": {}}, str(hit)),
    )
    assert yes.applies
    assert any("quote" in each for each in yes.evidence)
    assert no == Tried(applies=False, missing=(("subject",),))
    assert "cannot be read" in gone.faults[0].sentence
    assert wrong.faults[0].key == ("then",)


def test_every_recipe_is_a_rule_that_can_be_kept(desktop: Desktop, folder: DataFolder) -> None:
    (rules,) = desktop.hears(Look())
    answers = desktop.hears(*(Keep(recipe.rule) for recipe in rules.recipes))
    assert len(own(answers[-1])) == len(rules.recipes)
    assert folder.config.read_text().count("[[rule]]") == len(rules.recipes)


def test_nonsense_is_no_end(desktop: Desktop) -> None:
    assert [type(each) for each in desktop.hears({"op": 1}, Look())] == [Faulty, Rules]
