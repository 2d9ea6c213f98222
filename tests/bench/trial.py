"""A trial: one load on one running target, measured on both sides of it."""

import time
from collections.abc import Sequence
from dataclasses import dataclass

from tests.bench.load import Load, LoadError, send
from tests.bench.mails import BenchMail, big_mail, small_mails
from tests.bench.measure import Memory, peak_memory, processor_seconds, reset_peak
from tests.bench.sink import Arrival
from tests.bench.sink_process import SinkProcess, SinkTimeoutError
from tests.bench.targets.target import Running

BIG = 50 * 1024 * 1024
AFTERMATH = 0.3  # seconds; what a target writes down after a delivery is part of its price


class TrialError(Exception):
    """A target did not do its work, so there is nothing to compare."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """How many mails of which size, over how many sessions at once."""

    name: str
    sessions: int
    count: int
    size: int = 4096

    def mails(self) -> list[BenchMail]:
        """The mails of one trial, new each time."""
        if self.size == BIG:
            return [big_mail(BIG) for _ in range(self.count)]
        return small_mails(self.count, self.size)


ONE = Scenario("1 session", sessions=1, count=200)
TEN = Scenario("10 sessions", sessions=10, count=400)
FIFTY = Scenario("50 sessions", sessions=50, count=600)
FIFTY_MEGABYTES = Scenario("50 MB", sessions=1, count=1, size=BIG)
SCENARIOS = (FIFTY_MEGABYTES, ONE, TEN, FIFTY)
WARM_UP = Scenario("warm-up", sessions=50, count=150)


@dataclass(frozen=True, slots=True)
class Trial:
    """What one trial showed; times in seconds, rates per second."""

    accepted_rate: float
    delivered_rate: float
    reply_times: tuple[float, ...]  # final dot → its reply
    relay_times: tuple[float, ...]  # final dot → the sink has its own
    octet_rate: float  # octets/s of the last mail, first octet of DATA → the sink has the dot
    processor_time: float | None  # per mail; None: no process between generator and sink
    memory: Memory | None


def run_trial(running: Running, sink: SinkProcess, scenario: Scenario) -> Trial:
    """Send the mails of `scenario` and wait until the sink has them all.

    Raises TrialError when a mail is refused, lost or delivered twice.
    """
    mails = scenario.mails()
    before = _start_meter(running)
    try:
        load = send(running.way, mails, scenario.sessions)
        arrivals = sink.arrivals(len(mails), timeout=60.0)
    except (LoadError, SinkTimeoutError) as error:
        raise TrialError(f"{scenario.name}: {error}") from error
    time.sleep(AFTERMATH)
    _check_once_each(mails, [*arrivals, *sink.drain()])
    return _trial(load, arrivals, mails, running, before)


def _start_meter(running: Running) -> float:
    if running.process_id is None:
        return 0.0
    reset_peak(running.process_id)
    return processor_seconds(running.process_id)


def _check_once_each(mails: Sequence[BenchMail], arrivals: Sequence[Arrival]) -> None:
    sent = sorted(mail.message_id for mail in mails)
    arrived = sorted(arrival.message_id for arrival in arrivals)
    if sent != arrived:
        twice = len(arrived) - len(set(arrived))
        lost = len(set(sent) - set(arrived))
        raise TrialError(f"{lost} of {len(sent)} mails were lost, {twice} came twice")


def _trial(
    load: Load,
    arrivals: Sequence[Arrival],
    mails: Sequence[BenchMail],
    running: Running,
    before: float,
) -> Trial:
    arrived = {arrival.message_id: arrival.dot_received for arrival in arrivals}
    last = load.sent[-1]
    root = running.process_id
    used = None if root is None else (processor_seconds(root) - before) / len(mails)
    return Trial(
        accepted_rate=load.accepted_rate,
        delivered_rate=len(mails) / (max(arrived.values()) - load.started),
        reply_times=tuple(mail.reply_time for mail in load.sent),
        relay_times=tuple(arrived[mail.message_id] - mail.dot_sent for mail in load.sent),
        octet_rate=len(mails[-1].wire) / (arrived[last.message_id] - last.data_started),
        processor_time=used,
        memory=None if root is None else peak_memory(root),
    )
