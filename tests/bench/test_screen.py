"""The observer sees the windows that a person would see, and when."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pytest

from tests.bench.observer import ScreenError
from tests.bench.screen import screen

pytestmark = pytest.mark.real

# Shows the named window for each line, after it has said when; `hide` hides both.
PROGRAM = """
import sys, time
from PySide6.QtCore import QSocketNotifier
from PySide6.QtWidgets import QApplication, QWidget
application = QApplication([])
windows = {"card": QWidget(), "review": QWidget()}
windows["card"].resize(200, 80)
windows["review"].resize(700, 500)
def obey():
    name = sys.stdin.readline().strip()
    if not name:
        application.quit()
        return
    print(time.monotonic(), flush=True)
    for window in windows.values() if name == "hide" else [windows[name]]:
        window.setVisible(name != "hide")
notifier = QSocketNotifier(0, QSocketNotifier.Type.Read)
notifier.activated.connect(obey)
application.exec()
"""


@contextmanager
def showing(display: str) -> Iterator[tuple[IO[str], IO[str]]]:
    environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
    command = [sys.executable, "-c", PROGRAM]
    with subprocess.Popen(
        command, env=environment, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as program:
        assert program.stdin is not None
        assert program.stdout is not None
        yield program.stdin, program.stdout


def order(orders: IO[str], answers: IO[str], word: str) -> float:
    """Give an order; when the program took it."""
    orders.write(f"{word}\n")
    orders.flush()
    return float(answers.readline())


def test_a_window_is_seen_when_it_is_drawn_and_when_it_goes(tmp_path: Path) -> None:
    with screen(tmp_path) as (display, observer), showing(display) as program:
        for _ in range(2):
            observer.settle()
            shown = order(*program, "review")
            seen = observer.await_appearance(shown, timeout=10)
            assert shown < seen.mapped < seen.drawn < time.monotonic()
            order(*program, "hide")
            observer.await_end(seen.window, timeout=10)


def test_a_card_and_a_window_of_before_do_not_count(tmp_path: Path) -> None:
    with screen(tmp_path) as (display, observer), showing(display) as program:
        seen = observer.await_appearance(order(*program, "review"), timeout=10)
        shown = order(*program, "card")
        with pytest.raises(ScreenError, match="no window appeared"):
            observer.await_appearance(shown, timeout=0.5)
        with pytest.raises(ScreenError, match="still there"):
            observer.await_end(seen.window, timeout=0.1)
