"""A storm of mails from several mail programs, while the engine is killed again and again."""

from __future__ import annotations

import random
import re
import smtplib
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

from mailguard.control.client import connect
from mailguard.control.protocol import ChannelError, Role
from mailguard.domain.command import Answer, Choice, Done, SetPassword
from mailguard.domain.event import Asked, Inspected
from tests.fakes.upstream import Upstream
from tests.kills.engine import Engine

SENDER = "taro@example.co.jp"
USERNAME = "taro"
PASSWORD = "upstream password"
# A program that sends from an outbox hears 250 at once, and is asked afterwards.
_NUMBER = re.compile(rb"^X-Number: (\d+)\r$", re.MULTILINE)

OUTBOX = "X-Mailer: Microsoft Outlook 16.0\r\n"


@dataclass
class Storm:
    """What happened: numbers of mails by what became of them."""

    engine: Engine
    channel: Path
    upstream: Upstream
    answered_by_user: bool
    programs: int = 4
    acknowledged: set[int] = field(default_factory=set)
    answered: set[int] = field(default_factory=set)
    kills: int = 0

    def __post_init__(self) -> None:
        self._over = threading.Event()
        self._numbers = count(1)
        self._user = threading.Thread(target=self._answer_on)

    def run(self, kills: int, seed: int) -> None:
        """Send until the engine was killed `kills` times, then let it come to rest."""
        programs = [threading.Thread(target=self._send_on) for _ in range(self.programs)]
        self._start()
        if self.answered_by_user:
            self._user.start()
        for program in programs:
            program.start()
        try:
            self._kill(kills, random.Random(seed))
        finally:
            self._over.set()
            for program in programs:
                program.join()
        self._come_to_rest()

    def end(self) -> None:
        """Stop the engine. The user, who may be waiting for its next event, ends with it."""
        self.engine.stop()
        if self._user.is_alive():
            self._user.join()

    @property
    def arrived(self) -> Counter[int]:
        """How often each number reached the server."""
        return Counter(int(_NUMBER.findall(mail.octets)[0]) for mail in self.upstream.mails)

    def _kill(self, kills: int, dice: random.Random) -> None:
        for _ in range(kills):
            self._wait_for_mails(dice.choice((0, 1, 3, 10)))
            time.sleep(dice.uniform(0.0, 0.1))
            self.engine.kill()
            self.kills += 1
            self._start()

    def _wait_for_mails(self, count: int) -> None:
        """Until so many more are acknowledged, or answered, or a little time is over."""
        done = self.answered if self.answered_by_user else self.acknowledged
        goal, deadline = len(done) + count, time.monotonic() + 3
        while len(done) < goal and time.monotonic() < deadline:
            time.sleep(0.001)

    def _start(self) -> None:
        self.engine.start()
        self._give_password()

    def _give_password(self) -> None:
        """There is no keyring here: the password is asked for again after each start."""
        deadline = time.monotonic() + 30
        while not self._gave_password():
            assert time.monotonic() < deadline, "the engine takes no password"
            time.sleep(0.01)

    def _gave_password(self) -> bool:
        try:
            with connect(self.channel) as client:
                return client.request(SetPassword(SENDER, PASSWORD)) == Done()
        except ChannelError:
            return False

    def _send_on(self) -> None:
        while not self._over.is_set():
            try:
                self._send_until_cut()
            except (OSError, smtplib.SMTPException):
                time.sleep(0.02)

    def _send_until_cut(self) -> None:
        with smtplib.SMTP("127.0.0.1", self.engine.port, "localhost", timeout=60) as client:
            client.login(SENDER, self.engine.password)
            while not self._over.is_set():
                number = next(self._numbers)
                client.sendmail(SENDER, ["hanako@acme.example"], self._mail(number))
                self.acknowledged.add(number)

    def _mail(self, number: int) -> str:
        outbox = OUTBOX if self.answered_by_user else ""
        return (
            f"{outbox}From: {SENDER}\r\nTo: hanako@acme.example\r\nSubject: plan {number}\r\n"
            f"X-Number: {number}\r\n\r\nPlan number {number}.\r\n"
        )

    def _answer_on(self) -> None:
        """A user who sends the even ones and leaves the odd ones unanswered."""
        while not self._over.is_set():
            try:
                self._answer_until_cut()
            except ChannelError:
                time.sleep(0.02)

    def _answer_until_cut(self) -> None:
        with connect(self.channel, Role.DESKTOP) as window, connect(self.channel) as hand:
            asked: dict[str, int] = {}
            for event in window.events():
                if self._over.is_set():
                    return
                if isinstance(event, Asked):
                    asked[event.summary.id] = int(event.summary.subject.split()[-1])
                if isinstance(event, Inspected) and asked[event.id] % 2 == 0:
                    self.answered.add(asked[event.id])
                    hand.request(Answer(event.id, event.revision, Choice.SEND))

    def _come_to_rest(self) -> None:
        deadline = time.monotonic() + 120
        while True:
            on_the_way = [e for e in self.engine.held() if _is_on_the_way(e)]
            if not on_the_way:
                return
            assert time.monotonic() < deadline, on_the_way[:5]
            time.sleep(0.1)


def _is_on_the_way(entry: dict[str, Any]) -> bool:
    """Whether it is about to leave, or came so late that it has not been inspected yet."""
    is_new = entry["state"] == "asking" and not entry["subject"]
    return is_new or entry["state"] in ("queued", "sending")
