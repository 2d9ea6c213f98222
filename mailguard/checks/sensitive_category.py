"""What the law protects most (要配慮個人情報): health, offences, beliefs of a person."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mailguard.domain.check import Fact, NoSettings, check
from mailguard.domain.finding import Severity
from mailguard.domain.knowledge import Knowledge
from mailguard.domain.mail import Mail
from mailguard.domain.passages import passages
from mailguard.i18n import N_, _
from mailguard.identifiers.nearby import Nearby
from mailguard.identifiers.signs import has_any

_WORDS = re.compile(
    r"病歴|既往歴|(?<!耐震)(?<!経営)(?<!企業)(?<!建物)診断書|診断名|病名|うつ病|精神疾患|適応障害|発達障害|パニック障害"
    r"|双極性|統合失調|認知症|てんかん|糖尿病|高血圧|HIV|肝炎|悪性腫瘍|がん(?:治療|の手術|(?:と|の)(?:診断|告知|宣告))"
    r"|要(?:精密|再)検査|障(?:害|がい)者?手帳|要介護|犯罪歴|逮捕(?:歴|され)|の容疑|書類送検|前科(?!学)|前歴|服役"
    r"|犯罪被害|信条|信仰|宗派|創価学会|エホバの証人|支持政党|労働組合員|本籍|被差別|妊娠|流産|早産|不妊治療"
    r"|medical (?:record|history|certificate)|diagnos(?:is|ed with)|mental (?:illness|disorder)"
    r"|depression|bipolar|schizophren|diabetes|hypertension|hepatitis|disability"
    r"|criminal record|conviction|arrested|religio|Jehovah|trade union membership"
    r"|sexual orientation|pregnan|miscarriage",
    re.IGNORECASE,
)
# What one tells of a colleague in passing: it never makes a notice a warning.
_MILD = re.compile(r"入院|通院|休職|服薬|sick leave|hospitali[sz]ed", re.IGNORECASE)
_SIGNS = (
    "病歴", "既往", "診断", "病名", "うつ病", "精神疾患", "障害", "障がい", "双極", "統合失調",
    "認知症", "てんかん", "糖尿", "高血圧", "hiv", "肝炎", "悪性腫瘍", "がん",
    "要精密", "要再検", "要介護", "犯罪", "逮捕", "容疑", "書類送検", "前科", "前歴", "服役",
    "信条", "信仰", "宗派", "創価学会", "エホバ", "支持政党", "組合員", "本籍", "被差別", "妊娠",
    "流産", "早産", "不妊", "入院", "通院", "休職", "服薬", "medical",
    "diagnos", "mental", "depression", "bipolar", "schizophren", "diabetes", "hypertension",
    "hepatitis", "disability", "criminal", "conviction", "arrested", "religio", "jehovah",
    "trade union", "orientation", "pregnan", "miscarriage", "sick leave", "hospitali",
)  # fmt: skip
# Somebody of whom it is said; who is only spoken to stands at the end of a line, or before a comma.
_TITLED = (
    r"(?<=[一-龥々ぁ-んァ-ヶー 　])(?<!たく)(?<![客皆仕同多模])(?<!患者)(?<!病院)(?<!会社)"
    r"(?:様|さん|氏|君|くん)(?=[はがもにのをとで（(：:・」])"
    r"|(?:弊社|当社|同僚の|部下の|上司の)[^\S\n]?[一-龥々]{1,4}(?=[はがもにのをとで])"
    r"|[一-龥々](?=が[^。\n]{0,20}(?:逮捕|診断)され)"
    r"|(?:氏名|患者|社員|本人)\s?[:：]"
    r"|\b(?:Mr|Mrs|Ms|Miss|Dr)\.? [A-Z]|\b(?:patient|employee)(?: name)?\s?[:：]"
)
_SURE = re.compile(_TITLED)
_PERSON = re.compile(rf"{_TITLED}|\b[A-Z][a-z]{{1,20}} [A-Z][a-z]{{1,20}}\b")  # or a place, a firm
_NEAR = 60
_SEVERAL = 2  # different words: it is about that, and not just said in passing


@check(
    "sensitive-category",
    title=N_("Sensitive personal data"),
    severity=Severity.NOTICE,
    settings=NoSettings(),
)
def sensitive_category(mail: Mail, _knowledge: Knowledge, _settings: NoSettings) -> Iterator[Fact]:
    """Notices such words near a person's name in what leaves; warns of several different ones."""
    if not mail.goes_outside:
        return
    for passage in passages(mail):
        if not has_any(passage.text, _SIGNS):
            continue
        persons = Nearby(_PERSON, passage.text, _NEAR)
        found = [m for m in _matches(passage.text) if persons.has(*m.span())]
        words = tuple(dict.fromkeys(match[0].lower() for match in found))
        if words:
            yield Fact(
                Severity.WARNING if _is_serious(found, passage.text) else Severity.NOTICE,
                _("It may say something of a person's health, past or beliefs."),
                (", ".join(words[:5]),),
                passage.place(found[0].start(), found[0].end()),
            )


def _is_serious(found: Sequence[re.Match[str]], text: str) -> bool:
    """Whether several different ones, and no mild ones, are said of somebody for sure."""
    persons = Nearby(_SURE, text, _NEAR)
    sure = {match[0].lower() for match in found if persons.has(*match.span())}
    return len({word for word in sure if not _MILD.fullmatch(word)}) >= _SEVERAL


def _matches(text: str) -> list[re.Match[str]]:
    """All such words, in their order."""
    found = [*_WORDS.finditer(text), *_MILD.finditer(text)]
    return sorted(found, key=lambda match: match.start())
