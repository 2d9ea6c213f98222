"""A mail that speaks of an attachment and has none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mailguard.domain.check import Fact, NoSettings, check
from mailguard.domain.finding import OfSubject, OfText, Severity
from mailguard.domain.knowledge import Knowledge
from mailguard.domain.mail import Mail
from mailguard.i18n import N_, _

_TEXT_LIMIT = 50_000  # characters; nobody announces an attachment further down

_FILES = (
    "見積書?|お見積り?|請求書|契約書|注文書|発注書|納品書|報告書|企画書|提案書|仕様書|議事録|資料|図面"
    "|書類|名簿|ファイル(?!便|共有|転送|サーバ)|データ|カタログ|パンフレット|工程表|価格表|Excel|エクセル|PDF"
)
_SENDING = "いた[しす]|致|し(?:ます|まし)|させて"
_ADDING = "いた[しす]|致|し(?:ます|まし|て)|て(?:おき|い(?:ます|まし))|(?:ます|まし)"


# What is attached to other things than mails.
_NO_FILE = (
    "(?:debugger|profiler|probe|sensor|cable|wire|hose|label|sticker|tag|handler|listener"
    "|importance|value|weight|significance|priority|condition)s?"
)


def _any_of(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns).replace(" ", r"\s+"), re.IGNORECASE)


# What announces an attachment. Phrases, since single words are wrong half of the time.
_ANNOUNCES = _any_of(
    r"\b(?:find|see|review|check|in|use)(?: the| my| our| below)? attach(?:ed|ments?)\b",
    r"\b(?:find|see|review|check)(?: the| our)? enclosed\b",
    r"\b(?:is|are|been)(?: also)? (?:attached|enclosed)\b(?! (?:on|as)\b)"
    r"(?! to (?!this|the (?:e-?mail|mail|message)))",
    r"\b(?:attached|enclosed) (?:is|are|please|you(?:['’]ll| will) find|herewith|hereto|here)\b",
    r"\b(?:I|we)(?:['’]ve| have|['’]m| am|['’]re| are)?(?: also| just)? attach(?:ed|ing)?\b"
    rf"(?!(?: \w+){{0,2}} {_NO_FILE})",
    r"\b(?:I|we)(?:['’]ve| have|['’]m| am|['’]re| are)?(?: also| just)? enclos(?:ed?|ing)\b",
    r"(?m:^)\s*attached (?:the|our|my|a)\b",
    r"\bPFA (?:the|our|my|your|an?)\b",
    r"\bsending(?: you)?\b[^.\n]{0,60}\bas (?:an? )?(?:attachment|pdf|word|excel|zip)\b",
    r"\bthe attached (?:file|document|report|pdf|invoice|quot|draft|version|picture|list|form)",
    r"(?:添付|同封)(?:いたし|致し|し|させていただき|させて頂き)(?:ます|まし|てお|てい|、)",
    r"添付(?:の|ファイル|資料|書類){0,2}(?:とおり|通り|にて|をご|を御|、ご|に記載)",
    r"添付(?:済み?)?(?:です|になります)",
    r"(?<![書の])別紙\d{0,2}(?:の(?:とおり|通り)|をご|を御|に記載|にて)",
    rf"(?:{_FILES})[はをも]?お?(?:付け|つけ)(?:{_ADDING})",
    rf"(?:{_FILES})[はをも]?貼(?:付し|り付け|って|り)(?:{_ADDING}|おき|ます|まし)",
    rf"(?:メール|{_FILES})[^。\n]{{0,12}}添えて(?:お送り|送)",
    rf"(?<![にへがは])(?:{_FILES})(?:一式)?を送(?:ります|っておき)",
    r"別添(?:の|に|、|いたし|致し|し)",
    rf"(?:{_FILES})(?:一式|の?ファイル)?[をは]?[^。\n]{{0,6}}(?:お送り|送付|送信)(?:{_SENDING})",
)
_SUBJECT_ANNOUNCES = _any_of(
    rf"(?:{_FILES})(?:一式)?の?[ご御]?送付(?:の件|いたします|します)?\s*\Z"
)

# What was asked for earlier comes now: 先日ご依頼の資料.
_ASKED = (
    "ご依頼|ご相談|ご要望|ご指摘|ご指示|ご提示|お話|お電話|お問|お打|打ち|うかが|伺|お約束|お願い"
)

# What takes it back, within the same sentence.
_DENIES = _any_of(
    r"\b(?:not|never|no|without|unable to|instead of)\b",
    r"n['’]t\b",
    r"\byou(?:r|['’]ve| have| had)?(?: \w+)? attach",
    r"\b(?:attach(?:ed|ments?)|enclosed|sent)\b(?: [\w'’]+){0,6}"
    r" (?:yesterday|last (?:week|time|month|year)|earlier|previously|before)\b(?!['’]s)",
    r"\bpreviously (?:attached|enclosed|sent)",
    r"\b(?:previous|earlier|last) (?:e-?mail|mail|message|attach)",
    r"(?:\b(?:will|shall)|['’]ll)\b[^\n]{0,40}\b(?:later|tomorrow|soon|once|when)\b",
    r"添付(?:ファイル)?[はが]?(?:ありません|ございません|不要|なし|無し|でき(?:ません|ない)|せず|しない)",
    r"して(?:い|おり)ません|後ほど|のちほど",
    rf"(?:前回|先日|昨日|以前|先ほど|さきほど)(?!の(?!添付|メール|ファイル)|、?(?:{_ASKED}))",
    r"後日|別途|郵送|宅配|(?:次回|明日)(?!の)",
    r"ご添付|添付(?:して)?(?:いただ|頂|くださ|下さ|を?お願い|願い)",
    r"添付ファイル[をが](?:開け|拝見|確認し|確認いた)",
)

# What says, up to it, that it will come later.
_LATER = _any_of(
    r"次第|たら|てから|まで(?:に|には)(?!、?[ごお])|[日週月]中に|週内|週明け|来週|来月|今週|月末|頃|ごろ|旬"
)
_TAIL = 4  # characters behind it in which the verb ends
# To whom else it says so: 資料を送りますか.
_ASKS = _any_of(r"(?:ます|ましょう)か")

# Without one of these words nothing is announced. Most mail has none, and looking is quick.
_WORDS = (
    "attach", "enclos", "pfa", "sending", "添付", "同封", "別添", "別紙", "送", "付け", "つけ",
    "貼", "添え",
)  # fmt: skip

# A sentence, over line ends within it; a dot in a name or number ends none.
_SENTENCE = re.compile(r"(?:[^.。!?！？\n]|\.(?=\S)|(?<=[^\n.。])\n(?=[^\n]))++")
_SIGNATURE = re.compile(r"^-- ?$", re.MULTILINE)
# Among own people a ruler begins a text that somebody else is to send.
_ENCLOSED = re.compile(r"^(?:-- ?|[-=_─━ー]{3,})$", re.MULTILINE)
_PICTURE = _any_of(
    "picture", "image", "photo", r"screen\s?shot", "画像", "写真", "スクリーンショット", "図"
)

# Files that are handed over by a link need not be attached.
_SHARED = re.compile(
    r"https?://(?:[\w-]+\.)*"
    r"(?:(?:drive|docs)\.google\.com|dropbox\.com|box\.com|1drv\.ms|onedrive\.live\.com"
    r"|sharepoint\.com|icloud\.com|wetransfer\.com|we\.tl|gigafile\.nu|firestorage\.(?:jp|com)"
    r"|filesend\.to|datadeliver\.net|mega\.nz|mediafire\.com|transferxl\.com)\b",
    re.IGNORECASE,
)


@check(
    "attachment-forgotten",
    title=N_("Forgotten attachment"),
    severity=Severity.WARNING,
    settings=NoSettings(),
)
def attachment_forgotten(
    mail: Mail, _knowledge: Knowledge, _settings: NoSettings
) -> Iterator[Fact]:
    """Warns where the new text or the subject announces a file and nothing is attached."""
    if any(not attachment.inline for attachment in mail.attachments):
        return
    end = _SIGNATURE if mail.goes_outside else _ENCLOSED
    text = end.split(mail.text.new[:_TEXT_LIMIT], maxsplit=1)[0]
    if _SHARED.search(text):
        return
    sentence = _("The text speaks of an attachment, but nothing is attached.")
    if said := _announced(text, shows_pictures=bool(mail.attachments)):
        place = OfText(said.start(), said.end())
        yield Fact(Severity.WARNING, sentence, (said[0],), place)
    elif not mail.is_reply and (said := _announced_in_subject(mail.subject)):
        sentence = _("The subject speaks of an attachment, but nothing is attached.")
        yield Fact(Severity.WARNING, sentence, (said[0],), OfSubject())


def _announced(text: str, *, shows_pictures: bool) -> re.Match[str] | None:
    """The first words that announce an attachment and are not taken back in their sentence."""
    if not _speaks(text):
        return None
    for sentence in filter(lambda match: _speaks(match[0]), _SENTENCE.finditer(text)):
        said = _ANNOUNCES.search(text, sentence.start(), sentence.end())
        if said is None or _is_taken_back(sentence, said):
            continue
        if shows_pictures and _PICTURE.search(sentence[0]):
            continue
        return said
    return None


def _is_taken_back(sentence: re.Match[str], said: re.Match[str]) -> bool:
    """Whether the sentence denies it, asks for it, or puts it off."""
    before = said.string[sentence.start() : said.end()]
    after = said.string[said.start() : min(said.end() + _TAIL, sentence.end())]
    return bool(_DENIES.search(sentence[0]) or _LATER.search(before) or _ASKS.search(after))


def _speaks(text: str) -> bool:
    lowered = text.lower()
    return any(word in lowered for word in _WORDS)


def _announced_in_subject(subject: str) -> re.Match[str] | None:
    return _announced(subject, shows_pictures=False) or _SUBJECT_ANNOUNCES.search(subject)
