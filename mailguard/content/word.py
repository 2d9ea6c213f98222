"""Word documents: their text, and what in them is deleted, inserted, remarked or invisible."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mailguard.content.harvest import Harvest
from mailguard.content.office import read_embedded, read_surroundings
from mailguard.content.package import Package
from mailguard.content.xml import attribute, events, forget, local
from mailguard.domain.content import Veil

if TYPE_CHECKING:
    from lxml.etree import _Element

_PARTS = re.compile(r"word/(document|header|footer|footnotes|endnotes)\d*\.xml")
_MAIN = re.compile(r"word/document\d*\.xml")
_CHANGES = frozenset({"ins", "del", "moveFrom", "moveTo"})
_BLANKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_HEADING_STYLES = re.compile(r"(heading|title|berschrift|\d$)", re.IGNORECASE)


def is_word(package: Package) -> bool:
    """Whether a zip file is a Word document."""
    return any(_MAIN.fullmatch(name) for name in package.names)


def read_word(package: Package, harvest: Harvest) -> None:
    """Reads a document's text, its properties, and what it hides."""
    read_surroundings(package, harvest)
    for name in sorted(filter(_PARTS.fullmatch, package.names), key=_order):
        _Story(harvest).read(package, name)
    for name in package.below("word/comments"):
        if re.fullmatch(r"word/comments\d*\.xml", name):
            _read_comments(package, name, harvest)
    read_embedded(package, harvest)


def _order(name: str) -> tuple[bool, str]:
    return _MAIN.fullmatch(name) is None, name


def _read_comments(package: Package, name: str, harvest: Harvest) -> None:
    for _kind, element in events(package.part(name), ["comment"]):
        text = "".join(_words(element))
        harvest.hide(Veil.COMMENT, attribute(element, "author"), text)
        harvest.say(f"{text}\n")
        forget(element)


def _words(element: _Element) -> list[str]:
    return [child.text or "" for child in element.iter("{*}t")]


class _Story:
    """Reads one part with text: the body, a header, the footnotes."""

    def __init__(self, harvest: Harvest) -> None:
        self._harvest = harvest
        self._changes: list[str] = []  # the authors of the changes that are open
        self._line: list[str] = []

    def read(self, package: Package, name: str) -> None:
        tags = ("r", "p", *_CHANGES)
        for kind, element in events(package.part(name), tags, ("start", "end")):
            tag = local(element)
            if tag in _CHANGES:
                self._turn(kind, element)
            elif kind == "end" and tag == "r":
                self._run(element)
            elif kind == "end":
                self._paragraph(element)

    def _turn(self, kind: str, element: _Element) -> None:
        """A change begins or ends; one without words marks the paragraph's end as changed."""
        if kind == "start":
            self._changes.append(attribute(element, "author"))
        elif self._changes:
            self._changes.pop()

    def _run(self, element: _Element) -> None:
        words = "".join(_run_words(element))
        if self._changes and words:
            self._harvest.hide(Veil.TRACKED_CHANGE, self._changes[-1], words)
        if words.strip() and _is_invisible(element):
            self._harvest.hide(Veil.TEXT, "", words)
        self._line.append(words)
        element.clear()

    def _paragraph(self, element: _Element) -> None:
        line = "".join(self._line)
        self._line.clear()
        if _is_heading(element):
            self._harvest.head(line)
        self._harvest.say(f"{line}\n")
        forget(element)


def _run_words(run: _Element) -> list[str]:
    words = []
    for child in run:
        tag = local(child)
        if tag in ("t", "delText"):
            words.append(child.text or "")
        elif tag in _BLANKS:
            words.append(_BLANKS[tag])
    return words


def _is_invisible(run: _Element) -> bool:
    for vanish in run.iterfind("{*}rPr/{*}vanish"):
        return attribute(vanish, "val") not in ("0", "false", "off")
    return False


def _is_heading(paragraph: _Element) -> bool:
    for style in paragraph.iterfind("{*}pPr/{*}pStyle"):
        return _HEADING_STYLES.search(attribute(style, "val")) is not None
    for _level in paragraph.iterfind("{*}pPr/{*}outlineLvl"):
        return True
    return False
