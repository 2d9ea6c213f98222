"""A message's text as its reader reads it: plain text, the new apart from the quoted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from mailguard.domain.mail import Link, Text
from mailguard.domain.shown import shown
from mailguard.i18n import _
from mailguard.message.charset import decoded
from mailguard.message.flowed import plain_lines
from mailguard.message.header import Octets
from mailguard.message.lines import Line
from mailguard.message.oddities import hidden_words, oddities
from mailguard.message.parts import Part
from mailguard.message.quotes import quotations
from mailguard.message.signature import UsualEnding, is_signature, signature_start
from mailguard.message.transfer import decoded_start

TEXT_OCTETS = 2 * 1024 * 1024
"""Decoded octets of one text part that are read at most."""

_DECLARED = re.compile(r"<meta[^>]{0,200}charset=[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_DELIMITER = "-- "


class Texts(msgspec.Struct, frozen=True):
    """What was read in the text parts of a message."""

    text: Text
    problems: tuple[str, ...] = ()  # what was not read of it, as sentences
    ambiguities: tuple[str, ...] = ()  # what not every reader sees, as sentences
    is_signed: bool = False  # by inline PGP


def text_of_parts(octets: Octets, parts: Iterable[Part], usual: UsualEnding | None = None) -> Texts:
    """The text of these parts one after the other; `usual`: how its sender's texts mostly end."""
    lines: list[Line] = []
    problems: dict[str, None] = {}
    ambiguities: dict[str, None] = {}
    signed = False
    for part in parts:
        source, cut = source_of(octets, part)
        if cut:
            problems[_("The text is very long; only its beginning was checked.")] = None
        odd = oddities(source)
        signed |= odd.is_signed
        problems |= dict.fromkeys(odd.problems)
        ambiguities |= dict.fromkeys(odd.ambiguities)
        lines += _lines(part, source)
    marked = quotations(lines)
    text = text_of(marked, usual)
    ambiguities |= dict.fromkeys(_hidden(marked, text))
    return Texts(text, tuple(problems), tuple(ambiguities), signed)


def text_of(lines: Sequence[Line], usual: UsualEnding | None = None) -> Text:
    """The lines as two texts: what is new, and what is marked as quoted."""
    new = [line for line in lines if not line.quoted]
    text = _joined(new)
    quoted = _joined([line for line in lines if line.quoted])
    return Text(text, quoted, _body_end(new, text, usual), tuple(_links(new)))


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


def _body_end(new: Sequence[Line], text: str, usual: UsualEnding | None) -> int | None:
    """Where the signature begins: by its form, as usual, or where the mail program keeps it."""
    by_form = signature_start(text, usual)
    first = len(new)
    while first > 0 and (new[first - 1].signature or not new[first - 1].text.strip()):
        first -= 1
    kept = _joined(new[first:])
    if not kept or not is_signature(kept):
        return by_form
    start = len(text) - len(kept)
    return start if by_form is None else min(start, by_form)


def _links(lines: Iterable[Line]) -> Iterator[Link]:
    for line in lines:
        yield from line.links


def _hidden(lines: Iterable[Line], text: Text) -> Iterator[str]:
    hidden = [words for line in lines if not line.quoted for words in line.hidden]
    for words in hidden_words(hidden, text.new):
        sentence = _("The text holds words that its readers do not see: “{words}”")
        yield sentence.format(words=shown(words, 100))


def _joined(lines: Sequence[Line]) -> str:
    texts = (line.text for line in lines)
    text = "\n".join(t if t == _DELIMITER else t.rstrip() for t in texts).strip("\n")
    return f"{text}\n" if text.strip() else ""
