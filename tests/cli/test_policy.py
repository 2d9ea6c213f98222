"""`mailguard policy`: whether the files are right, and what holds in the end."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from mailguard import signing
from mailguard.paths import DataFolder
from mailguard.rulebook import places
from mailguard.rulebook.places import Places
from tests.cli.conftest import Mailguard

POLICY = """\
locked = ["delay.external"]
[delay]
external = 90
[permissions]
headless = false
[[rule]]
id = "ours"
title = "Ours"
then.tick = "Really?"
"""


@pytest.fixture(autouse=True)
def organisation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Places:
    """An organisation's folder on this computer."""
    own = Places(tmp_path / "etc", os.getuid())
    own.root.mkdir()
    monkeypatch.setattr(places, "system_places", lambda: own)
    return own


def test_files_that_are_right_are_said_to_be(mailguard: Mailguard, tmp_path: Path) -> None:
    path = tmp_path / "new.toml"
    path.write_text(POLICY)
    outcome = mailguard("policy", "check", str(path))
    assert (outcome.code, outcome.out) == (0, "The file is in order.\n")


def test_every_mistake_is_a_line(mailguard: Mailguard, tmp_path: Path) -> None:
    good, bad = tmp_path / "good.toml", tmp_path / "bad.toml"
    good.write_text(POLICY)
    bad.write_text("[delay]\nexternl = 1\ninternal = 'x'\n")
    outcome = mailguard("policy", "check", str(good), str(bad), str(tmp_path / "none.toml"))
    assert outcome.code == 1
    assert [line.partition(": ")[0] for line in outcome.out.splitlines()] == [
        f"{bad}, line 2",
        f"{bad}, line 3",
        f"{tmp_path / 'none.toml'} cannot be read",
    ]


def test_a_locked_key_in_one_s_own_file_is_a_mistake(
    mailguard: Mailguard, folder: DataFolder, organisation: Places
) -> None:
    folder.create()
    organisation.organisation.write_text(POLICY)
    folder.config.write_text("delay.internal = 1\ndelay.external = 1\n")
    outcome = mailguard("policy", "check", str(folder.config))
    assert outcome.code == 1
    assert outcome.out.startswith(f"{folder.config}, line 2: “delay.external” was locked by")


def test_groups_are_looked_up_beside_the_file(mailguard: Mailguard, tmp_path: Path) -> None:
    path = tmp_path / "new.toml"
    path.write_text(POLICY + "then.approval = ['group:legal']\n")
    assert "“legal”" in mailguard("policy", "check", str(path)).out
    (tmp_path / "directory").mkdir()
    (tmp_path / "directory" / "groups.csv").write_text("group,member\nlegal,a@x.example\n")
    assert mailguard("policy", "check", str(path)).code == 0


