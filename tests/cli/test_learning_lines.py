"""A run of learning that another program follows, as it does: by pipes."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
import pytest

from mailguard.domain.learning import Ended, Report, Step, Wish
from tests.knowledge.sources.test_mailboxes import an_mbox
from tests.mails import an_eml


def a_folder(path: Path, mails: int) -> str:
    """The path of a new mbox with so many mails."""
    mail = an_eml()
    path.write_bytes(an_mbox(*(mail.replace(b"<1@", b"<%d@" % n) for n in range(mails))))
    return str(path)


@contextmanager
def a_run(folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-m", "mailguard", "learn", "--json-lines", "--data", str(folder)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe) as run:
        yield run
        run.kill()


def reports(output: bytes) -> list[Report]:
    return [msgspec.json.decode(line, type=Report) for line in output.splitlines()]


def test_it_tells_how_far_it_is_and_what_it_learned(tmp_path: Path) -> None:
    sent, received = a_folder(tmp_path / "Sent", 3), a_folder(tmp_path / "Inbox", 2)
    wish = Wish((sent, str(tmp_path / "nothing")), (received,))
    with a_run(tmp_path / "data") as run:
        assert run.stdin
        assert run.stdout
        run.stdin.write(msgspec.json.encode(wish) + b"\n")
        run.stdin.flush()
        *steps, end = reports(run.stdout.read())
    assert isinstance(end, Ended)
    assert (end.learned.mails, end.learned.known) == (3, 2)
    assert "nothing" in end.learned.unreadable[0]
    assert steps


def test_it_ends_with_its_input_and_keeps_what_it_learned(tmp_path: Path) -> None:
    wish = Wish((a_folder(tmp_path / "Sent", 5000),))
    with a_run(tmp_path / "data") as run:
        assert run.stdin
        assert run.stdout
        run.stdin.write(msgspec.json.encode(wish) + b"\n")
        run.stdin.flush()
        (step,) = reports(run.stdout.readline())
        assert isinstance(step, Step)
        assert 0 < step.done < step.total
        run.stdin.close()
        end = reports(run.stdout.read())[-1]
        assert isinstance(end, Ended)
        assert end.learned.mails < 5000
        assert run.wait() == 130


@pytest.mark.parametrize("line", [b"", b"no JSON\n", b'{"sent": 1}\n'])
def test_a_wish_that_makes_no_sense_is_told(tmp_path: Path, line: bytes) -> None:
    with a_run(tmp_path / "data") as run:
        output, errors = run.communicate(line)
    assert (run.returncode, output) == (1, b"")
    assert b"not understood" in errors
