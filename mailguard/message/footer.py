"""What stands below a text and its signature: a disclaimer, a phone's or a mailing list's line."""

from __future__ import annotations

import re
from collections.abc import Sequence

_LINE_LIMIT = 600  # characters of a line that are looked at
_PARAGRAPHS = 8  # of a disclaimer, in all the tongues it is in
_PARAGRAPH_LINES = 15  # of it that are looked at
_LONGEST = 40  # lines of a paragraph that may be one

_LETTER = re.compile(r"[^\W_ー]")

_DEVICES = (
    r"(?:sent|gesendet|envoyé) (?:from|via|using|von|depuis|de) .{1,60}",
    r"get outlook for .{1,40}",
    (
        r"(?:私の |マイ )?(?:iphone|ipad|android|xperia|galaxy|スマートフォン|スマホ|携帯).{0,12}"
        r"から送信(?:しています|しました)?[。.]?"
    ),
    r"outlook for (?:ios|android|mac) を入手(?:してください)?.{0,60}",
    r"windows ?(?:\d\d ?)?版?(?:の|用) ?(?:メール|outlook) ?から送信.{0,40}",
    r"(?:yahoo!メール ?アプリ|gmail.{0,12})から送信",
)
_DEVICE = re.compile(rf"\s*(?:{'|'.join(_DEVICES)})\s*\Z", re.IGNORECASE)

_LISTS = (
    r"\bmailing list\b.{0,80}(?:https?://|unsubscribe|@)",
    r"you received this message because you are subscribed",
    r"\bto unsubscribe\b",
    r"https?://\S+/(?:mailman3?/)?(?:listinfo|lists)/",
    r"メーリングリスト.{0,20}(?:登録|解除|退会|配信)",
)
_LIST = re.compile("|".join(_LISTS), re.IGNORECASE)

# A disclaimer speaks of the mail, of people it is not for, and of what these may not or should do.
_DISCLAIMERS = tuple(
    tuple(re.compile(sign, re.IGNORECASE) for sign in signs)
    for signs in (
        (
            r"\b(?:this|the) (?:e-?mail|message|communication|transmission|information)\b",
            (
                r"\bintended (?:solely |only )?(?:for|recipient)|\baddressee|\bprivileged\b"
                r"|\bin error\b|\bby mistake\b"
            ),
            r"\b(?:delet|destroy|notif|prohibit|unauthori|disclos|distribut|copy|copied)",
        ),
        (
            r"(?:本|この|当)(?:電子)?(?:メール|e-?mail|通信)",
            r"名宛人|誤って|誤送信|誤配信|意図|機密|秘密|本来の(?:受信|宛)",
            r"場合|際(?:に)?は|方は|禁じ|禁止|お断り",
        ),
        (r"please consider the environment|環境に配慮.{0,30}印刷",),
    )
)


def without_footers(lines: Sequence[str]) -> int:
    """How many of the lines are left when such lines at the end are taken away."""
    end = len(lines)
    for _ in range(_PARAGRAPHS):
        last = _without_ornaments(lines, end)
        if last and _DEVICE.match(lines[last - 1][:_LINE_LIMIT]):
            end = last - 1
            continue
        first = _paragraph_start(lines, last)
        if first in (0, last) or not _is_footer(lines[first:last]):
            break
        end = _without_ornaments(lines, first)
    return end


def _is_footer(paragraph: Sequence[str]) -> bool:
    text = "".join(line[:_LINE_LIMIT] for line in paragraph[:_PARAGRAPH_LINES])
    if _LIST.search(text):
        return True
    spaced = " ".join(line.strip()[:_LINE_LIMIT] for line in paragraph[:_PARAGRAPH_LINES])
    return any(all(sign.search(spaced) for sign in signs) for signs in _DISCLAIMERS)


def _paragraph_start(lines: Sequence[str], end: int) -> int:
    """Where the paragraph begins that ends above line `end`; `end` for a very long one."""
    start = end
    while start > 0 and not _is_ornament(lines[start - 1]):
        start -= 1
        if end - start > _LONGEST:
            return end
    return start


def _without_ornaments(lines: Sequence[str], end: int) -> int:
    while end > 0 and _is_ornament(lines[end - 1]):
        end -= 1
    return end


def _is_ornament(line: str) -> bool:
    """Whether a line is blank, or a rule."""
    return _LETTER.search(line, 0, _LINE_LIMIT) is None
