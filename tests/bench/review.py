"""From the final dot to the review window: a real engine and a real desktop on a screen.

Each mail is answered with *back*, so that the next one finds the desktop at rest.
"""

import json
import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.bench.load import Way, is_complete, script
from tests.bench.mails import BenchMail, small_mails
from tests.bench.measure import Memory, peak_memory, percentile
from tests.bench.observer import Observer, ScreenError
from tests.bench.screen import screen
from tests.bench.sink_process import sink_process
from tests.bench.table import markdown
from tests.bench.targets.mailguard import PROGRAM, add_account, command, engine
from tests.bench.targets.target import TargetError, ended
from tests.bench.trial import TrialError

START_TIME = 30.0
REVIEW_TIME = 10.0


@dataclass(frozen=True, slots=True)
class Reviews:
    """Seconds from the final dot of each mail, and the peak memory of the desktop."""

    mapped: tuple[float, ...]
    drawn: tuple[float, ...]
    start_time: float  # seconds from the start of the desktop to its first review
    desktop: Memory


def measure_reviews(count: int, folder: Path) -> Reviews:
    """Send `count` mails one after the other and time their review windows.

    Raises TrialError when a window does not come, or a part does not start.
    """
    folder.mkdir(parents=True)
    try:
        with _desktop(folder) as bench:
            return bench.run(small_mails(count + 1))
    except (ScreenError, TargetError) as error:
        raise TrialError(f"review: {error}") from error


def review_table(reviews: Reviews) -> str:
    """The figures as Markdown."""
    rows = [
        ["window mapped", *_figures(reviews.mapped)],
        ["window drawn", *_figures(reviews.drawn)],
    ]
    table = markdown(("final dot → review", "p50 ms", "p95 ms", "most ms"), rows)
    peak = reviews.desktop.main_process / 1e6
    return f"{table}\n\n{len(reviews.drawn)} mails; peak memory of the desktop {peak:.0f} MB."


def _figures(seconds: tuple[float, ...]) -> list[str]:
    return [f"{1000 * percentile(seconds, share):.0f}" for share in (0.5, 0.95, 1.0)]


@dataclass(frozen=True, slots=True)
class _Bench:
    """A desktop at work: where mail goes in, and who sees the windows."""

    data: Path
    way: Way
    observer: Observer
    desktop: subprocess.Popen[bytes]
    started: float

    def run(self, mails: list[BenchMail]) -> Reviews:
        first = self._review(mails[0], START_TIME)  # the desktop may still be starting
        times = [self._review(mail, REVIEW_TIME) for mail in mails[1:]]
        return Reviews(
            mapped=tuple(mapped - dot for dot, mapped, _ in times),
            drawn=tuple(drawn - dot for dot, _, drawn in times),
            start_time=first[2] - self.started,
            desktop=peak_memory(self.desktop.pid),
        )

    def _review(self, mail: BenchMail, timeout: float) -> tuple[float, float, float]:
        """When the final dot went, and when the window was mapped and drawn."""
        self.observer.settle()
        with _held_mail(self.way, mail) as (connection, dot):
            seen = self.observer.await_appearance(dot, timeout)
            self._answer_back()
            _expect(connection, b"554")
            self.observer.await_end(seen.window, REVIEW_TIME)
        return dot, seen.mapped, seen.drawn

    def _answer_back(self) -> None:
        for question in json.loads(command(self.data, "held", "--json")):
            self._expect_checked(question["id"])
            command(self.data, "answer", question["id"], "back")

    def _expect_checked(self, entry: str) -> None:
        """A window that could only say that nothing was checked is not the one to be timed."""
        inspection = json.loads(command(self.data, "show", entry, "--json"))["inspection"]
        if inspection is None or inspection["unchecked"]:
            raise TargetError(f"a mail was not checked in full: {inspection}")


@contextmanager
def _desktop(folder: Path) -> Iterator[_Bench]:
    data = folder / "data"
    with (
        screen(folder) as (display, observer),
        sink_process() as sink,
        (folder / "desktop.log").open("ab") as log,
    ):
        way = add_account(data, sink.port)
        environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
        program = [str(PROGRAM), "--data", str(data)]
        with (
            engine(data, way),
            subprocess.Popen(program, env=environment, stdout=log, stderr=log) as desktop,
            ended(desktop),
        ):
            yield _Bench(data, way, observer, desktop, time.monotonic())


@contextmanager
def _held_mail(way: Way, mail: BenchMail) -> Iterator[tuple[socket.socket, float]]:
    """A session that has sent the final dot and not heard the reply; when it sent the dot."""
    with socket.create_connection((way.host, way.port), timeout=60) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for turn in script(mail, way.credentials):
            _expect(connection, turn.expected)
            connection.sendall(turn.say)
            if turn.is_data:
                break
        yield connection, time.monotonic()


def _expect(connection: socket.socket, code: bytes) -> None:
    reply = b""
    while not is_complete(reply):
        more = connection.recv(4096)
        if not more:
            raise TargetError(f"hung up after {reply!r}")
        reply += more
    if not reply.startswith(code):
        raise TargetError(f"expected {code.decode()}, got {reply!r}")
