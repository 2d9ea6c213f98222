"""A reply of RFC 5321 §4.2 with its enhanced status code (RFC 3463)."""

from __future__ import annotations

import msgspec


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

    def __str__(self) -> str:
        words = (str(self.code), self.enhanced, self.text.replace("\n", " "))
        return " ".join(word for word in words if word)
