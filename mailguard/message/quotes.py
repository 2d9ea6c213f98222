"""New text apart from quoted: by marks, attribution lines, and the headers of forwarded mail."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from mailguard.message.lines import Line

_LINE_LIMIT = 500  # characters of a line that are looked at

_QUOTE_MARK = re.compile(r"\s{0,3}[>＞]")

# "On … wrote:" and its like in other tongues, on one line or on the last of a few.
_ATTRIBUTION = re.compile(
    r"(?:\b(?:wrote|writes|said)|\bschrieb\b.{0,80}|\ba écrit|\bescribió|\bha scritto"
    r"|さん(?:は|が)書きました.{0,40}|(?:の|から)(?:メール|メッセージ)|[>＞] ?) ?[:：]\s*\Z"
)
_ATTRIBUTION_LINES = 3
_DATED = re.compile(r"\d{1,4}[/年.\-]\d{1,2}[/月.\-]\d{1,2}|\d{1,2}:\d\d|\b(?:19|20)\d\d\b")

# From such a line on everything is quoted or forwarded.
_DIVIDER = re.compile(
    r"\s*(?:-{2,}|_{2,})\s*(?:original (?:message|appointment)|forwarded (?:message|by\b.*)"
    r"|元のメッセージ|オリジナルメッセージ|転送(?:された)?メッセージ|転送メール"
    r"|ursprüngliche nachricht|weitergeleitete nachricht|message d'origine|message transféré)"
    r"[^-_]{0,60}(?:-{2,}|_{2,})?\s*\Z"
    r"|\s*(?:begin forwarded message|転送されたメッセージ)\s*[:：]\s*\Z"
    r"|\s*-{5}.{1,200}(?:wrote|schrieb|書きました)\s?[:：]\s?-{5}\s*\Z",
    re.IGNORECASE,
)

_FIRST_FIELD = re.compile(r"\s*\*?(?:from|差出人|送信者|送信元|von|de)\*?\s?[:：]", re.IGNORECASE)
_SENT_FIELD = re.compile(
    r"\s*\*?(?:sent|date|送信日時|日時|日付|gesendet|datum|envoyé)\*?\s?[:：]", re.IGNORECASE
)
_SUBJECT_FIELD = re.compile(r"\s*\*?(?:subject|件名|betreff|objet)\*?\s?[:：]", re.IGNORECASE)
# How a line begins that can be one of the above; most lines are none, and looking is quick.
_SIGN = re.compile(r"[\s*]*(?:[-_>＞]|from|von|de|begin|差出人|送信|転送)", re.IGNORECASE)

_RULE = re.compile(r"\s*[_-]{10,}\s*\Z")
_FIELDS_WITHIN = 10  # lines, in which a forwarded mail's header names both


def quotations(lines: Sequence[Line]) -> list[Line]:
    """The lines, with what is quoted marked so. Reply below a quotation is new text too; below a
    divider it is not. A forwarded mail's header divides as well: Outlook writes nothing else.
    """
    found: list[Line] = []
    for index, line in enumerate(lines):
        if not line.quoted and not _SIGN.match(line.text):
            found.append(line)
            continue
        start = line.text[:_LINE_LIMIT]
        if not line.quoted and _divides(lines, index, start):
            _mark_rule(found)
            return [*found, *map(_quoted, lines[index:])]
        if line.quoted or _QUOTE_MARK.match(start):
            _mark_attribution(found)
            found.append(_quoted(line))
        else:
            found.append(line)
    return found


def _quoted(line: Line) -> Line:
    return line if line.quoted else msgspec.structs.replace(line, quoted=True)


def _divides(lines: Sequence[Line], index: int, start: str) -> bool:
    if _DIVIDER.match(start):
        return True
    if not _FIRST_FIELD.match(start):
        return False
    following = [line.text[:_LINE_LIMIT] for line in lines[index + 1 : index + _FIELDS_WITHIN]]
    return any(map(_SENT_FIELD.match, following)) and any(map(_SUBJECT_FIELD.match, following))


def _mark_rule(found: list[Line]) -> None:
    """Mark the rule that the lines found so far end with: Outlook draws it above the header."""
    last = _last_with_text(found)
    if last >= 0 and _RULE.match(found[last].text[:_LINE_LIMIT]):
        found[last] = _quoted(found[last])


def _mark_attribution(found: list[Line]) -> None:
    """Mark the attribution that the lines found so far end with, as quoted."""
    last = _last_with_text(found)
    if last < 0 or found[last].quoted or not _ATTRIBUTION.search(found[last].text[:_LINE_LIMIT]):
        return
    above = range(last, max(last - _ATTRIBUTION_LINES, -1), -1)
    first = next((i for i in above if _is_attribution_start(found[i].text)), last)
    for index in range(first, len(found)):
        found[index] = _quoted(found[index])


def _last_with_text(lines: Sequence[Line]) -> int:
    last = len(lines) - 1
    while last >= 0 and not lines[last].text.strip():
        last -= 1
    return last


def _is_attribution_start(text: str) -> bool:
    return bool(_DATED.search(text[:_LINE_LIMIT])) or text.startswith(("On ", "Am ", "Le "))
