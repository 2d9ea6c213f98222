"""Past mail that finds and learns what the test says."""

from __future__ import annotations

from mailguard.domain.learning import Wish
from ui.learning.past_mail import PastMail


class FakePastMail(PastMail):
    """Notes what it is asked for; the test emits the signals."""

    def __init__(self, *, settled: bool = False) -> None:
        super().__init__()
        self.settled = settled
        self.searches = 0
        self.wishes: list[Wish] = []
        self.stops = 0
        self.is_closed = False

    @property
    def may_be_offered(self) -> bool:
        return not self.settled

    def settle(self) -> None:
        self.settled = True

    def find(self) -> None:
        self.searches += 1

    def learn(self, wish: Wish) -> None:
        self.wishes.append(wish)

    def stop(self) -> None:
        self.stops += 1

    def close(self) -> None:
        self.is_closed = True
