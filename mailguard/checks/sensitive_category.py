"""What the law protects most (要配慮個人情報): health, offences, beliefs of a person."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mailguard.domain.check import Fact, NoSettings, check
from mailguard.domain.finding import Severity
from mailguard.domain.knowledge import Knowledge
from mailguard.domain.mail import Mail
from mailguard.domain.passages import passages
from mailguard.i18n import N_, _
from mailguard.identifiers.nearby import Nearby
from mailguard.identifiers.signs import has_any

_WORDS = re.compile(
    r"病歴|既往歴|(?<!耐震)(?<!経営)(?<!企業)(?<!建物)診断書|診断名|うつ病|精神疾患|適応障害|統合失調|てんかん|HIV|悪性腫瘍|がん治療|障害者?手帳"
    r"|要介護|犯罪歴|逮捕歴|前科|前歴|服役|犯罪被害|信条|信仰|宗派|支持政党|労働組合員|本籍|被差別|妊娠|流産"
    r"|不妊治療"
    r"|medical (?:record|history)|diagnos(?:is|ed with)|mental (?:illness|disorder)|disability"
    r"|criminal record|conviction|religio|trade union membership|sexual orientation|pregnan",
    re.IGNORECASE,
)
_SIGNS = (
    "病歴", "既往", "診断", "うつ病", "精神疾患", "適応障害", "統合失調", "てんかん", "hiv",
    "悪性腫瘍", "がん治療", "障害", "要介護", "犯罪", "逮捕歴", "前科", "前歴", "服役", "信条",
    "信仰", "宗派", "支持政党", "組合員", "本籍", "被差別", "妊娠", "流産", "不妊", "medical",
    "diagnos", "mental", "disability", "criminal", "conviction", "religio", "trade union",
    "orientation", "pregnan",
)  # fmt: skip
_PERSON = re.compile(
    r"[一-龥々]{1,4}[ 　]?[一-龥々ぁ-んァ-ヶ]{0,4}(?:様|さん|氏|君|くん)"
    r"|(?:氏名|患者|社員|本人)\s?[:：]"
    r"|\b(?:Mr|Mrs|Ms|Miss|Dr)\.? [A-Z]|\b(?:patient|employee)(?: name)?\s?[:：]"
)
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
        found = [m for m in _WORDS.finditer(passage.text) if persons.has(*m.span())]
        words = tuple(dict.fromkeys(match[0].lower() for match in found))
        if words:
            yield Fact(
                Severity.WARNING if len(words) >= _SEVERAL else Severity.NOTICE,
                _("It may say something of a person's health, past or beliefs."),
                (", ".join(words[:5]),),
                passage.place(found[0].start(), found[0].end()),
            )
