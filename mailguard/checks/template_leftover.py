"""A place in a template that was not filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mailguard.domain.check import Fact, NoSettings, check
from mailguard.domain.finding import Place, Severity
from mailguard.domain.knowledge import Knowledge
from mailguard.domain.mail import Mail
from mailguard.domain.passages import Passage
from mailguard.i18n import N_, _
from mailguard.identifiers.signs import has_any

_CIRCLE = "[〇○◯●◎×✕■□△▲＊*]"

# What stands for somebody or something; with more words it is emphasis (<<必ずご確認ください>>).
_WORD = (
    "(?:お客様|担当者?|御社|貴社|会社|企業|部署|お)?"
    "(?:氏名|名前?|姓|部署名?|役職|日付|件名|金額|宛名|住所)様?"
)
# What shells and Windows fill in.
_SYSTEM = (
    "(?:TEMP|TMP|(?:LOCAL)?APPDATA|USERPROFILE|PROGRAMFILES|PROGRAMDATA|WINDIR|SYSTEMROOT|HOME"
    "|HOMEPATH|PATH|COMPUTERNAME|PWD|SHELL)"
)
# What a program should have filled in.
_FIELD = re.compile(
    r"\{\{\s*[\w.]{1,40}\s*\}\}"
    rf"|\$\{{(?!{_SYSTEM}\b)[\w.]{{1,40}}\}}|(?<![\d%])%(?!{_SYSTEM}%)[A-Z][A-Z_]{{2,30}}%"
    rf"|<<(?:{_WORD}|[A-Za-z_.]{{1,30}})>>|≪(?:{_WORD}|[A-Za-z_.]{{1,30}})≫"
    r"|\[(?:(?:first|last|full|your|recipient|company|client|customer)[ _]?(?:name|company)?"
    r"|name|company|date|氏名|名前|会社名|宛名|御社名|日付|担当者名)\]"
    r"|[【［](?:氏名|名前|会社名|宛名|御社名|日付|担当者名|件名|金額)[】］]"
    r"|\{(?:(?:first|last|full|company|customer|client)[ _]?name|氏名|お?名前|会社名|宛名)\}",
    re.IGNORECASE,
)
# What a person should have: a circle where a name or date belongs, not a bullet before words.
_BLANK = re.compile(
    rf"{_CIRCLE}{{1,6}}+[ 　]?(?:様|さま|殿|御中|株式会社|有限会社|先生)"
    r"(?!のよう|など|とい[うっ])"
    rf"|(?:株式会社|有限会社|（株）|㈱)[ 　]?{_CIRCLE}{{1,6}}(?![\w一-龥ぁ-んァ-ヶ])"
    rf"|{_CIRCLE}{{1,2}}月{_CIRCLE}{{1,2}}日|(?<![A-Za-z])XX?月XX?日|\d{{1,2}}月(?:{_CIRCLE}{{1,2}}|XX?)日"
    rf"|(?<![一二三四五六七八九十百千万〇\d]){_CIRCLE}{{2,6}}+(?:円|万円|部長|課長|さん|です|と申します)"
    r"|[【［](?:要確認|要修正|要記入|記入)[】］]|lorem ipsum"
    r"|[【［][^【】［］\n]{0,20}(?:ここに|[後あ]とで|してから|差し替え|入れ替え)[^【】［］\n]{0,12}[】］]"
    r"|(?<![A-Za-z])X{2,6}[ 　]?(?:様|さま|さん|殿|御中|株式会社|部長|課長)"
    r"|(?:株式会社|有限会社|（株）|㈱)[ 　]?X{2,6}(?![A-Za-z])"
    r"|(?<![_＿])[_＿]{3,}+[ 　]?(?:様|殿|御中)"
    r"|\b(?:Dear|Hi|Hello)\s++(?:X{2,}|_{2,}|\.{3,}|\[.{0,20}\]|<.{0,20}>|\{[^{}]{0,20}\})",
    re.IGNORECASE,
)
_BLANK_SIGNS = (
    *"〇○◯●◎×✕■□△▲*【[", "lorem", "xx", "x月", "__", "dear", "hi ", "hello", "hi\n",
)  # fmt: skip
_MARK = re.compile(r"[{%<≪\[【［:：](?:(?<![:：])|(?<=(?:DO|BD|ME).))")
# Nothing stands before the honorific, in one of the first lines.
_NOBODY = re.compile(r"^[ \t　]*(?:様|殿|御中)[ \t　]*$", re.MULTILINE)
_SALUTATION = 200  # characters in which it stands
# It may be meant for the reader.
_REMARK = re.compile(
    r"[(（](?:要確認|要修正|要記入|金額確認|社内確認)[)）]|[【［](?:未定|確認中|仮)[】］]"
)
_LABEL = re.compile(r"[\[【［]")
_HONORIFIC = re.compile(r"[ 　]*(?:様|さま|さん|殿|御中|[,，])")
_ASIDE = re.compile(r"(?:^|[\s(（])(?:TO[D]O|TBD|FIX[M]E)[:：]", re.MULTILINE)

# Signs of program text around it, where such marks are meant.
_CODE = re.compile(
    r"[;{]\s*\n|</?\w+[^>]*>|```|=>|\bdef \w+\(|\bfunction\b|\breturn\b|\{%|%\}"
    r"|\b(?:let|const)\s+\w+\s*=|\bgit\b|\bsudo\b|テンプレート|差し込み|変数|プレースホルダ|置換|設定ファイル"
    r"|template|placeholder|variable|merge field",
    re.IGNORECASE,
)
_AROUND = 300


@check(
    "template-leftover",
    title=N_("Something left to fill in"),
    severity=Severity.WARNING,
    settings=NoSettings(),
)
def template_leftover(mail: Mail, _knowledge: Knowledge, _settings: NoSettings) -> Iterator[Fact]:
    """Warns of fields and circles in subject and new text where a name or date belongs; among
    own people, who show each other drafts, it is a notice.

    Not of circles as bullets, nor of fields in the midst of program text.
    """
    for passage in (Passage(mail.subject, is_subject=True), Passage(mail.text.body)):
        if found := _leftover(passage.text):
            place: Place = passage.place(found.start(), found.end())
            sentence = _("Something was not filled in: “{text}”.")
            is_sure = mail.goes_outside and not _REMARK.fullmatch(found[0])
            severity = Severity.WARNING if is_sure else Severity.NOTICE
            yield Fact(severity, sentence.format(text=found[0].strip()), place=place)


def _leftover(text: str) -> re.Match[str] | None:
    if nobody := _NOBODY.search(text, 0, _SALUTATION):
        return nobody
    if has_any(text, _BLANK_SIGNS):
        for match in _BLANK.finditer(text):
            if not _is_bullet(match):
                return match
    for match in (*_FIELD.finditer(text), *_ASIDE.finditer(text)) if _MARK.search(text) else ():
        if not (_is_label(match) or _CODE.search(_around(match))):
            return match
    return _REMARK.search(text) if has_any(text, "([【") else None


def _is_label(match: re.Match[str]) -> bool:
    """【会社名】株式会社アクメ: it begins the line, and what it asks for stands behind it."""
    if not _LABEL.match(match[0]) or _HONORIFIC.match(match.string, match.end()):
        return False
    return match.string[: match.start()].rpartition("\n")[2].strip(" 　・-*●■") == ""


def _is_bullet(match: re.Match[str]) -> bool:
    """■様式1, ●円高の影響: the mark begins a line, and what follows it goes on as a word."""
    begins_line = match.string[: match.start()].rpartition("\n")[2].strip() == ""
    rest = match.string[match.end() : match.end() + 1]
    is_single = len(re.findall(_CIRCLE, match[0])) == 1
    return begins_line and is_single and bool(rest.strip()) and rest not in "、。,.（("


def _around(match: re.Match[str]) -> str:
    start, end = max(match.start() - _AROUND, 0), match.end() + _AROUND
    return match.string[start : match.start()] + match.string[match.end() : end]
