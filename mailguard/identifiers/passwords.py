"""Passwords that are told in a text, apart from those of meetings and those still to come."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from mailguard.identifiers.nearby import Nearby
from mailguard.identifiers.signs import has_any
from mailguard.identifiers.width import narrowed

_PASSWORD = re.compile(
    r"(?P<word>(?:解凍|復号|閲覧|ログイン|初期|仮|zip|ZIP)?(?:パスワード|ﾊﾟｽﾜｰﾄﾞ)|(?<![a-z])(?:pass\s?word|passwd|P/?W|pass)(?![a-z]))"
    r"(?:\s?(?:は|is|[:=])\s*|\s*\n\s{0,4}|[]】」)]\s*[:=]?\s*)[「『【\"'“`\[(]?"
    r"(?P<value>[!-~]{4,64})",
    re.IGNORECASE,
)
_SIGNS = ("パスワード", "ﾊﾟｽﾜｰﾄﾞ", "pass", "pw", "p/w")
_PLACEHOLDER = re.compile(
    r"[*x●•_.-]{3,}|<.*|\{.*|\[.*|(?:https?|ftp)://.*|(?:is|was|will|has|have|and|the|for|that|with|from|your|sent|please)\b.*",
    re.IGNORECASE,
)
_MEETING = re.compile(
    r"zoom|teams|webex|google meet|meet\.google|ミーティング|会議|ウェビナー|参加"
    r"|passcode|パスコード"
    r"|wi-?fi|ssid",
    re.IGNORECASE,
)
_USER_NAME = re.compile(
    r"(?:ユーザー?(?:名|ID)|ログイン\s?(?:名|ID)|アカウント(?:名)?|\bI\.?D\.?|user\s?(?:name|id)|login)\s?[:=は]",
    re.IGNORECASE,
)
_NEAR_MEETING = 200
_NEAR_USER_NAME = 80


class Password(msgspec.Struct, frozen=True):
    """A password in a text: where, and the word that says that it is one."""

    start: int
    end: int
    word: str
    has_user_name: bool


def passwords(text: str) -> Iterator[Password]:
    """Every password that is told with its word: `パスワード：x7Kp2m`, `password is x7Kp2m`."""
    if not has_any(text, _SIGNS):
        return
    text = narrowed(text)
    meetings = Nearby(_MEETING, text, _NEAR_MEETING)
    user_names = Nearby(_USER_NAME, text, _NEAR_USER_NAME)
    for match in _PASSWORD.finditer(text):
        value = match["value"].rstrip("」』】\"'”`])")
        if len(value) < 4 or _PLACEHOLDER.fullmatch(value) or not _is_made_up(value):
            continue
        start, end = match.span("value")
        if meetings.has(match.start(), end):
            continue
        has_name = user_names.has(match.start(), end)
        yield Password(start, end, match["word"].strip(), has_name)


def _is_made_up(value: str) -> bool:
    """Whether it is no word of a sentence: a digit, a sign or a capital within it."""
    return bool(re.search(r"[0-9]|[^\w\s,.;:)]|[a-z][A-Z]", value))
