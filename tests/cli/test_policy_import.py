"""`mailguard policy import`: a policy is written, and what became of each setting is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Mailguard


@pytest.fixture
def export(tmp_path: Path) -> Path:
    """A small export of OutlookOkan, as Excel saves it in Japan."""
    folder = tmp_path / "export"
    folder.mkdir()
    (folder / "AlertAddressList.csv").write_bytes(
        "a@x.example,Yes,だめです\nb@x.example,Perhaps\n".encode("cp932")
    )
    (folder / "Whitelist.csv").write_text("friend@acme.example,No\n")
    return folder


def test_what_is_written_is_a_policy_without_a_mistake(
    mailguard: Mailguard, export: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    outcome = mailguard("policy", "import", str(export), "--out", str(out))
    assert outcome.code == 0
    assert "AlertAddressList.csv, line 2: “Perhaps” is neither yes nor no." in outcome.out
    checked = mailguard("policy", "check", str(out / "policy.toml"), str(out / "directory"))
    assert (checked.code, checked.out) == (0, "2 files are in order.\n")
    policy = (out / "policy.toml").read_text("utf-8")
    assert "# AlertAddressList.csv, line 1" in policy
    assert 'refuse = "だめです"' in policy
    assert (out / "directory" / "addresses.csv").read_text() == "address\nfriend@acme.example\n"


def test_the_report_can_be_json(mailguard: Mailguard, export: Path, tmp_path: Path) -> None:
    outcome = mailguard("policy", "import", str(export), "--out", str(tmp_path / "o"), "--json")
    notes = outcome.json["notes"]
    assert {note["fate"] for note in notes} == {"taken", "changed", "unread"}


def test_nothing_that_is_there_is_overwritten(
    mailguard: Mailguard, export: Path, tmp_path: Path
) -> None:
    (tmp_path / "policy.toml").write_text("# mine\n")
    outcome = mailguard("policy", "import", str(export), "--out", str(tmp_path))
    assert outcome.code == 1
    assert "--out" in outcome.err
    assert (tmp_path / "policy.toml").read_text() == "# mine\n"


def test_where_there_is_nothing_to_take_over_nothing_is_written(
    mailguard: Mailguard, export: Path, tmp_path: Path
) -> None:
    out = str(tmp_path / "out")
    words = ("policy", "import", str(export), "--from", "thunderbird", "--out", out)
    assert mailguard(*words).code == 1
    assert mailguard("policy", "import", str(tmp_path / "none"), "--out", out).code == 1
    assert not (tmp_path / "out").exists()
