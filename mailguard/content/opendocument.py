"""OpenDocument files: texts, sheets and slides of LibreOffice and others."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from mailguard.content.harvest import Harvest
from mailguard.content.office import read_embedded
from mailguard.content.package import Package
from mailguard.content.sheet import Headers
from mailguard.content.unread import locked
from mailguard.content.xml import attribute, events, forget, local
from mailguard.domain.content import Veil

if TYPE_CHECKING:
    from lxml.etree import _Element

_CONTENT = "content.xml"
_PROPERTIES = {"title": "title", "initial-creator": "author", "creator": "last_author"}
_STYLED = frozenset({"table-properties", "drawing-page-properties"})
_PLACES = frozenset({"table", "table-row", "page", "notes", "annotation", "deletion"})
_LINES = frozenset({"p", "h"})
_TAGS = ("style", "creator", *_STYLED, *_PLACES, *_LINES)
_HIDDEN_ROW = ("collapse", "filter")


def is_open_document(package: Package) -> bool:
    """Whether a zip file is an OpenDocument file."""
    return _CONTENT in package.names and "META-INF/manifest.xml" in package.names


def read_open_document(package: Package, harvest: Harvest) -> None:
    """Reads the text, the properties, and what is hidden."""
    if _needs_password(package):
        harvest.is_encrypted = True
        harvest.fail(locked())
        return
    for _kind, element in events(package.part("meta.xml"), _PROPERTIES):
        harvest.describe(**{_PROPERTIES[local(element)]: element.text})
    harvest.has_macros |= any(name.startswith("Basic/") for name in package.names)
    _Body(harvest).read(package)
    read_embedded(package, harvest)


def _needs_password(package: Package) -> bool:
    manifest = events(package.part("META-INF/manifest.xml"), ["encryption-data"])
    return any(True for _event in manifest)


class _Body:
    """Reads the part that holds the text, keeping in mind where in it the reader is."""

    def __init__(self, harvest: Harvest) -> None:
        self._harvest = harvest
        self._style = ""
        self._hidden_styles: set[str] = set()
        self._open: Counter[str] = Counter()
        self._cells: list[str] = []
        self._row_is_hidden = False
        self._place = ""  # the sheet or slide
        self._author = ""
        self._slides = 0
        self._headers = Headers(harvest)

    def read(self, package: Package) -> None:
        for kind, element in events(package.part(_CONTENT), _TAGS, ("start", "end")):
            tag = local(element)
            if tag in _PLACES:
                self._turn(tag, kind, element)
            elif kind == "start":
                self._learn_style(tag, element)
            elif tag in _LINES:
                self._line(tag, element)
            elif tag == "creator" and self._open["annotation"]:
                self._author = element.text or ""

    def _learn_style(self, tag: str, element: _Element) -> None:
        if tag == "style":
            self._style = attribute(element, "name")
        elif tag in _STYLED and (
            attribute(element, "display") == "false" or attribute(element, "visibility") == "hidden"
        ):
            self._hidden_styles.add(self._style)

    def _turn(self, tag: str, kind: str, element: _Element) -> None:
        if kind == "start":
            self._open[tag] += 1
            self._enter(tag, element)
            return
        self._open[tag] -= 1
        if tag == "table-row":
            self._end_row()
        forget(element)

    def _enter(self, tag: str, element: _Element) -> None:
        is_hidden = attribute(element, "style-name") in self._hidden_styles
        if tag == "table":
            self._place = attribute(element, "name")
            self._harvest.head(self._place)
            self._headers = Headers(self._harvest)
            if is_hidden:
                self._harvest.hide(Veil.SHEET, self._place)
        elif tag == "page":
            self._slides += 1
            self._place = f"slide {self._slides}"
            if is_hidden:
                self._harvest.hide(Veil.SLIDE, self._place)
        elif tag == "table-row":
            self._row_is_hidden = attribute(element, "visibility") in _HIDDEN_ROW

    def _line(self, tag: str, element: _Element) -> None:
        line = "".join(str(text) for text in element.itertext())
        forget(element)
        if not line:
            return
        if self._open["annotation"]:
            self._harvest.hide(Veil.COMMENT, self._author, line)
        elif self._open["deletion"]:
            self._harvest.hide(Veil.TRACKED_CHANGE, "", line)
        elif self._open["notes"]:
            self._harvest.hide(Veil.SPEAKER_NOTES, self._place, line)
        elif self._open["table-row"]:
            self._cells.append(line)
            return
        elif tag == "h":
            self._harvest.head(line)
        self._harvest.say(f"{line}\n")

    def _end_row(self) -> None:
        line = "\t".join(self._cells)
        if line:
            self._headers.see(self._cells)
            if self._row_is_hidden:
                self._harvest.hide(Veil.ROWS, self._place, line)
            self._harvest.say(f"{line}\n")
        self._cells.clear()
