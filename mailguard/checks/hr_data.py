"""Pay, appraisals, tax slips of employees."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mailguard.domain.check import Fact, NoSettings, check
from mailguard.domain.finding import OfAttachment, Severity
from mailguard.domain.knowledge import Knowledge
from mailguard.domain.mail import Mail
from mailguard.i18n import N_, _

_NAME = re.compile(
    r"給与明細|給料明細|賞与明細|源泉徴収票|人事評価|人事考課|(?:人事|社員|個人|自己|目標|業績)評価シート|賃金台帳|給与台帳|給与一覧|昇給一覧|懲戒"
    r"|退職金|採用選考|応募者一覧|(?<![備械事器置])履歴書|職務経歴|pay\s?slips?|payroll|salar(?:y|ies)|appraisal"
    r"|performance[ _-]?review|\bW-2\b"
    r"|resume(?![ _-]*(?:of|production|operations?|plan|work|schedule|service|deliver))",
    re.IGNORECASE,
)
_OFFER = re.compile(
    r"システム|ソフト|サービス|提案|見積|マニュアル|様式|ひな形|雛形|テンプレ|書き方|カタログ|セミナー|請求書|規程"
    r"|template|proposal|quote|brochure|manual|guide|survey",
    re.IGNORECASE,
)
# What a slip or a list of pay has in it; a text about pay has one or two of them.
_FIELDS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"差引支給額|net pay", r"総支給額|支給合計|gross pay", r"控除(?:額|合計)|deductions",
        r"基本給|base (?:pay|salary)", r"健康保険料|厚生年金|雇用保険|social security",
        r"所得税|住民税|income tax|withh", r"社員番号|従業員番号|employee (?:id|no|number)",
        r"評価(?:ランク|点|結果)|総合評価|\brating\b", r"昇給|賞与|\bbonus\b",
    )
)  # fmt: skip
_ENOUGH = 4
_READ = 200_000  # characters


@check("hr-data", title=N_("Personnel data"), severity=Severity.DANGER, settings=NoSettings())
def hr_data(mail: Mail, _knowledge: Knowledge, _settings: NoSettings) -> Iterator[Fact]:
    """Danger where a file that leaves has the fields of pay or appraisals, a warning where only
    its name says so.
    """
    if not mail.goes_outside:
        return
    for index, attachment, content in mail.files:
        text = content.text[:_READ]
        fields = [match[0] for field in _FIELDS if (match := field.search(text))]
        if len(fields) >= _ENOUGH and any(letter.isdigit() for letter in text):
            severity, evidence = Severity.DANGER, ", ".join(fields[:5])
        elif (named := _NAME.search(attachment.name)) and not _OFFER.search(attachment.name):
            severity, evidence = Severity.WARNING, named[0]
        else:
            continue
        sentence = _("“{name}” seems to hold personnel data.").format(name=attachment.name)
        yield Fact(severity, sentence, (evidence,), OfAttachment(index))
