"""Pay, appraisals, tax slips of employees."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mailguard.domain.check import Fact, NoSettings, check
from mailguard.domain.finding import OfAttachment, Severity
from mailguard.domain.knowledge import Knowledge
from mailguard.domain.mail import Mail
from mailguard.i18n import N_, _

_NAME = re.compile(
    r"給与明細|給料明細|賞与明細|源泉徴収票|人事評価|人事考課|考課表|(?:人事|社員|個人|自己|目標|業績)評価シート|賞与一覧|昇[格進]候補|給与改定|賃金台帳|給与台帳|給与一覧|昇給一覧|懲戒"
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
# Papers about pay that are meant for others: offers of jobs, programs, contracts of work.
_FOR_OTHERS = re.compile(
    r"求人票|募集要項|労働条件通知書|雇用契約書|採用条件|就業規則|(?:賃金|給与|退職金)規[程則]"
    r"|要件定義|操作マニュアル|仕様書|御見積書|ご提案書|job (?:offer|description)"
    r"|employment contract|handbook|polic(?:y|ies)|guidelines|quotation|proposal|specification",
    re.IGNORECASE,
)
# What a slip or a list of pay has in it; a text about pay has one or two of them.
_FIELDS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"差引支給額|net (?:pay|salary)", r"総支給額|支給合計|給与総額|gross (?:pay|salary)",
        r"控除(?:額|合計)|deductions", r"基本給|base (?:pay|salary)|annual salary",
        r"健康保険料|厚生年金|雇用保険|社会保険料|social security|national insurance",
        r"所得税|住民税|年税額|income tax|withh",
        r"(?:社員|従業員)(?:番号|コード)|\bemployee\b",
        r"(?:業績|行動|能力|総合|情意)評価|評価(?:ランク|点|結果)|\brating\b",
        r"昇給|昇格", r"等級|号俸", r"賞与|\bbonus\b",
        r"(?:残業|役職|通勤|家族|住宅|時間外)手当|\ballowances?\b",
        r"被?評価者|被?考課者|\breviewer\b", r"退職金|勤続年数",
    )
)  # fmt: skip
_PERSON = re.compile(r"(?:社員|従業員)(?:番号|コード)|employee|被評価者", re.IGNORECASE)
_ENOUGH = 4
_ENOUGH_OF_A_PERSON = 3
_ENOUGH_NAMED = 2  # where the file's name, or its first line, says what it is
_START = 300  # characters in which a paper says what it is
_TITLE = 60
_READ = 200_000  # characters


@check("hr-data", title=N_("Personnel data"), severity=Severity.DANGER, settings=NoSettings())
def hr_data(mail: Mail, _knowledge: Knowledge, _settings: NoSettings) -> Iterator[Fact]:
    """Danger where a file that leaves has the fields of pay or appraisals, a warning where only
    its name says so.
    """
    if not mail.goes_outside:
        return
    for index, attachment, content in mail.files:
        named, titled = _named(attachment.name), _named(content.text[:_TITLE])
        fields = _fields(content.text[:_READ])
        if len(fields) >= _enough(fields, is_named=bool(named or titled)):
            severity, evidence = Severity.DANGER, ", ".join(fields[:5])
        elif named:
            severity, evidence = Severity.WARNING, named
        else:
            continue
        sentence = _("“{name}” seems to hold personnel data.").format(name=attachment.name)
        yield Fact(severity, sentence, (evidence,), OfAttachment(index))


def _named(title: str) -> str:
    """The word in a name or a title that says it is of the personnel; "" for none."""
    found = None if _OFFER.search(title) else _NAME.search(title)
    return found[0] if found else ""


def _enough(fields: Sequence[str], *, is_named: bool) -> int:
    if is_named:
        return _ENOUGH_NAMED
    return _ENOUGH_OF_A_PERSON if any(map(_PERSON.match, fields)) else _ENOUGH


def _fields(text: str) -> list[str]:
    """The fields of pay and appraisals in a paper that is somebody's, one of each kind."""
    if _FOR_OTHERS.search(text, 0, _START):
        return []
    return [match[0] for field in _FIELDS if (match := field.search(text))]