def test_a_directory_is_checked_as_a_whole(mailguard: Mailguard, tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text("address\nnobody\n")
    outcome = mailguard("policy", "check", str(tmp_path))
    assert outcome.out.startswith(f"{tmp_path / 'people.csv'}, line 2: “nobody” is no mail address")


def test_what_holds_is_shown_with_who_said_so(
    mailguard: Mailguard, folder: DataFolder, organisation: Places
) -> None:
    folder.create()
    organisation.organisation.write_text(POLICY)
    folder.config.write_text("delay.internal = 1\n")
    lines = mailguard("policy", "show", "--explain").out.splitlines()
    ours = organisation.organisation
    assert f"delay.external = 90.0  # {ours}, line 3; locked by {ours}, line 1" in lines
    assert f"delay.internal = 1.0  # {folder.config}, line 1" in lines
    assert 'submission.strays = "refuse"  # built in' in lines
    assert f"permissions.headless = false  # {ours}, line 5" in lines
    assert f"[[rule]] organisation/ours (on) Ours  # {ours}, line 6" in lines
    assert "delay.external = 90.0" in mailguard("policy", "show").out.splitlines()


def test_what_holds_can_be_had_as_json(mailguard: Mailguard, organisation: Places) -> None:
    organisation.organisation.write_text(POLICY)
    shown = mailguard("policy", "show", "--json").json
    assert shown["settings"]["delay.external"]["value"] == 90.0
    assert shown["settings"]["delay.external"]["from"]["layer"] == "organisation"
    assert shown["permissions"]["headless"] is False
    assert shown["rules"][0]["id"] == "ours"
    assert shown["conditions"] == []


def test_a_group_s_settings_are_shown_for_its_accounts(
    mailguard: Mailguard, organisation: Places
) -> None:
    organisation.directory.mkdir()
    organisation.groups.mkdir()
    (organisation.directory / "people.csv").write_text("address,department\na@x.example,sales\n")
    (organisation.groups / "sales.toml").write_text("groups = ['sales']\ndelay.external = 5\n")
    assert "delay.external = 60.0" in mailguard("policy", "show").out
    shown = mailguard("policy", "show", "--account", "a@x.example").out
    assert "delay.external = 5.0" in shown


def test_what_is_wrong_is_shown_too_and_nothing_is_written(
    mailguard: Mailguard, folder: DataFolder, organisation: Places
) -> None:
    organisation.organisation.write_text("[delay\n")
    shown = mailguard("policy", "show").out
    assert "[[rule]] built-in/policy-unreadable (on)" in shown
    assert f"! {organisation.organisation}, line 1: this line is not complete" in shown
    assert not folder.root.exists()


@pytest.mark.parametrize(
    ("permission", "words"),
    [
        ("export", ("journal", "export")),
        ("forgetting", ("knowledge", "forget", "a@x.example")),
    ],
)
def test_what_the_organisation_forbids_is_not_done(
    mailguard: Mailguard, organisation: Places, permission: str, words: tuple[str, ...]
) -> None:
    organisation.organisation.write_text(f"permissions.{permission} = false\n")
    outcome = mailguard(*words)
    assert outcome.code == 1
    assert outcome.err == "Your organisation's policy does not allow this.\n"


@pytest.mark.parametrize(
    ("permission", "words", "said"),
    [
        ("headless", ("engine", "--headless"), "does not allow --headless"),
        ("answer_send", ("engine", "--answer", "send"), "does not allow --answer send"),
        ("other_data_folders", ("engine",), "as the data folder"),
    ],
)
def test_an_engine_that_the_organisation_forbids_does_not_run(
    mailguard: Mailguard,
    organisation: Places,
    monkeypatch: pytest.MonkeyPatch,
    permission: str,
    words: tuple[str, ...],
    said: str,
) -> None:
    monkeypatch.setattr("mailguard.bootstrap.run.system_places", lambda: organisation)
    organisation.organisation.write_text(f"permissions.{permission} = false\n")
    outcome = mailguard(*words)
    assert outcome.code == 1
    assert said in outcome.err


def test_a_policy_is_signed_for_those_who_fetch_it(mailguard: Mailguard, tmp_path: Path) -> None:
    key, policy = tmp_path / "key", tmp_path / "policy.toml"
    key.write_bytes(signing.new_key())
    policy.write_text("version = 3\n" + POLICY)
    assert "signed as version 3" in mailguard("policy", "sign", str(policy), "--key", str(key)).out
    seal = signing.beside(policy).read_bytes()
    public = signing.public_key(key.read_bytes())
    assert signing.verified(policy.read_bytes(), seal, public, signing.POLICY).version == 3
    again = mailguard("policy", "sign", str(policy), "--key", str(key))
    assert (again.code, "larger “version”" in again.err) == (1, True)


def test_a_policy_with_mistakes_is_not_signed(mailguard: Mailguard, tmp_path: Path) -> None:
    key, policy = tmp_path / "key", tmp_path / "policy.toml"
    key.write_bytes(signing.new_key())
    policy.write_text("a = 1\nb = 1\n")
    outcome = mailguard("policy", "sign", str(policy), "--key", str(key))
    assert outcome.code == 1
    assert len(outcome.err.splitlines()) == 2
    assert not signing.beside(policy).exists()
