"""Where the signature and what follows it begin below a text: by its form, or as it is usual.

A wrong cut would hide text from the checks, so what could be the sender's words stays.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from mailguard.message.footer import without_footers
from mailguard.message.particulars import contacts, have_affiliation, may_belong, reach_one

LAST_LINES = 20
"""Lines at the end of a text that tell whether it ends as its sender's texts mostly do."""

UsualEnding = Callable[[Sequence[str]], int]
"""How many lines of `last_lines` texts of this sender mostly end with."""

_TAIL = 20_000  # characters at the end of the text that are looked at
_LONGEST = 25  # lines of a signature
_RULE_MARKS = 5  # that make a rule, at least
_RULE_LIMIT = 200  # characters of a line that are looked at for it

_LETTER = re.compile(r"[^\W_ー]")
_DELIMITER = "-- "  # RFC 3676 §4.3; HTML and tidy programs lose the space
_CLOSING = re.compile(
    r"\s*(?:(?:best|kind|kindest|warm|warmest|with (?:best|kind))? ?(?:regards|wishes)"
    r"|(?:yours )?(?:sincerely|faithfully|truly)(?: yours)?|cheers|(?:many )?thanks(?: again)?"
    r"|thank you|respectfully|cordially|敬具|草々|以上)[ ,.!、。]*\Z",
    re.IGNORECASE,
)
# A line that says that what follows is what the mail is about.
_LEADS_ON = re.compile(
    r"[:：]\s*\Z|以下|下記|次の|\A\s*記\s*\Z|\b(?:below|following)\b", re.IGNORECASE
)


def signature_start(new: str, usual: UsualEnding | None = None) -> int | None:
    """Where signature, disclaimer and footers begin in `new`; None where there are none.

    Never raises.
    """
    offset, lines = _tail(new)
    count = _trimmed(lines, len(lines))
    end = without_footers(lines[:count])
    first = min(_starts(lines, _trimmed(lines, end), usual), default=end)
    if first >= count:
        return None
    return offset + sum(len(line) + 1 for line in lines[:first])


def last_lines(new: str) -> tuple[str, ...]:
    """The lines above the footers, the last one first; at most LAST_LINES, blank ones and rules
    aside, and an empty one where the text begins.
    """
    _offset, lines = _tail(new)
    end = without_footers(lines[: _trimmed(lines, len(lines))])
    return tuple(line for _index, line in _last(lines, end))


def is_signature(text: str) -> bool:
    """Whether a mail program's signature is no more than that: some let their user write in it."""
    lines = [line for line in text.split("\n", _LONGEST + 1) if line.strip()]
    said = sum(not may_belong([line]) for line in lines)
    return len(lines) <= _LONGEST and said * 3 <= len(lines)


def _tail(new: str) -> tuple[int, list[str]]:
    """Where the part that is looked at begins, and its lines."""
    offset = max(len(new) - _TAIL, 0)
    offset = new.find("\n", offset) + 1 if offset else 0
    return offset, new[offset:].split("\n")


def _starts(lines: Sequence[str], end: int, usual: UsualEnding | None) -> Iterator[int]:
    """The lines at which a signature that ends above line `end` may begin."""
    for find in (_delimited, _ruled, _unruled):
        start = find(lines, end)
        if start is not None:
            yield start
            break
    if usual and (start := _as_usual(lines, end, usual)) is not None:
        yield start


def _delimited(lines: Sequence[str], end: int) -> int | None:
    for index in range(end - 1, max(end - _LONGEST - 2, -1), -1):
        if lines[index].startswith("--") and lines[index].rstrip() == "--":
            exact = lines[index] == _DELIMITER
            return index if exact or may_belong(lines[index + 1 : end]) else None
    return None


def _ruled(lines: Sequence[str], end: int) -> int | None:
    """The rule above the last lines, if what stands between rules there is a signature."""
    start = None
    below = end
    for index in range(end - 1, max(end - _LONGEST - 1, -1), -1):
        if not _is_rule(lines[index]):
            continue
        if not may_belong(lines[index + 1 : below]):
            break
        if reach_one(lines[index:end]) and not _is_led_to(lines, index):
            start = index
        below = index
    return start


def _unruled(lines: Sequence[str], end: int) -> int | None:
    """The last paragraphs, or what follows a closing, if they hold the sender's particulars."""
    start = end
    while end - start <= _LONGEST:
        top = _trimmed(lines, start)
        first = _paragraph_start(lines, top)
        if first == top or not _is_particulars(lines[first:top], is_last=start == end):
            break
        start = first
    block = lines[start:end]
    if start == 0 or _is_led_to(lines, start) or not have_affiliation(block):
        return None
    enough = 1 if _is_closing(lines[_trimmed(lines, start) - 1]) else 2
    return start if contacts(block) >= enough else None


def _is_particulars(paragraph: Sequence[str], *, is_last: bool) -> bool:
    """Whether a paragraph says who somebody is; the last one says how to reach them."""
    if not may_belong(paragraph):
        return False
    return reach_one(paragraph) or (not is_last and have_affiliation(paragraph))


def _as_usual(lines: Sequence[str], end: int, usual: UsualEnding) -> int | None:
    """Where the lines begin that the text ends with as usual, but for what the sender says there.

    One line alone is no signature.
    """
    last = _last(lines, end)
    known = [index for index, _line in last[: usual([line for _index, line in last])]]
    while known and not may_belong([lines[known[-1]]]):
        known.pop()
    if len(known) < 2:
        return None
    start = known[-1]
    while start > 0 and _is_rule(lines[start - 1]):
        start -= 1
    return start


def _last(lines: Sequence[str], end: int) -> list[tuple[int, str]]:
    """Where the lines of `last_lines` stand, and they."""
    found: list[tuple[int, str]] = []
    for index in range(end - 1, -1, -1):
        if len(found) == LAST_LINES:
            return found
        if (plain := " ".join(lines[index].split()).casefold()) and not _is_rule(lines[index]):
            found.append((index, plain))
    return [*found, (0, "")] if found else []


def _is_led_to(lines: Sequence[str], start: int) -> bool:
    """Whether the line above says that what follows is what the mail is about."""
    above = _trimmed(lines, start)
    return above > 0 and bool(_LEADS_ON.search(lines[above - 1][-100:]))


def _is_closing(line: str) -> bool:
    return bool(_CLOSING.match(line[:80]))


def _is_rule(line: str) -> bool:
    if _LETTER.search(line, 0, _RULE_LIMIT):
        return False
    return len("".join(line[:_RULE_LIMIT].split())) >= _RULE_MARKS


def _paragraph_start(lines: Sequence[str], end: int) -> int:
    """Where the paragraph begins that ends above line `end`; `end` for a very long one."""
    start = end
    while start > 0 and lines[start - 1].strip() and not _is_closing(lines[start - 1]):
        start -= 1
        if end - start > _LONGEST:
            return end
    return start


def _trimmed(lines: Sequence[str], end: int) -> int:
    """`end` without the blank lines before it."""
    while end > 0 and not lines[end - 1].strip():
        end -= 1
    return end
