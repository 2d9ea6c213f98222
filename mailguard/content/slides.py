"""PowerPoint presentations: slides and their titles, notes for the speaker, remarks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mailguard.content.harvest import Harvest
from mailguard.content.office import Link, links, read_embedded, read_surroundings
from mailguard.content.package import Package
from mailguard.content.xml import attribute, events, forget, local
from mailguard.domain.content import Veil

if TYPE_CHECKING:
    from lxml.etree import _Element

_SHOW = "ppt/presentation.xml"
_TITLES = frozenset({"title", "ctrTitle"})
_FURNITURE = frozenset({"sldNum", "dt", "hdr", "ftr", "sldImg"})  # on each page of notes


def is_presentation(package: Package) -> bool:
    """Whether a zip file is a PowerPoint presentation."""
    return _SHOW in package.names


def read_presentation(package: Package, harvest: Harvest) -> None:
    """Reads all slides in their order, the properties, and what is hidden."""
    read_surroundings(package, harvest)
    authors = _authors(package)
    targets = links(package, _SHOW)
    order = [_reference(element) for _kind, element in events(package.part(_SHOW), ["sldId"])]
    for number, reference in enumerate(order, start=1):
        if reference in targets:
            _read_slide(package, targets[reference].target, f"slide {number}", harvest)
            _read_aside(package, targets[reference].target, f"slide {number}", authors, harvest)
    read_embedded(package, harvest)


def _reference(element: _Element) -> str:
    """The id of the reference; a slide has another `id` of its own."""
    return next((str(v) for k, v in element.attrib.items() if str(k).endswith("}id")), "")


def _read_slide(package: Package, part: str, place: str, harvest: Harvest) -> None:
    is_hidden = False
    words: list[str] = []
    for line, kind in _lines(package, part):
        if kind == "hidden":
            is_hidden = True
            continue
        words.append(line)
        if kind in _TITLES:
            harvest.head(line)
        harvest.say(f"{line}\n")
    if is_hidden:
        harvest.hide(Veil.SLIDE, place, " ".join(words[:3]))


def _lines(package: Package, part: str) -> Iterator[tuple[str, str]]:
    """The lines of a part with the kind of their place: ("Goals", "title"); ("", "hidden")."""
    kind = ""
    tags = ("sld", "ph", "p", "sp")
    for event, element in events(package.part(part), tags, ("start", "end")):
        tag = local(element)
        if event == "start":
            if tag == "sld" and attribute(element, "show") in ("0", "false"):
                yield "", "hidden"
            elif tag == "ph":
                kind = attribute(element, "type")
            elif tag == "sp":
                kind = ""
        elif tag == "p":
            line = "".join(child.text or "" for child in element.iter("{*}t", "{*}br"))
            if line.strip():
                yield line, kind
            forget(element)


def _read_aside(
    package: Package, part: str, place: str, authors: dict[str, str], harvest: Harvest
) -> None:
    for link in links(package, part).values():
        if link.kind == "notesSlide":
            _read_notes(package, link, place, harvest)
        elif link.kind == "comments":
            _read_remarks(package, link, authors, harvest)


def _read_notes(package: Package, link: Link, place: str, harvest: Harvest) -> None:
    notes = "\n".join(line for line, kind in _lines(package, link.target) if kind not in _FURNITURE)
    if notes:
        harvest.hide(Veil.SPEAKER_NOTES, place, notes)
        harvest.say(f"{notes}\n")


def _authors(package: Package) -> dict[str, str]:
    return {
        attribute(author, "id"): attribute(author, "name")
        for part in ("ppt/commentAuthors.xml", "ppt/authors.xml")
        for _kind, author in events(package.part(part), ["cmAuthor", "author"])
    }


def _read_remarks(package: Package, link: Link, authors: dict[str, str], harvest: Harvest) -> None:
    for _kind, remark in events(package.part(link.target), ["cm"]):
        text = "".join(child.text or "" for child in remark.iter("{*}text", "{*}t"))
        harvest.hide(Veil.COMMENT, authors.get(attribute(remark, "authorId"), ""), text)
        harvest.say(f"{text}\n")
        forget(remark)
