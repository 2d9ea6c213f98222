"""Excel workbooks of today: their sheets, cells, remarks, and what of them is hidden."""

from __future__ import annotations

import re

from mailguard.content.harvest import Harvest
from mailguard.content.numberformat import date_styles
from mailguard.content.office import links, read_embedded, read_surroundings
from mailguard.content.package import Package
from mailguard.content.sheet import Sheet
from mailguard.content.xml import attribute, events, forget, local
from mailguard.domain.content import Veil

VEILS = {"hidden": Veil.SHEET, "veryHidden": Veil.VERY_HIDDEN_SHEET}
_BOOK = "xl/workbook.xml"


def is_workbook(package: Package) -> bool:
    """Whether a zip file is an Excel workbook of XML."""
    return _BOOK in package.names


def read_workbook(package: Package, harvest: Harvest) -> None:
    """Reads a workbook's cells, its properties, and what it hides."""
    read_surroundings(package, harvest)
    _read_remarks(package, harvest)
    _read_pivots(package, harvest)
    strings = _strings(package)
    dates = date_styles(package.part("xl/styles.xml"))
    targets = links(package, _BOOK)
    for name, state, link in _sheets(package):
        harvest.head(name)
        harvest.say(f"{name}\n")
        sheet = Sheet(harvest, name, strings, dates, VEILS.get(state))
        try:
            if link in targets:
                sheet.read(package.part(targets[link].target))
        finally:
            sheet.close()
    read_embedded(package, harvest)


def _sheets(package: Package) -> list[tuple[str, str, str]]:
    """Name, state and reference of each sheet, in their order."""
    return [
        (attribute(sheet, "name"), attribute(sheet, "state"), attribute(sheet, "id"))
        for _kind, sheet in events(package.part(_BOOK), ["sheet"])
    ]


def _strings(package: Package) -> list[str]:
    """The strings that cells refer to; without how they are pronounced (`rPh`)."""
    strings = []
    words: list[str] = []
    for _kind, element in events(package.part("xl/sharedStrings.xml"), ["t", "rPh", "si"]):
        tag = local(element)
        if tag == "t":
            words.append(element.text or "")
        elif tag == "rPh":
            del words[len(words) - len(element) :]
        else:
            strings.append("".join(words))
            words.clear()
            forget(element)
    return strings


def _read_remarks(package: Package, harvest: Harvest) -> None:
    people = {
        attribute(person, "id"): attribute(person, "displayName")
        for part in package.below("xl/persons/")
        for _kind, person in events(package.part(part), ["person"])
    }
    threads = package.below("xl/threadedComments/")
    for part in threads:
        for _kind, remark in events(package.part(part), ["threadedComment"]):
            text = "".join(child.text or "" for child in remark.iterfind("{*}text"))
            _remark(harvest, people.get(attribute(remark, "personId"), ""), text)
            forget(remark)
    notes = re.compile(r"xl/comments(\d*|/comment\d+)\.xml")
    for part in filter(notes.fullmatch, () if threads else package.below("xl/comments")):
        _read_notes(package, part, harvest)


def _read_notes(package: Package, part: str, harvest: Harvest) -> None:
    authors = []
    for _kind, element in events(package.part(part), ["author", "comment"]):
        if local(element) == "author":
            authors.append(element.text or "")
            continue
        number = attribute(element, "authorId")
        is_known = number.isdecimal() and int(number) < len(authors)
        text = "".join(child.text or "" for child in element.iter("{*}t"))
        _remark(harvest, authors[int(number)] if is_known else "", text)
        forget(element)


def _remark(harvest: Harvest, author: str, text: str) -> None:
    harvest.hide(Veil.COMMENT, author, text)
    harvest.say(f"{text}\n")


def _read_pivots(package: Package, harvest: Harvest) -> None:
    """The rows behind a pivot table stay in the file when their sheet is deleted."""
    for part in package.below("xl/pivotCache/pivotCacheDefinition"):
        records = links(package, part).values()
        if not any(link.kind == "pivotCacheRecords" for link in records):
            continue
        values: list[str] = []
        place = ""
        count = 1
        for _kind, element in events(
            package.part(part), ["worksheetSource", "s", "pivotCacheDefinition"]
        ):
            if local(element) == "s":
                values.append(attribute(element, "v"))
            elif local(element) == "worksheetSource":
                place = attribute(element, "sheet")
            else:
                count = _number(attribute(element, "recordCount"))
        harvest.hide(Veil.PIVOT_CACHE, place, " ".join(values[:20]), count)
        harvest.say("\n".join((*values, "")))


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 9 else 1
