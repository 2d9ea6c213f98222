"""A screen without a monitor: Xvfb with a window manager, as a desktop has one."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.bench.observer import Observer, ScreenError


@contextmanager
def screen(folder: Path) -> Iterator[tuple[str, Observer]]:
    """The name of a new display (`:N`) and its observer; logs go to `folder`.

    Raises ScreenError if a program is missing.
    """
    for needed in ("Xvfb", "openbox"):
        if shutil.which(needed) is None:
            raise ScreenError(f"{needed} is not installed: install the packages xvfb and openbox")
    server = ["Xvfb", "-displayfd", "1", "-screen", "0", "1600x1200x24", "-nolisten", "tcp"]
    with (
        (folder / "screen.log").open("ab") as log,
        _ended(subprocess.Popen(server, stdout=subprocess.PIPE, stderr=log)) as xvfb,
    ):
        display = _number(xvfb)
        observer = Observer.connect(display)
        environment = {"DISPLAY": f":{display}", "HOME": str(folder)}
        manager = subprocess.Popen(
            [_path("openbox"), "--sm-disable"], env=environment, stdout=log, stderr=log
        )
        with observer.connection, _ended(manager):
            yield f":{display}", observer


def _number(xvfb: subprocess.Popen[bytes]) -> int:
    """The display that Xvfb chose; it names it when it listens."""
    line = xvfb.stdout.readline() if xvfb.stdout else b""
    if not line.strip():
        raise ScreenError("Xvfb did not start")
    return int(line)


def _path(program: str) -> str:
    return shutil.which(program) or program


@contextmanager
def _ended(process: subprocess.Popen[bytes]) -> Iterator[subprocess.Popen[bytes]]:
    with process:
        try:
            yield process
        finally:
            process.terminate()
