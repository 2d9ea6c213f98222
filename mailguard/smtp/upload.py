"""A message between DATA and its final dot, on its way to its reception."""

from __future__ import annotations

import logging

from mailguard.domain.account import Account
from mailguard.domain.reply import Reply
from mailguard.guard.patience import patience_of
from mailguard.guard.storage import Reception, SpoolError, SpoolFullError
from mailguard.i18n import _
from mailguard.message.submission import client_program
from mailguard.smtp import replies
from mailguard.smtp.dot import DotScanner
from mailguard.smtp.settings import StrayRule

log = logging.getLogger(__name__)


class Upload:
    """Writes what arrives; once refused, the rest is read to its end and dropped."""

    def __init__(
        self, reception: Reception, account: Account, largest: int, strays: StrayRule
    ) -> None:
        """`largest`: octets the message may have."""
        self.reception = reception
        self.refusal: Reply | None = None
        self._account = account
        self._largest = largest
        self._refuses_strays = strays is StrayRule.REFUSE
        self._scanner = DotScanner(normalise=not self._refuses_strays)

    def receive(self, octets: bytes) -> bytes | None:
        """Take the next octets; what follows the final dot, or None: it has not come."""
        content, rest = self._scanner.feed(octets)
        if content and self.refusal is None:
            self._keep(content)
        return rest

    def discard(self) -> None:
        """Forget the message; the mail program keeps it."""
        if self.refusal is None:
            self.reception.discard()

    def _keep(self, content: bytes) -> None:
        found = self._scanner.stray
        if found and self._refuses_strays:
            self._refuse(replies.stray(found, self._say(content)))
        elif self.reception.length + len(content) > self._largest:
            self._refuse(replies.too_large(self._largest, self._say(content)))
        else:
            self._write(content)

    def _write(self, content: bytes) -> None:
        try:
            self.reception.write(content)
        except SpoolFullError:
            self._refuse(replies.in_words(replies.DISK_FULL, self._say(content)))
        except SpoolError as error:
            log.warning("%s: the spool failed: %s", self.reception.id, error)
            self._refuse(replies.in_words(replies.OWN_FAILURE, self._say(content)))

    def _say(self, content: bytes) -> replies.Say:
        """The user's language, where the mail program shows it as it is."""
        program = client_program(self.reception.header or content)
        return _ if patience_of(program, self._account).speaks_utf8 else replies.english

    def _refuse(self, reply: Reply) -> None:
        self.reception.discard()
        self.refusal = reply
