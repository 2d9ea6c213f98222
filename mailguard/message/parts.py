"""The parts of a message (RFC 2046), each with the byte ranges of its header and its body.

One pass over the octets, whatever the nesting. Where programs may differ in what they see, the
reading that shows more parts is taken, and the ambiguity is noted.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

import msgspec

from mailguard.domain.mail import Span
from mailguard.i18n import _
from mailguard.message.ambiguity import damaged
from mailguard.message.entity import Facts, facts_of
from mailguard.message.header import HEADER_LIMIT, Octets
from mailguard.message.transfer import CHUNK, IDENTITY

DEPTH_LIMIT = 100
PART_LIMIT = 10_000
_LINE_LIMIT = 500_000  # lines that look like a delimiter

_DASHES = re.compile(rb"\n--([^\r\n]*+)[^\n]*+")
_PART_HEADER = re.compile(rb"^content-[a-z-]{2,40}[ \t]*:", re.IGNORECASE | re.MULTILINE)
_BLANK_OR_DASHES = re.compile(rb"\n(?:(\r?\n)|--([^\r\n]*+))")


class Part(msgspec.Struct, frozen=True):
    """One entity of the message: a leaf, a multipart, or an attached message with its content."""

    header: Span
    body: Span
    facts: Facts
    children: tuple[Part, ...] = ()

    @property
    def media_type(self) -> str:
        """`type/subtype`, lower case."""
        return self.facts.type.value

    def walk(self) -> Iterator[Part]:
        """This part and all within it, in the order they stand in."""
        waiting = [self]
        while waiting:
            part = waiting.pop()
            yield part
            waiting.extend(reversed(part.children))


class Structure(msgspec.Struct, frozen=True):
    """The tree of a message's parts."""

    root: Part
    problems: tuple[str, ...]  # what could not be read, as sentences
    ambiguities: tuple[str, ...]  # where other programs may see other parts, as sentences


def structure(octets: Octets) -> Structure:
    """The parts of a whole message. Never raises."""
    return _Reading(octets).structure()


class _Open:
    """An entity whose end has not been seen yet."""

    def __init__(self, header: Span, facts: Facts, boundary: bytes) -> None:
        self.header = header
        self.facts = facts
        self.boundary = boundary  # b"": an entity without delimiters of its own
        self.children: list[Part] = []
        self.end: int | None = None  # behind its closing delimiter, once that has been seen

    def close(self, end: int) -> Part:
        body = Span(self.header.end, max(end, self.header.end))
        return Part(self.header, body, self.facts, tuple(self.children))


def _after_end() -> str:
    return _("This mail goes on after its end; not every program shows that part.")


def _has_bare_delimiter(octets: Octets) -> bool:
    """Whether a line that looks like a delimiter begins behind a CR alone: a line end to some."""
    mark = b"\r--"
    return any(
        mark in bytes(octets[start : start + CHUNK + len(mark) - 1])
        for start in range(0, len(octets), CHUNK)
    )


