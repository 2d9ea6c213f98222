"""A mail on its way from a mail program that waits for the reply."""

import threading
import time

from tests.e2e.rig.account import Account
from tests.e2e.rig.raw_client import RawClient


class Sending:
    """One mail, sent by a thread of its own."""

    def __init__(self, mine: Account, mail: bytes, to: str) -> None:
        self.reply = ""
        self.seconds = 0.0
        self._mine = mine
        self._mail = mail
        self._to = to
        self._thread = threading.Thread(target=self._send)
        self._thread.start()

    def _send(self) -> None:
        with RawClient.signed_in(self._mine) as client:
            started = time.monotonic()
            self.reply = client.send(self._mail, self._mine.address, self._to)
            self.seconds = time.monotonic() - started
            client.quit()

    @property
    def waits(self) -> bool:
        return self._thread.is_alive()

    def wait(self) -> str:
        """The reply, once it is there."""
        self._thread.join(120)
        assert not self.waits
        return self.reply
