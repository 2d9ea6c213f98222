"""The program as a whole: its version, its options, its exit codes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from mailguard.cli import desktop
from mailguard.paths import DataFolder
from tests.cli.conftest import Mailguard


def test_it_tells_its_version(mailguard: Mailguard) -> None:
    told = mailguard("--version")
    assert told.code == 0
    assert told.out.startswith("MailGuard 0.")


@pytest.mark.parametrize(
    "words",
    [
        ("frobnicate",),
        ("--frobnicate",),
        ("held", "--js"),
        ("answer", "a1"),
        ("answer", "a1", "perhaps"),
        ("engine", "--delay", "soon"),
        ("engine", "--delay", "-1"),
        ("engine", "--delay", "inf"),
        ("account",),
        ("account", "add", "--address", "taro"),
    ],
)
def test_what_is_not_understood_is_exit_code_2_and_a_hint(
    mailguard: Mailguard, words: tuple[str, ...]
) -> None:
    told = mailguard(*words)
    assert told.code == 2
    assert told.out == ""
    assert "usage: mailguard" in told.err


def test_without_an_engine_a_sentence_says_how_to_start_it(mailguard: Mailguard) -> None:
    told = mailguard("held")
    assert told.code == 1
    assert told.out == ""
    assert told.err == (
        "MailGuard is not running. Start it with `mailguard`, or `mailguard engine`.\n"
    )


def test_the_data_folder_may_stand_before_or_after_the_command(
    mailguard: Mailguard, tmp_path: Path
) -> None:
    for words in (("--data", "{}", "account", "list"), ("account", "list", "--data", "{}")):
        root = tmp_path / f"given {words[0]}"
        assert mailguard(*(word.format(root) for word in words)).code == 0
        assert root.is_dir()


def test_alone_it_becomes_the_desktop_of_its_data_folder(
    mailguard: Mailguard, folder: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    became: list[list[str]] = []

    def become(command: list[str]) -> int:
        became.append(command)
        return 0

    monkeypatch.setattr(desktop, "_become", become)
    assert mailguard().code == 0
    assert became == [[sys.executable, "-m", "ui", "--data", str(folder.root)]]


def test_no_qt_and_no_mail_parser_is_loaded_for_a_command(tmp_path: Path) -> None:
    script = (
        "import sys\n"
        "from mailguard.cli.main import main\n"
        "main(['held'])\n"
        "heavy = {'PySide6', 'keyring', 'cryptography', 'lxml', 'magic', 'smtplib'}\n"
        "print(sorted(heavy & set(sys.modules)))\n"
    )
    environment = {**os.environ, "MAILGUARD_DATA": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"


def test_a_reader_that_goes_away_is_no_error_to_show(tmp_path: Path) -> None:
    environment = {**os.environ, "MAILGUARD_DATA": str(tmp_path), "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "mailguard", "account", "list", "--json"]
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(
        command, env=environment, stdout=write, stderr=subprocess.PIPE, check=False
    )
    os.close(write)
    assert done.stderr == b""
    assert done.returncode == 1
