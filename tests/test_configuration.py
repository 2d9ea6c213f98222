"""What may stand in config.toml: all of it is documented, and reaches who goes by it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from mailguard import checks
from mailguard.config import ConfigError, load
from mailguard.configuration import Configuration
from mailguard.discovery import discover
from mailguard.domain.check import Check
from mailguard.domain.settings import Delay, Settings
from mailguard.smtp.settings import StrayRule

PAGE = Path(__file__).parent.parent / "docs" / "settings.md"
_ROW = re.compile(r"\| `([\w.-]+)` \| .+ \| `(.*)` \|")


def settings_of(value: msgspec.Struct, table: str = "") -> Iterator[tuple[str, str]]:
    """Each setting below `value`, by its whole name, and how TOML writes it."""
    for name in value.__struct_fields__:
        inner = getattr(value, name)
        if isinstance(inner, msgspec.Struct):
            yield from settings_of(inner, f"{table}{name}.")
        elif not isinstance(inner, dict):  # the checks'
            yield table + name, json.dumps(inner)


def settings_of_checks() -> Iterator[tuple[str, str]]:
    for check in discover(checks, Check):
        yield from settings_of(check.settings, f"checks.{check.name}.")


def documented() -> Iterator[tuple[str, str]]:
    """Each setting on the page, by its whole name, and its default."""
    table = ""
    for line in PAGE.read_text("utf-8").splitlines():
        if line.startswith("## "):
            header = re.search(r"`\[([\w.]+?)(\.NAME)?\]`", line)
            table = f"{header[1]}." if header else ""
        elif row := _ROW.fullmatch(line):
            yield table + row[1], row[2]


def a_file(folder: Path, content: str) -> Path:
    path = folder / "config.toml"
    path.write_text(content, "utf-8")
    return path


def test_every_setting_is_on_the_page_with_its_default() -> None:
    there = dict(settings_of(Configuration())) | dict(settings_of_checks())
    assert dict(documented()) == there


def test_the_example_on_the_page_can_be_read(tmp_path: Path) -> None:
    (example,) = re.findall(r"```toml\n(.+?)```", PAGE.read_text("utf-8"), re.DOTALL)
    found = load(a_file(tmp_path, example), Configuration)
    assert found.submission.strays is StrayRule.NORMALISE
    assert found.delay.external == 90.0


def test_what_inspections_go_by_can_be_taken_out_whole(tmp_path: Path) -> None:
    path = a_file(tmp_path, "[delay]\nexternal = 9\n[spool]\nfree_space = 1\n[checks.a]\nb = 1\n")
    found = load(path, Configuration)
    assert found.settings == Settings(delay=Delay(external=9.0), checks={"a": {"b": 1}})
    assert type(found.settings) is Settings
    assert found.spool.free_space == 1


def test_every_default_is_a_value_that_may_be_given() -> None:
    given = msgspec.to_builtins(Configuration())
    assert msgspec.convert(given, Configuration) == Configuration()


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        ("[submission]\nstrays = 'normalize'\n", 2,
         '“submission.strays” has to be "refuse" or "normalise", but it is "normalize".'),
        ("[submission]\nstrays = true\n", 2, "“submission.strays” has to be a text in quotes"),
        ("[submission]\nstray = 'refuse'\n", 2, "no setting “submission.stray” here"),
        ("[submission.limits]\n\nconnections = 0\n", 3, "has to be at least 1, but it is 0."),
        ("[submission.limits]\nrecipients = 1.5\n", 2, "has to be a whole number"),
        ("[submission.timers]\ncommand = 1e9\n", 2, "has to be at most 86400.0"),
        ("submission.timers.command = nan\n", 1, "“submission.timers.command” has to be at least"),
        ("[spool.retention]\nsent = inf\n", 2, "“spool.retention.sent” has to be at most 36500.0"),
        ("[spool.retention]\nkept = 1\n", 2, "no setting “spool.retention.kept” here"),
        ("[delay]\ninternal = -1\n", 2, "“delay.internal” has to be at least 0.0, but it is -1."),
    ],
)  # fmt: skip
def test_a_value_that_cannot_be_is_named_with_its_line(
    tmp_path: Path, content: str, line: int, words: str
) -> None:
    path = a_file(tmp_path, content)
    with pytest.raises(ConfigError) as mistake:
        load(path, Configuration)
    assert str(mistake.value).startswith(f"{path}, line {line}: ")
    assert words in str(mistake.value)
