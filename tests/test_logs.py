"""The log says what happened, in one line each, and gives nothing away."""

from __future__ import annotations

import asyncio
import logging
import stat
import sys
import threading
from collections.abc import Iterator
from logging.handlers import RotatingFileHandler
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mailguard import logs

log = logging.getLogger("tests.logs")


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A folder that is logged to."""
    root = logging.getLogger()
    before = root.handlers[:], root.level, sys.excepthook, threading.excepthook
    root.handlers = []
    logs.start(tmp_path)
    yield tmp_path
    for handler in root.handlers:
        handler.close()
    root.handlers, level, sys.excepthook, threading.excepthook = before
    root.setLevel(level)


def lines(folder: Path) -> list[str]:
    return (folder / "mailguard.log").read_text(encoding="utf-8").split("\n")[:-1]


def test_a_record_is_a_line_with_its_time_level_and_place(folder: Path) -> None:
    log.info("%s held: %s", "a1b2", "two recipients")
    (line,) = lines(folder)
    assert line.endswith(" INFO tests.logs: a1b2 held: two recipients")


def test_every_file_is_owner_only_and_there_are_at_most_five(folder: Path) -> None:
    for _ in range(7):
        log.info("%s", "x" * 1_000_000)
    files = list(folder.iterdir())
    assert len(files) == 5
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_nothing_from_outside_makes_a_line_of_its_own(folder: Path, text: str) -> None:
    before = len(lines(folder))
    log.info("from outside: %s\r\n2026-11-24 INFO forged", text)
    assert len(lines(folder)) == before + 1
    assert lines(folder)[-1].isprintable() or "\\u" in lines(folder)[-1]


def test_half_a_character_does_not_stop_the_log(folder: Path) -> None:
    logging.getLogger().handlers[0].handle(
        logging.LogRecord("tests.logs", logging.INFO, "", 0, "broken \ud800 name", (), None)
    )
    assert lines(folder)[-1].endswith(r"broken \ud800 name")


@pytest.mark.parametrize(
    "message",
    [
        "C: AUTH PLAIN AGNhbmFyeQBjYW5hcnk=",
        "auth login AGNhbmFyeQ==canary",
        "password=canary",
        "'password': 'canary'",
        '{"token":"canary"}',
        "secret: canary",
    ],
)
def test_what_looks_like_a_secret_is_hidden(folder: Path, message: str) -> None:
    log.warning(message)
    (line,) = lines(folder)
    assert "canary" not in line
    assert "AGNh" not in line
    assert "[hidden]" in line


def test_a_secret_that_is_known_is_hidden_wherever_it_comes(folder: Path) -> None:
    logs.conceal("correct-horse")
    log.error("the server said: 535 correct-horse is wrong")
    assert "horse" not in lines(folder)[0]


def test_an_error_is_told_by_kind_and_place_without_its_words(folder: Path) -> None:
    try:
        try:
            int("the subject of a mail")
        except ValueError as error:
            raise RuntimeError("the text of a mail") from error
    except RuntimeError:
        log.exception("a check failed")
    (line,) = lines(folder)
    assert "RuntimeError at test_logs.py:" in line
    assert "because of ValueError at test_logs.py:" in line
    assert "of a mail" not in line


def test_an_error_of_the_system_keeps_its_words(folder: Path) -> None:
    try:
        (folder / "missing").read_bytes()
    except OSError:
        log.exception("reading failed")
    assert "No such file" in lines(folder)[0]


def test_what_ends_the_program_or_a_thread_is_in_the_log_without_its_words(folder: Path) -> None:
    error = ValueError("the text of a mail")
    sys.excepthook(ValueError, error, None)
    thread = threading.Thread(target=lambda: int("the text of a mail"))
    thread.start()
    thread.join()
    ended, in_thread = lines(folder)
    assert "CRITICAL" in ended
    assert "ValueError" in in_thread
    assert "the text" not in ended + in_thread


async def test_what_the_event_loop_catches_is_in_the_log_without_its_words(folder: Path) -> None:
    loop = asyncio.get_running_loop()
    error = ValueError("the text of a mail")
    logs.on_loop_error(loop, {"message": "Task exception was never retrieved", "exception": error})
    (line,) = lines(folder)
    assert "never retrieved | ValueError" in line
    assert "the text" not in line


def test_a_disk_that_is_full_stops_nothing_and_prints_nothing(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(RotatingFileHandler, "doRollover", fail)
    log.info("x" * 2_000_000)
    assert capsys.readouterr() == ("", "")
    assert lines(folder) == []
