"""The command line, called as its users call it, with a fake engine or with none."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from mailguard.cli.main import main
from mailguard.control import address
from mailguard.paths import DataFolder
from tests.control.serving import a_served_engine
from tests.fakes.front import FakeFront


@dataclass(frozen=True)
class Outcome:
    """How a command ended, and what it printed."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Mailguard = Callable[..., Outcome]


@pytest.fixture(autouse=True)
def _no_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    """A command may limit its process; this one is the tests'."""
    if sys.platform != "win32":
        monkeypatch.setattr("mailguard.inspection.limits._soften", lambda *_: None)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> DataFolder:
    """The data folder of an installation that was never started."""
    monkeypatch.setenv("MAILGUARD_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    return DataFolder.locate()


@pytest.fixture
def mailguard(
    folder: DataFolder,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Mailguard:
    """Calls `mailguard` with the words given; `stdin` holds octets."""
    del folder
    monkeypatch.setenv("LC_ALL", "C")

    def call(*words: str, stdin: bytes = b"") -> Outcome:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        capsys.readouterr()
        try:
            code = main(words)
        except SystemExit as end:  # argparse ends the program itself
            code = int(end.code or 0)
        return Outcome(code, *capsys.readouterr())

    return call


@pytest.fixture
def front(folder: DataFolder) -> Iterator[FakeFront]:
    """The front of an engine that runs for `folder`."""
    folder.create()
    with a_served_engine(FakeFront()) as engine:
        address.write(folder.channel, engine.address)
        yield engine.front
