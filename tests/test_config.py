"""A configuration file gives settings, or one sentence: where, what, and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mailguard.config import ConfigError, load
from mailguard.domain.settings import Settings


def a_file(folder: Path, content: str | bytes) -> Path:
    path = folder / "config.toml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_settings_are_read_and_the_others_keep_their_defaults(tmp_path: Path) -> None:
    loaded = load(a_file(tmp_path, "[delay]\nexternal = 90\n"), Settings)
    assert loaded.delay.external == 90.0
    assert loaded.delay.internal == 0.0


def test_a_check_keeps_its_own_settings(tmp_path: Path) -> None:
    loaded = load(a_file(tmp_path, "[checks.visible-recipients]\nlimit = 3\n"), Settings)
    assert loaded.checks == {"visible-recipients": {"limit": 3}}


def test_without_a_file_there_are_defaults(tmp_path: Path) -> None:
    assert load(tmp_path / "config.toml", Settings) == Settings()


def test_a_file_that_begins_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    assert load(a_file(tmp_path, b'\xef\xbb\xbflanguage = "ja"\n'), Settings).language == "ja"


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        ("[delay]\n\nexternal = 'long'\n", 3, "“delay.external” has to be a number, but it is a"),
        ("language = 1\n", 1, "“language” has to be a text in quotes, but it is a whole number"),
        ("# ours\n[delay]\nextrenal = 1\n", 3, "no setting “delay.extrenal” here"),
        ("colour = 'red'\n", 1, "no setting “colour” here"),
        ("[organisation]\nown = ['a.example', 1]\n", 2, "“organisation.own” has to be a text"),
        ("delay = 60\n", 1, "“delay” has to be a group of settings"),
        ("[organisation]\nown = 'a.example'\n", 2, "“organisation.own” has to be a list"),
        ("delay.external = true\n", 1, "“delay.external” has to be a number"),
        ("[review]\ntick_checklist = 'yes'\n", 2, "has to be true or false"),
        ("[delay]\nexternal = \n", 2, "not complete"),
        ("language = 'ja\n", 1, "not complete"),
    ],
)
def test_a_mistake_is_named_with_its_line(
    tmp_path: Path, content: str, line: int, words: str
) -> None:
    path = a_file(tmp_path, content)
    with pytest.raises(ConfigError) as mistake:
        load(path, Settings)
    assert str(mistake.value).startswith(f"{path}, line {line}: ")
    assert words in str(mistake.value)


def test_a_file_in_another_encoding_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="UTF-8"):
        load(a_file(tmp_path, "language = '日本'".encode("cp932")), Settings)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        load(tmp_path, Settings)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.one_of(st.binary(max_size=60), st.text("[]=.'\"{}#ab1\n ,", max_size=60)))
def test_any_file_gives_settings_or_a_sentence(tmp_path: Path, content: str | bytes) -> None:
    path = a_file(tmp_path, content)
    try:
        load(path, Settings)
    except ConfigError as mistake:
        sentence = str(mistake)
        assert sentence.startswith(str(path))
