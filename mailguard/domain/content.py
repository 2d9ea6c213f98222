"""What was read inside one attached file: its text, what it hides, and what it says of itself."""

from __future__ import annotations

from enum import StrEnum

import msgspec

TEXT_LIMIT = 2_000_000
"""Characters of text that are kept of one attachment, all the files in it together."""


class Veil(StrEnum):
    """How a part of a file is hidden from whoever just looks at it."""

    SHEET = "hidden sheet"
    VERY_HIDDEN_SHEET = "very hidden sheet"
    ROWS = "hidden rows"
    COLUMNS = "hidden columns"
    SLIDE = "hidden slide"
    TEXT = "hidden text"
    TRACKED_CHANGE = "tracked change"
    COMMENT = "comment"
    SPEAKER_NOTES = "speaker notes"
    LINKED_FILE = "linked file"  # a reference to a file elsewhere
    PIVOT_CACHE = "pivot cache"  # rows of data behind a table that shows sums


class Hidden(msgspec.Struct, frozen=True):
    """One hidden part, or several alike in one place."""

    veil: Veil
    where: str = ""  # the sheet's name, "slide 3", a comment's author
    sample: str = ""  # the first characters of it
    count: int = 1


class Properties(msgspec.Struct, frozen=True):
    """What a file says of itself; "" where it says nothing."""

    title: str = ""
    author: str = ""
    last_author: str = ""
    company: str = ""
    place: str = ""  # where a photo was taken: "35.6812, 139.7671"


class Content(msgspec.Struct, frozen=True):
    """What was found in one file, and in the files it holds."""

    text: str = ""
    headings: tuple[str, ...] = ()  # titles, sheet names, headings, table headers; in their order
    hidden: tuple[Hidden, ...] = ()
    properties: Properties = Properties()
    files: tuple[InnerFile, ...] = ()  # of an archive, all depths in one list
    has_macros: bool = False
    is_encrypted: bool = False  # the file or one within it
    unread: str = ""  # why it, or something in it, could not be read to its end; a sentence


class InnerFile(msgspec.Struct, frozen=True):
    """A file within an archive."""

    name: str  # its path in there, safe to show; "outer.zip/inner.pdf" at more depth
    size: int  # octets, as far as known
    real_type: str  # "" when it could not be told
