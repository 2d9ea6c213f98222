"""What is nobody else's business: somebody's health or past, and what people earn."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tests.content.pdfs import a_pdf
from tests.detection.documents import a_document, a_workbook
from tests.detection.letters import Letter
from tests.detection.scenes.stage import Scenes, Stage

# sensitive-category --------------------------------------------------------------------------

_PRIVATE = (
    ("{colleague}さんはうつ病のため、来月まで休職することになりました。", "{latin} is on sick leave with depression until next month."),
    ("弊社{colleague}ですが、先週がんと診断され、入院しております。", "My colleague {latin} was diagnosed with cancer and is in hospital."),
    ("候補者の{colleague}さんには窃盗の前科があるそうです。", "The applicant, {latin}, has a criminal record for theft."),
    ("{colleague}さんの診断書を受け取りました。病名は適応障害です。", "I have the medical certificate of {latin}: bipolar disorder."),
    ("{colleague}さんは障害者手帳2級をお持ちですので、ご配慮ください。", "{latin} has a disability certificate, please keep that in mind."),
    ("{colleague}さんは創価学会の会員と聞いています。", "{latin} is said to be a Jehovah's Witness."),
    ("{colleague}様の病歴：糖尿病、高血圧。服薬中。", "Medical history of {latin}: diabetes, hypertension."),
    ("{colleague}さんがHIVに感染していることは伏せてください。", "Please keep it quiet that {latin} is HIV positive."),
    ("{colleague}さんは妊娠中で、切迫早産のため自宅で安静にしています。", "{latin} had a miscarriage and will be away."),
    ("{colleague}が傷害の容疑で逮捕されました。", "{latin} was arrested for assault last night."),
    ("{colleague}さんの健康診断の結果は要精密検査（肝機能D判定）でした。", "The health check of {latin} was positive for hepatitis."),
    ("{colleague}さんは統合失調症で通院しています。", "{latin} is being treated for schizophrenia."),
)  # fmt: skip
_HARMLESS = (
    ("サーバの障害は14時に復旧いたしました。", "The server failure was resolved at 2 pm."),
    ("障害報告書を後日お送りいたします。", "The incident report will follow."),
    ("がん検診の受診率向上キャンペーンのポスターの件です。", "This is about the posters for the cancer screening campaign."),
    ("健康診断の日程は12月3日に決まりました。", "The annual health check is on December 3."),
    ("宗教法人様向けの会計ソフトのご案内です。", "We offer accounting software for religious corporations."),
    ("病院向けの電子カルテシステムについてご説明いたします。", "We would like to present our records system for hospitals."),
    ("メンタルヘルス研修の講師をお願いできますでしょうか。", "Could you run a mental health workshop for us?"),
    ("犯罪収益移転防止法に基づく確認書類をお送りください。", "Please send the documents for the anti-crime compliance check."),
    ("バリアフリー法に基づき、障害者用トイレを増設します。", "We will add toilets for disabled visitors."),
    ("体調不良のため、本日はお休みをいただいております。", "I was sick yesterday and could not answer."),
    ("労働組合との交渉の日程をお知らせください。", "When is the meeting with the union?"),
    ("前科学館長の講演は15時からです。", "The former director will speak at 3 pm."),
    ("感染症対策として、消毒液を設置しております。", "We provide disinfectant against infections."),
    ("通信障害の影響で、ご返信が遅れました。", "Sorry for the late answer; our network was down."),
    ("障害児支援の施設に寄付をいたしました。", "We donated to a home for disabled children."),
    ("がん保険の団体扱いについて、資料を拝見しました。", "Thank you for the brochure about cancer insurance."),
    ("手術用手袋の納期は来週です。", "The surgical gloves will ship next week."),
    ("お身体の具合はいかがでしょうか。ご快復をお祈りいたします。", "I hope you are feeling better."),
)  # fmt: skip


def _said(s: Stage, texts: Sequence[tuple[str, str]]) -> str:
    japanese, english = texts[s.number % len(texts)]
    latin = f"{s.colleague.given_latin.title()} {s.colleague.family_latin.title()}"
    return s.say(japanese.format(colleague=s.colleague.family), english.format(latin=latin))


def _told_in_the_text(s: Stage) -> Letter:
    return s.mail(_said(s, _PRIVATE))


def _told_in_a_file(s: Stage) -> Letter:
    octets = a_document("報告", [_said(s, _PRIVATE), "以上"])
    return s.mail(attachments={"報告.docx": octets})


def _harmless(s: Stage) -> Letter:
    return s.mail(_said(s, _HARMLESS))


def _harmless_file(s: Stage) -> Letter:
    octets = a_document("資料", [_said(s, _HARMLESS), "以上"])
    return s.mail(attachments={"資料.docx": octets})


# hr-data -------------------------------------------------------------------------------------

File = tuple[str, Callable[[], bytes]]


def _sheet(*rows: str) -> Callable[[], bytes]:
    return lambda: a_workbook({"一覧": [row.split("|") for row in rows]})


def _paper(title: str, *lines: str) -> Callable[[], bytes]:
    return lambda: a_document(title, [*lines])


_PAY: tuple[File, ...] = (
    ("給与明細_10月.xlsx", _sheet("社員番号|1024", "基本給|280000", "残業手当|31000", "健康保険料|14000", "厚生年金|25600", "所得税|6900", "住民税|12300", "差引支給額|259000")),
    ("賞与一覧.xlsx", _sheet("社員番号|氏名|等級|賞与額", "1024|東野|4|520000", "1031|西野|3|410000")),
    ("人事評価シート.docx", _paper("人事評価シート", "被評価者：東野", "評価者：西野", "業績評価：B", "行動評価：A", "総合評価：B", "昇給：1号俸")),
    ("考課表2026上期.xlsx", _sheet("氏名|業績評価|行動評価|総合評価|昇格推薦", "東野|A|B|B|なし", "西野|B|B|B|あり")),
    ("昇格候補者リスト.xlsx", _sheet("社員番号|氏名|現等級|昇格後|直近評価結果", "1024|東野|4|5|A")),
    ("payslip_2026-10.docx", _paper("Payslip October 2026", "Employee no 1024", "Gross pay 3,400", "Income tax 510", "National insurance 280", "Net pay 2,610")),
    ("Salaries 2026.xlsx", _sheet("Employee|Base salary|Bonus", "Higashino|48000|3000", "Nishino|51000|2500")),
    ("退職金計算書.docx", _paper("退職金計算書", "氏名 東野", "勤続年数 21年", "算定基礎額（基本給） 400,000円", "所得税 120,000円", "退職金 8,400,000円")),
    ("給与改定通知.docx", _paper("給与改定通知書", "東野 殿", "改定後の基本給 312,000円", "役職手当 30,000円")),
    ("performance review.docx", _paper("Annual performance review", "Employee: Higashino", "Reviewer: Nishino", "Overall rating: 2 of 5", "Bonus: none")),
    ("年末調整一覧.xlsx", _sheet("社員番号|氏名|給与総額|社会保険料|年税額", "1024|東野|5200000|742000|121000")),
    ("人件費_社員別.xlsx", _sheet("社員番号|氏名|基本給|賞与|社会保険料", "1024|東野|3360000|1040000|712000")),
)  # fmt: skip
_PAY_BY_NAME = ("源泉徴収票.pdf", "給与明細.pdf", "賞与明細_冬季.pdf", "Payslip.pdf")
_NO_PAY: tuple[File, ...] = (
    ("製品評価報告書.docx", _paper("製品評価報告書", "評価項目", "耐久性：A", "操作性：B", "総合評価：A")),
    ("給与計算ソフト_御見積書.docx", _paper("御見積書", "給与計算ソフト 一式", "500,000円", "年末調整オプション 80,000円", "賞与計算 30,000円")),
    ("求人票.docx", _paper("求人票", "職種：営業", "基本給 230,000円～", "通勤手当 月20,000円まで", "昇給 年1回 賞与 年2回", "健康保険・厚生年金・雇用保険 完備")),
    ("仕入先評価シート.xlsx", _sheet("仕入先|品質|納期|総合評価", "A社|4|5|4")),
    ("研修アンケート評価.xlsx", _sheet("設問|平均", "内容|4.2")),
    ("product evaluation.docx", _paper("Product evaluation", "Overall rating: 4 of 5", "Price: 900")),
    ("Salary survey offer.docx", _paper("Quotation", "Salary survey of the industry", "Base salary and bonus data", "Price 4,000")),
    ("社員旅行のご案内.docx", _paper("社員旅行", "会費 5,000円", "給与天引きはありません")),
    ("人事異動のお知らせ.docx", _paper("人事異動のお知らせ", "営業部長 東野", "12月1日付")),
    ("労務費見積.xlsx", _sheet("工種|人工|単価", "電工|12|24000")),
    ("年金受給のしくみ.docx", _paper("年金受給のしくみ", "支給額の計算方法", "厚生年金と所得税について", "65歳から")),
    ("評価版ライセンス.docx", _paper("評価版ライセンスのご案内", "期間は30日です")),
    ("bonus campaign.docx", _paper("Bonus points campaign", "Get 500 bonus points", "Employee discount included")),
    ("賃金規程.docx", _paper("賃金規程", "第1条 賃金は基本給、役職手当、通勤手当および時間外手当とする。", "第2条 昇給は年1回、賞与は年2回とする。", "第3条 所得税、健康保険料および厚生年金保険料を控除する。")),
    ("決算書.xlsx", _sheet("科目|金額", "給料手当|48000000", "賞与|9200000", "退職金|0", "法定福利費|7100000")),
    ("給与システム要件定義書.docx", _paper("給与システム要件定義書", "1. 基本給の登録", "2. 控除額の計算（健康保険料、所得税）", "3. 差引支給額の出力", "4. 社員番号は6桁")),
)  # fmt: skip


def _a_file(s: Stage, files: Sequence[File]) -> Letter:
    name, octets = files[s.number % len(files)]
    text = s.say("ファイルをお送りします。", "Here is the file.")
    return s.mail(text, attachments={name: octets()})


def _pay_goes_outside(s: Stage) -> Letter:
    return _a_file(s, _PAY)


def _under_a_plain_name(s: Stage) -> Letter:
    """What is in it tells, not its name."""
    name, octets = _PAY[s.number % len(_PAY)]
    return s.mail(attachments={f"資料.{name.rpartition('.')[2]}": octets()})


def _only_its_name_tells(s: Stage) -> Letter:
    """A scan: no text in it."""
    name = _PAY_BY_NAME[s.number % len(_PAY_BY_NAME)]
    return s.mail(attachments={name: a_pdf("")})


def _looks_like_pay(s: Stage) -> Letter:
    return _a_file(s, _NO_PAY)


def _pay_stays_inside(s: Stage) -> Letter:
    return _a_file(s, _PAY).but(to=(s.boss,), salutation=f"{s.boss.family}さん")


def _pay_is_spoken_of(s: Stage) -> Letter:
    text = s.say(
        ("給与計算のご依頼の件、承知いたしました。", "人事評価制度の見直しについて、ご提案いたします。", "賞与支給月の変更手続きについて教えてください。")[s.number % 3],
        "We would like to talk about the payroll service that you offer.",
    )  # fmt: skip
    return s.mail(text)


SCENES = {
    "sensitive-category": Scenes((_told_in_the_text, _told_in_a_file), (_harmless, _harmless_file)),
    "hr-data": Scenes(
        (_pay_goes_outside, _under_a_plain_name),
        (_looks_like_pay, _pay_stays_inside, _pay_is_spoken_of),
        (_only_its_name_tells,),
        "bulk-personal-data attachment-unreadable",
    ),
}
