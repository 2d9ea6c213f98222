"""What is being gathered from one file while it is read."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import msgspec

from mailguard.content.allowance import Allowance
from mailguard.content.unread import UnreadError, too_long
from mailguard.domain.content import TEXT_LIMIT, Content, Hidden, InnerFile, Properties, Veil
from mailguard.domain.shown import shown
from mailguard.i18n import _

NAME_LIMIT = 255
SAMPLE_LIMIT = 80
HEADING_LIMIT = 200
"""Headings that are kept, and the characters of each."""

HIDDEN_LIMIT = 500

Inner = Callable[[bytes, str], tuple[str, Content]]
"""Reads a file within: its octets and name give its real type and its content."""


@dataclass
class Harvest:
    """Grows while a file is read, so that what was read remains when reading ends early."""

    name: str
    allowance: Allowance
    read_inner: Inner
    properties: Properties = field(default_factory=Properties)
    has_macros: bool = False
    is_encrypted: bool = False
    unread: str = ""
    files: list[InnerFile] = field(default_factory=list)
    _text: list[str] = field(default_factory=list)
    _hidden: dict[tuple[Veil, str], Hidden] = field(default_factory=dict)
    _headings: list[str] = field(default_factory=list)
    _room: int = TEXT_LIMIT

    def say(self, text: str) -> None:
        """Adds text; raises UnreadError when there is more than is kept."""
        self._text.append(text[: self._room])
        self._room -= len(text)
        if self._room < 0:
            raise too_long()

    def head(self, text: str) -> None:
        """Adds a heading. It is no text yet: the file's own order of its text stays."""
        line = " ".join(text.split())[:HEADING_LIMIT]
        if line and len(self._headings) < HEADING_LIMIT:
            self._headings.append(line)

    def hide(self, veil: Veil, where: str = "", sample: str = "", count: int = 1) -> None:
        """Adds a hidden part; one more of the same kind in the same place is counted."""
        place = shown(where, NAME_LIMIT)
        known = self._hidden.get((veil, place))
        if known is not None:
            count += known.count
            self._hidden[veil, place] = msgspec.structs.replace(known, count=count)
        elif len(self._hidden) < HIDDEN_LIMIT:
            line = shown(" ".join(sample[: 4 * SAMPLE_LIMIT].split()), SAMPLE_LIMIT)
            self._hidden[veil, place] = Hidden(veil, place, line, count)

    def describe(self, **values: str | None) -> None:
        """Sets properties by their names, where the file has not said them yet."""
        news = {
            key: shown(value.strip(), NAME_LIMIT)
            for key, value in values.items()
            if value and value.strip() and not getattr(self.properties, key)
        }
        self.properties = msgspec.structs.replace(self.properties, **news)

    def fail(self, why: UnreadError | str) -> None:
        """Says why something could not be read; the first sentence remains."""
        self.unread = self.unread or str(why).replace("{name}", self.name)

    def list_file(self, name: str, size: int, real_type: str = "") -> str:
        """Names a file within without reading it; gives the name as shown."""
        safe = safe_name(name)
        self.files.append(InnerFile(safe, size, real_type))
        return safe

    def take(self, name: str, octets: bytes) -> None:
        """Reads a file within, and adds what it holds."""
        safe = safe_name(name)
        real_type, content = self.read_inner(octets, safe)
        self.list_file(safe, len(octets), real_type)
        self.merge(safe, content)

    def merge(self, name: str, content: Content) -> None:
        """Adds what was read in the file `name` within this one."""
        self.files += (
            InnerFile(safe_name(f"{name}/{file.name}"), file.size, file.real_type)
            for file in content.files
        )
        self.describe(**msgspec.structs.asdict(content.properties))
        self.has_macros |= content.has_macros
        self.is_encrypted |= content.is_encrypted
        self.fail(content.unread)
        self._take_hidden(name, content.hidden)
        for heading in (name, *content.headings):
            self.head(heading)
        self.say(f"{name}\n{content.text}\n")

    def _take_hidden(self, name: str, hidden: Iterable[Hidden]) -> None:
        for part in hidden:
            where = f"{name}: {part.where}" if part.where else name
            self.hide(part.veil, where, part.sample, part.count)

    def content(self) -> Content:
        """What was gathered so far."""
        return Content(
            "".join(self._text),
            tuple(self._headings),
            tuple(self._hidden.values()),
            self.properties,
            tuple(self.files),
            self.has_macros,
            self.is_encrypted,
            self.unread,
        )


def safe_name(name: str) -> str:
    """A name within an archive, safe to show; its path stays, as text."""
    return shown(name.replace("\\", "/"), NAME_LIMIT) or _("file without a name")
