"""Where the signature and what follows it begin below a text: by its form, or as it is usual.

A wrong cut would hide text from the checks, so what could be the sender's words stays.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from mailguard.message.footer import without_footers
from mailguard.message.particulars import contacts, have_affiliation, may_belong, reach_one

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


def signature_start(new: str, usual: Sequence[str] = ()) -> int | None:
    """Where signature, disclaimer and footers begin in `new`; None where there are none.

    `usual` are lines that mails of this sender mostly end with. Never raises.
    """
    offset = max(len(new) - _TAIL, 0)
    offset = new.find("\n", offset) + 1 if offset else 0
    lines = new[offset:].split("\n")
    count = _trimmed(lines, len(lines))
    end = without_footers(lines[:count])
    first = min(_starts(lines, _trimmed(lines, end), usual), default=end)
    if first >= count:
        return None
    return offset + sum(len(line) + 1 for line in lines[:first])


def is_signature(text: str) -> bool:
    """Whether a mail program's signature is no more than that: some let their user write in it."""
    lines = [line for line in text.split("\n", _LONGEST + 1) if line.strip()]
    said = sum(not may_belong([line]) for line in lines)
    return len(lines) <= _LONGEST and said * 3 <= len(lines)


def _starts(lines: Sequence[str], end: int, usual: Sequence[str]) -> Iterator[int]:
    """The lines at which a signature that ends above line `end` may begin."""
    for find in (_delimited, _ruled, _unruled):
        start = find(lines, end)
        if start is not None:
            yield start
            break
    if usual and (start := _as_usual(lines, end, {_key(line) for line in usual})) is not None:
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


def _as_usual(lines: Sequence[str], end: int, usual: Collection[str]) -> int | None:
    """Where the run of usual lines begins that the text ends with."""
    known: list[int] = []
    for index in range(end - 1, max(end - 2 * _LONGEST, -1), -1):
        key = _key(lines[index])
        if key and key in usual:
            known.append(index)
        elif key and not _is_rule(lines[index]):
            break
    return known[-1] if len(known) > 1 else None


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


def _key(line: str) -> str:
    return " ".join(line.split()).casefold()


def _trimmed(lines: Sequence[str], end: int) -> int:
    """`end` without the blank lines before it."""
    while end > 0 and not lines[end - 1].strip():
        end -= 1
    return end
