"""An engine goes by its configuration, and by the defaults where that is broken."""

from __future__ import annotations

from pathlib import Path

from mailguard import i18n
from mailguard.bootstrap.settings import load_configuration
from mailguard.smtp.settings import StrayRule


def test_what_stands_there_holds(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text('language = "en"\n[submission]\nstrays = "normalise"\n')
    found, conditions = load_configuration(path)
    assert conditions == ()
    assert found.submission.strays is StrayRule.NORMALISE


def test_a_broken_file_is_said_and_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text('[submission]\nstrays = "normalise"\nstray = 1\n')
    found, (condition,) = load_configuration(path)
    assert condition.id == "config-broken"
    assert "line 3" in condition.sentence
    assert found.submission.strays is StrayRule.REFUSE
    assert found.language == i18n.preferred()
