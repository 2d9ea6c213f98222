"""A message's text as its reader reads it: plain text, the new apart from the quoted."""

from __future__ import annotations

import re
from collections.abc import Iterable

from mailguard.domain.mail import Text
from mailguard.domain.shown import shown
from mailguard.i18n import _
from mailguard.message.charset import decoded
from mailguard.message.flowed import plain_lines
from mailguard.message.header import Octets
from mailguard.message.lines import Line
from mailguard.message.parts import Part
from mailguard.message.quotes import separated
from mailguard.message.transfer import decoded_start

TEXT_OCTETS = 2 * 1024 * 1024
"""Decoded octets of one text part that are read at most."""

_UUENCODED = re.compile(r"^begin [0-7]{3,4} (\S.{0,200})$", re.MULTILINE)
_DECLARED = re.compile(r"<meta[^>]{0,200}charset=[\"']?([\w.:-]{1,40})", re.IGNORECASE)


def text_of_parts(octets: Octets, parts: Iterable[Part]) -> tuple[Text, tuple[str, ...]]:
    """The text of these parts one after the other, and what was not read of it, as sentences."""
    lines: list[Line] = []
    problems: dict[str, None] = {}
    for part in parts:
        source, cut = source_of(octets, part)
        if cut:
            problems[_("The text is very long; only its beginning was checked.")] = None
        for name in _UUENCODED.findall(source):
            problems[_uuencoded(name)] = None
        lines += _lines(part, source)
    return separated(lines), tuple(problems)


def _uuencoded(name: str) -> str:
    sentence = _("The text holds a file, {name}, which was not checked.")
    return sentence.format(name=shown(name.strip(), 100))


def source_of(octets: Octets, part: Part) -> tuple[str, bool]:
    """The decoded characters of a text part, and whether it is longer than what is read."""
    body = octets[part.body.start : part.body.end]
    start = decoded_start(body, part.facts.encoding, TEXT_OCTETS + 1)
    charset = part.facts.type.parameters.get("charset", "")
    if not charset and part.media_type == "text/html":
        declared = _DECLARED.search(start[:2000].decode("latin-1"))
        charset = declared[1] if declared else ""
    return decoded(start[:TEXT_OCTETS], charset), len(start) > TEXT_OCTETS


def _lines(part: Part, source: str) -> list[Line]:
    if part.media_type == "text/html":
        from mailguard.message.html import html_lines  # noqa: PLC0415  lxml: most mail needs none

        return html_lines(source)
    return plain_lines(source, part.facts.type.parameters)
