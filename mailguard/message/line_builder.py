"""Puts the lines of a page together from the pieces of text that its reader sees."""

from __future__ import annotations

import re

import msgspec

from mailguard.domain.mail import Link
from mailguard.message.lines import Line

_LINKS = 1000  # of a page that are kept
_HIDDEN = 50  # texts of a page that are kept
_SPACE = re.compile(r"[ \t\r\n\f]+")


def one_line(text: str) -> str:
    """`text` with all space as browsers show it."""
    return _SPACE.sub(" ", text)


class LineBuilder:
    """The lines so far, and the pieces of the one that is being put together."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self._pieces: list[str] = []
        self._is_signature = True  # whether all pieces lie within a signature
        self._links: list[Link] = []
        self._hidden: list[str] = []
        self._link_count = self._hidden_count = 0

    def add(self, text: str, *, signature: bool) -> None:
        """Text that goes on the line; `signature` where the program keeps the sender's."""
        self._pieces.append(text)
        if text.strip():
            self._is_signature &= signature

    def ends_with(self, words: str) -> bool:
        """Whether the last pieces of the line hold `words` (lower case)."""
        return words in "".join(self._pieces[-3:]).lower()

    def end(
        self, *, quoted: bool, signature: bool, force: bool = False, exact: bool = False
    ) -> None:
        """End the line: an empty one only counts by `force`; `exact` keeps its space as it is."""
        text = "".join(self._pieces)
        if not exact:
            text = one_line(text).strip()
        if text or force or self._hidden:
            of_signature = self._is_signature if text.strip() else signature
            self.lines.append(
                Line(text, quoted, of_signature, tuple(self._links), tuple(self._hidden))
            )
            self._links.clear()
            self._hidden.clear()
            self._is_signature = True
        self._pieces.clear()

    def attach_link(self, link: Link) -> None:
        """A link that ends here: in the line, or in the one before where there is no text yet."""
        self._link_count += 1
        if self._link_count > _LINKS:
            return
        if self._is_begun:
            self._links.append(link)
        else:
            last = self.lines[-1]
            self.lines[-1] = msgspec.structs.replace(last, links=(*last.links, link))

    def attach_hidden(self, text: str) -> None:
        """Text that is there and that nobody sees; it counts with the text around it."""
        self._hidden_count += 1
        if self._hidden_count > _HIDDEN:
            return
        if self._is_begun or self.lines[-1].quoted:
            self._hidden.append(text)
        else:
            last = self.lines[-1]
            self.lines[-1] = msgspec.structs.replace(last, hidden=(*last.hidden, text))

    @property
    def _is_begun(self) -> bool:
        return not self.lines or any(map(str.strip, self._pieces))
