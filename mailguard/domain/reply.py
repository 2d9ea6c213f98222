"""A reply of RFC 5321 §4.2 with its enhanced status code (RFC 3463)."""

from __future__ import annotations

import msgspec

# RFC 3463 §3.2, RFC 7505 §4.2; 5.1.7 and 5.1.8 speak of the sender.
_NO_MAILBOX = frozenset({"5.1.1", "5.1.2", "5.1.3", "5.1.4", "5.1.6", "5.1.10"})


class Reply(msgspec.Struct, frozen=True):
    """`code enhanced text`; several lines of text are separated by a line feed."""

    code: int
    text: str
    enhanced: str | None = None

    @property
    def is_positive(self) -> bool:
        return self.code < 400

    @property
    def is_transient(self) -> bool:
        """Whether trying again later may succeed."""
        return 400 <= self.code < 500

    @property
    def is_permanent(self) -> bool:
        return self.code >= 500

    @property
    def is_no_mailbox(self) -> bool:
        """Whether it refuses for good because the recipient's address leads nowhere (RFC 3463)."""
        return self.is_permanent and self.enhanced in _NO_MAILBOX

    def __str__(self) -> str:
        words = (str(self.code), self.enhanced, self.text.replace("\n", " "))
        return " ".join(word for word in words if word)
