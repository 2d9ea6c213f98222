"""A file that the text names, or a number of files that it promises, and that is not there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz

from mailguard.domain.check import Fact, NoSettings, check
from mailguard.domain.finding import OfText, Severity
from mailguard.domain.knowledge import Knowledge
from mailguard.domain.mail import Mail
from mailguard.i18n import N_, _
from mailguard.identifiers.width import narrowed

_ENDINGS = r"pdf|docx?|xlsx?|xlsm|pptx?|zip|csv|txt|jpe?g|png|dwg|dxf|msg|eml|7z"
_FILE = re.compile(
    rf"(?:[「『【\"“](?P<quoted>[^「」『』【】\"“”\n]{{1,120}}\.(?:{_ENDINGS}))[」』】\"”]"
    rf"|(?<![\w./\\@-])(?P<plain>[^\s「」『』【】\"“”、。，,:：;；()（）<>/\\@]{{1,100}}\.(?:{_ENDINGS}))"
    r"(?![\w-]))",
    re.IGNORECASE,
)
_ATTACHED = re.compile(r"添付|同封|別添|attach|enclos", re.IGNORECASE)
_ELSEWHERE = re.compile(
    r"前回|先日|昨日|以前|お送りいただ|ご?送付いただ|いただいた|頂いた|受領|後ほど|のちほど|後日|別途|共有フォルダ|サーバ"
    r"|(?:サイト|ホームページ)(?:に|から|より|で)|https?://|\bon (?:our|the|your) (?:web)?site\b"
    r"|you (?:sent|attached)|your |previous|earlier|last (?:week|time)|yesterday",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"添付(?:ファイル|資料|書類)?[はを]?\s?(?:計|全)?\s?(?P<ja>[1-9]\d?)\s?[点件通個つ種](?!目)"
    r"|(?:計|全|書類|資料|ファイル|図面|写真|データ)\s?(?P<before>[1-9]\d?)\s?[点件通枚個つ種]"
    r"(?:の(?:書類|資料|ファイル))?[をは]?、?\s?添付(?:し|いた|致)"
    r"|\b(?P<en>two|three|four|five|six|[2-9])\s+(?:files|documents|attachments|pdfs)\s+"
    r"(?:are\s+)?(?:attached|enclosed)"
    r"|\battached\s+(?:are\s+)?(?:the\s+)?(?P<after>two|three|four|five|six|[2-9])\s+"
    r"(?:files|documents|pdfs)",
    re.IGNORECASE,
)
_WORDS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_SAME = 80  # of 100: names that alike are one file, renamed
_LINE = re.compile(r"[^\n]+")


@check(
    "attachment-promised",
    title=N_("A promised file is missing"),
    severity=Severity.WARNING,
    settings=NoSettings(),
)
def attachment_promised(mail: Mail, _knowledge: Knowledge, _settings: NoSettings) -> Iterator[Fact]:
    """Warns of files that a line about attachments names, and of fewer files than are counted.

    Where nothing at all is attached it is another check's.
    """
    names = [attachment.name for _index, attachment, _content in mail.files]
    if not names:
        return
    text = narrowed(mail.text.body)
    for line in _LINE.finditer(text):
        if not _ATTACHED.search(line[0]) or _ELSEWHERE.search(line[0]):
            continue
        for match in _FILE.finditer(text, line.start(), line.end()):
            name = match["quoted"] or match["plain"]
            if not _is_there(name, names):
                sentence = _("The text names “{name}”, which is not attached.")
                place = OfText(match.start(), match.end())
                yield Fact(Severity.WARNING, sentence.format(name=name), place=place)
    if not any(map(_is_archive, names)):
        yield from _too_few(text, len(names))


def _too_few(text: str, count: int) -> Iterator[Fact]:
    match = _NUMBER.search(text)
    if match is None:
        return
    said = next(filter(None, match.groups())).lower()
    promised = _WORDS.get(said) or int(said)
    if count < promised:
        sentence = _("The text speaks of {promised} files, but {count} are attached.")
        place = OfText(match.start(), match.end())
        yield Fact(Severity.WARNING, sentence.format(promised=promised, count=count), place=place)


def _is_there(name: str, names: Sequence[str]) -> bool:
    wanted = narrowed(name).casefold()
    for present in names:
        other = narrowed(present).casefold()
        if wanted in other or other in wanted or fuzz.ratio(wanted, other) >= _SAME:
            return True
    return any(map(_is_archive, names))  # it may be in there


def _is_archive(name: str) -> bool:
    return name.casefold().endswith((".zip", ".7z"))
