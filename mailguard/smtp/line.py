"""Octets on their way to being command lines (RFC 5321 §2.3.8)."""

from __future__ import annotations

from enum import StrEnum


class LineFault(StrEnum):
    """Why octets are no command line."""

    TOO_LONG = "too long"
    BARE_LF = "bare LF"


class LineBuffer:
    """Gives out one command line at a time; only CR LF ends one.

    What comes out never depends on how the octets were cut into pieces.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit  # octets of a line with its CR LF
        self._octets = b""
        self._start = 0  # where the next line begins; cutting it off each time would be quadratic
        self._skipping = False  # inside a line that was too long

    def __len__(self) -> int:
        """Octets that wait."""
        return len(self._octets) - self._start

    def add(self, octets: bytes) -> None:
        self._octets = self._octets[self._start :] + octets
        self._start = 0

    def clear(self) -> None:
        """Forget all that waits."""
        self._octets, self._start, self._skipping = b"", 0, False

    def begins_with(self, octet: bytes) -> bool:
        """Whether the next line, whole or not, begins with `octet`."""
        return not self._skipping and self._octets.startswith(octet, self._start)

    def take(self) -> bytes | LineFault | None:
        """The next line without its CR LF; None: there is no whole one yet."""
        end = self._octets.find(b"\n", self._start)
        if self._skipping:
            return self._skip(end)
        if (end if end >= 0 else len(self._octets)) - self._start >= self._limit:
            return self._begin_skipping(end)
        return self._cut(end) if end >= 0 else None

    def _cut(self, end: int) -> bytes | LineFault:
        start, self._start = self._start, end + 1
        if not self._octets.endswith(b"\r", start, end):
            return LineFault.BARE_LF
        return self._octets[start : end - 1]

    def _begin_skipping(self, end: int) -> LineFault:
        self._skipping = True
        self._drop(end)
        return LineFault.TOO_LONG

    def _skip(self, end: int) -> bytes | LineFault | None:
        if end < 0:
            self._drop(end)
            return None
        self._skipping = False
        rest = self._cut(end)
        return rest if isinstance(rest, LineFault) else self.take()

    def _drop(self, end: int) -> None:
        """Forget the line up to `end` (-1: all there is), but for a CR that may meet its LF."""
        stop = end if end >= 0 else len(self._octets)
        self._start = stop - 1 if self._octets.endswith(b"\r", self._start, stop) else stop
