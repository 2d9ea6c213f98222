"""A row of a card: everything one line of a list shows, as a value."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from mailguard.domain.finding import Severity
from mailguard.i18n import _


class Tone(StrEnum):
    """What a piece of text means; also the name of its colour."""

    PLAIN = "soft"
    ACCENT = "accent"
    GOOD = "good"
    WARNING = "warning"
    DANGER = "danger"


class Tick(StrEnum):
    """What a row's tick shows."""

    NONE = "none"
    OPEN = "open"  # waits for the user
    SHUT = "shut"  # cannot be set yet
    SHARED = "shared"  # waits for the tick of another row
    DONE = "done"  # the user ticked it
    GIVEN = "given"  # needs no tick


class Fold(StrEnum):
    """Whether a row opens and closes others."""

    NONE = "none"
    CLOSED = "closed"
    OPEN = "open"


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One row. Rows with the same `card` stand in one frame."""

    key: str  # what it speaks of, such as `recipient:ADDRESS`, `attachment:INDEX`
    card: str
    title: str
    detail: str = ""  # beside the title, quieter
    edge: str = ""  # at the right: what is known about it
    edge_tone: Tone = Tone.PLAIN
    lead: str = ""  # before the title, in a column: the header field
    badge: str = ""
    badge_tone: Tone = Tone.ACCENT
    head: bool = False  # stands over the other rows of its card
    tick: Tick = Tick.NONE
    demand: str = ""  # the demand that the tick meets
    mark: Severity | None = None  # a finding speaks of it
    link: str = ""
    fold: Fold = Fold.NONE
    struck: bool = False  # it does not count any more

    @property
    def spoken(self) -> str:
        """The row for a screen reader."""
        settled = _("needs no tick") if self.tick is Tick.GIVEN else ""
        parts = (self.badge, self.lead, self.title, self.detail, self.edge, settled)
        return ", ".join(part for part in parts if part)

    @property
    def hint(self) -> str:
        """What a screen reader's user can press, where that is not plain."""
        if self.link:
            return _("Enter: {deed}").format(deed=self.link)
        if self.fold is not Fold.NONE and not self.demand:
            return _("Space shows more") if self.fold is Fold.CLOSED else _("Space shows less")
        return ""
