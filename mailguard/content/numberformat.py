"""Which number formats of a workbook show dates, and the dates that numbers stand for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, timedelta

from mailguard.content.xml import attribute, events, local

_BUILT_IN = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_DATE = re.compile(r"[ymdhgeYMDHGE]")
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001  a cell's date has no zone
_LAST = 2_958_465  # 9999-12-31


def date_styles(styles: Iterable[bytes]) -> frozenset[int]:
    """The numbers of the cell styles that show a date or a time; `styles` is that part's XML."""
    custom: set[int] = set()
    formats: list[int] = []
    in_cells = False
    for kind, element in events(styles, ["numFmt", "cellXfs", "xf"], ("start", "end")):
        tag = local(element)
        if tag == "cellXfs":
            in_cells = kind == "start"
        elif kind == "end":
            number = _number(attribute(element, "numFmtId"))
            if tag == "xf" and in_cells:
                formats.append(number)
            elif tag == "numFmt" and _is_date(attribute(element, "formatCode")):
                custom.add(number)
    return frozenset(
        index for index, number in enumerate(formats) if number in _BUILT_IN or number in custom
    )


def date_of(text: str) -> str:
    """A cell's number as a date or time; the number itself where it is none."""
    try:
        days = float(text)
    except ValueError:
        return text
    if not 0 < days <= _LAST:
        return text
    moment = _EPOCH + timedelta(seconds=round(days * 86_400))
    if days < 1:
        return moment.strftime("%H:%M:%S")
    if days.is_integer():
        return moment.strftime("%Y-%m-%d")
    return moment.strftime("%Y-%m-%d %H:%M:%S")


def _is_date(code: str) -> bool:
    return code != "General" and _DATE.search(_LITERAL.sub("", code)) is not None


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 6 else -1
