"""What Word, Excel and PowerPoint files of today have in common: parts, links, properties."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

import msgspec

from mailguard.content.harvest import Harvest
from mailguard.content.package import Package
from mailguard.content.unread import damaged
from mailguard.content.xml import attribute, events, local
from mailguard.domain.content import Veil

_PROPERTIES = {
    "title": "title",
    "creator": "author",
    "lastModifiedBy": "last_author",
    "Company": "company",
}
_LINKS_WITH_TEXT = ("hyperlink",)  # the reader sees where they lead
_TEMPLATE = ("attachedTemplate",)  # each Word file made from one names it


class Link(msgspec.Struct, frozen=True):
    """A reference from one part to another, or to something outside the file."""

    kind: str  # the last part of its type: "slide", "notesSlide", "externalLinkPath"
    target: str  # the part's name, or an address outside
    is_outside: bool


def links(package: Package, part: str) -> dict[str, Link]:
    """The references of the part with this name, by their ids."""
    folder, name = posixpath.split(part)
    found = {}
    rels = package.part(posixpath.join(folder, "_rels", f"{name}.rels"))
    for _kind, element in events(rels, ["Relationship"]):
        outside = element.get("TargetMode") == "External"
        target = str(element.get("Target") or "")
        if not outside:
            target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        kind = str(element.get("Type") or "").rpartition("/")[2]
        found[str(element.get("Id") or "")] = Link(kind, target, outside)
    return found


def read_surroundings(package: Package, harvest: Harvest) -> None:
    """Reads what all these files may have: properties, macros, links to files elsewhere."""
    for name in ("docProps/core.xml", "docProps/app.xml"):
        for _kind, element in events(package.part(name), _PROPERTIES):
            harvest.describe(**{_PROPERTIES[local(element)]: element.text})
            if local(element) == "title":
                harvest.head(element.text or "")
    harvest.has_macros |= any(name.endswith("vbaProject.bin") for name in package.names)
    for target in _outside(package):
        harvest.hide(Veil.LINKED_FILE, target, target)
    if len(package.names) < len(package.entries):  # whoever opens it may see another part than we
        harvest.fail(damaged())


def read_embedded(package: Package, harvest: Harvest) -> None:
    """Reads the files within: the table behind a chart holds more than the chart shows."""
    for name in package.below(""):
        if "/embeddings/" in name and not name.endswith(("/", ".rels")):
            harvest.take(posixpath.basename(name), package.whole(package.names[name]))


def _outside(package: Package) -> Iterator[str]:
    for name in package.names:
        if not name.endswith(".rels"):
            continue
        for _kind, element in events(package.part(name), ["Relationship"]):
            kind = attribute(element, "Type").rpartition("/")[2]
            if element.get("TargetMode") == "External" and kind not in _LINKS_WITH_TEXT + _TEMPLATE:
                yield attribute(element, "Target")