class _Reading:
    """The one pass: entities are opened at headers and closed at delimiters."""

    def __init__(self, octets: Octets) -> None:
        self.octets = octets
        self.stack: list[_Open] = []
        self.levels: defaultdict[bytes, list[int]] = defaultdict(list)  # boundary → in the stack
        self.count = 0
        self.problems: dict[str, None] = {}  # in the order they were seen, each once
        self.ambiguities: dict[str, None] = {}  # the same

    def structure(self) -> Structure:
        self._open(0, "text/plain")
        if self.levels:
            self._read_delimiters()
            if _has_bare_delimiter(self.octets):
                self._doubt(damaged())
        while len(self.stack) > 1:
            self._close_last(len(self.octets))
        self._expect_parts(self.stack[0])
        self._expect_nothing(self.stack[0], len(self.octets))
        root = self.stack[0].close(len(self.octets))
        return Structure(root, tuple(self.problems), tuple(self.ambiguities))

    def _read_delimiters(self) -> None:
        start = max(self.stack[-1].header.end - 1, 0)
        for number, match in enumerate(_DASHES.finditer(self.octets, start)):
            if number == _LINE_LIMIT or self.count > PART_LIMIT:
                self._note(_("This mail has too many parts; only the first ones were checked."))
                return
            level, closing = self._delimited(match[1])
            if level is not None and match.start() + 1 >= self.stack[-1].header.end:
                if b"\r" in match[0][:-1]:  # a line that has ended before, to some
                    self._doubt(damaged())
                self._delimiter(level, match.start(), match.end() + 1, closing=closing)

    def _delimited(self, line: bytes) -> tuple[int | None, bool]:
        """Which open multipart this line delimits, the innermost first, and whether it ends it."""
        line = line.rstrip(b" \t")
        for boundary, closing in ((line, False), (line.removesuffix(b"--"), True)):
            if self.levels.get(boundary):
                return self.levels[boundary][-1], closing
        return None, False

    def _delimiter(self, level: int, start: int, end: int, *, closing: bool) -> None:
        if start > 0 and self.octets[start - 1 : start] == b"\r":
            start -= 1
        while len(self.stack) > level + 1:
            self._close_last(start)
        container = self.stack[level]
        if closing:
            container.end = container.end or min(end, len(self.octets))
            return
        if container.end is not None:
            self._doubt(_after_end())
        digest = container.facts.type.value == "multipart/digest"
        self._open(min(end, len(self.octets)), "message/rfc822" if digest else "text/plain")

    def _open(self, start: int, default: str) -> None:
        """Open the entity whose header begins at `start`, and the message that it may hold."""
        while True:
            self.count += 1
            stop = self._header_end(start)
            facts = facts_of(bytes(self.octets[start:stop]), default)
            self.problems.update(dict.fromkeys(facts.problems))
            self.ambiguities.update(dict.fromkeys(facts.ambiguities))
            boundary = self._boundary(facts)
            if boundary:
                self.levels[boundary].append(len(self.stack))
            self.stack.append(_Open(Span(start, stop), facts, boundary))
            holds_message = facts.type.value == "message/rfc822" and facts.encoding in IDENTITY
            if not holds_message or not self._may_go_deeper():
                return
            start, default = stop, "text/plain"

    def _header_end(self, start: int) -> int:
        """Where the body begins: behind the blank line, or at a delimiter that comes before it."""
        limit = min(len(self.octets), start + HEADER_LIMIT)
        if self.octets[start : start + 2] == b"\r\n":
            return start + 2
        for match in _BLANK_OR_DASHES.finditer(self.octets, max(start - 1, 0), limit):
            if match[1]:
                return match.end()
            if self._delimited(match[2])[0] is not None:
                return match.start() + 1
        if limit < len(self.octets):
            self._note(_("The header is too long; only its beginning was checked."))
        return limit

    def _boundary(self, facts: Facts) -> bytes:
        if not facts.type.value.startswith("multipart/"):
            return b""
        boundary = facts.boundary
        if not boundary:
            self._doubt(_("This mail does not say where its parts begin; mail programs may guess."))
        elif self.levels.get(boundary):
            self._doubt(
                _("Two parts of this mail are marked alike; mail programs may mix them up.")
            )
        return boundary if boundary and self._may_go_deeper() else b""

    def _may_go_deeper(self) -> bool:
        if len(self.stack) < DEPTH_LIMIT:
            return True
        self._note(_("The parts of this mail are nested too deep; not all of them were checked."))
        return False

    def _close_last(self, end: int) -> None:
        entity = self.stack.pop()
        if entity.boundary:
            self.levels[entity.boundary].pop()
            self._expect_parts(entity)
            self._expect_nothing(entity, end)
        self.stack[-1].children.append(entity.close(end))

    def _expect_parts(self, entity: _Open) -> None:
        if entity.boundary and not entity.children:
            self._doubt(_("This mail does not say where its parts begin; mail programs may guess."))

    def _expect_nothing(self, entity: _Open, end: int) -> None:
        """Some programs read a part where its header stands behind the end."""
        if entity.end is not None and _PART_HEADER.search(self.octets, entity.end, end):
            self._doubt(_after_end())

    def _note(self, sentence: str) -> None:
        self.problems.setdefault(sentence)

    def _doubt(self, sentence: str) -> None:
        self.ambiguities.setdefault(sentence)
