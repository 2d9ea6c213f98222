"""Files that went out before: to somebody else, or in an older state."""

from __future__ import annotations

from tests.detection.documents import a_document, a_workbook
from tests.detection.letters import Letter
from tests.detection.scenes.office import a_photo
from tests.detection.scenes.stage import Scenes, Stage


def _paper(s: Stage, text: str) -> bytes:
    """A document like no other."""
    return a_document(text, [f"番号 {s.chance.randrange(10**9)}", "明細は次のとおりです。"])


def _attached(s: Stage) -> str:
    return s.say("添付のとおりお送りいたします。", "Please find the file attached.")


# attachment-sent-elsewhere -------------------------------------------------------------------


def _quotation_of_another(s: Stage) -> Letter:
    other, files = s.a_company(s.company), {"御見積書.docx": _paper(s, "御見積書")}
    s.sent(s.mail(_attached(s), to=other.people[:1], company=other, days=12, attachments=files))
    return s.mail(_attached(s), attachments=files)


def _under_another_name(s: Stage) -> Letter:
    other, octets = s.a_company(s.company), _paper(s, "仕様書")
    old = {f"{other.short}_仕様書.docx": octets}
    s.sent(s.mail(_attached(s), to=other.people[:1], company=other, days=30, attachments=old))
    return s.mail(_attached(s), attachments={"仕様書.docx": octets})


def _one_of_three(s: Stage) -> Letter:
    other, wrong = s.a_company(s.company), {"図面_B.docx": _paper(s, "図面")}
    s.sent(s.mail(_attached(s), to=other.people[:2], company=other, days=7, attachments=wrong))
    files = {"図面_A.docx": _paper(s, "図面"), **wrong, "図面_C.docx": _paper(s, "図面")}
    return s.mail(_attached(s), attachments=files)


def _minutes_of_another(s: Stage) -> Letter:
    other = s.a_company(s.company)
    files = {"打合せ議事録.xlsx": a_workbook({"議事録": [["日付", str(s.chance.random())]]})}
    s.sent(s.mail(_attached(s), to=other.people[:1], company=other, days=2, attachments=files))
    return s.mail(_attached(s), attachments=files, cc=(s.colleague,))


def _our_catalogue(s: Stage) -> Letter:
    """Everybody gets it."""
    files = {"製品カタログ.docx": _paper(s, "製品カタログ")}
    for number, company in enumerate(s.chance.sample(s.world.customers, 4)):
        s.sent(s.mail(to=company.people[:1], company=company, days=20 - number, attachments=files))
    return s.mail(_attached(s), attachments=files)


def _the_same_house(s: Stage) -> Letter:
    files = {"御見積書.docx": _paper(s, "御見積書")}
    s.sent(s.mail(_attached(s), days=5, attachments=files))
    return s.mail(_attached(s), to=(s.second,), attachments=files)


def _looked_over_by_a_colleague(s: Stage) -> Letter:
    files = {"御見積書.docx": _paper(s, "御見積書")}
    s.sent(s.mail("確認をお願いします。", to=(s.boss,), days=0.2, attachments=files))
    return s.mail(_attached(s), attachments=files)


def _same_name_only(s: Stage) -> Letter:
    other = s.a_company(s.company)
    old = {"御見積書.docx": _paper(s, "御見積書")}
    s.sent(s.mail(_attached(s), to=other.people[:1], company=other, days=9, attachments=old))
    return s.mail(_attached(s), attachments={"御見積書.docx": _paper(s, "御見積書")})


def _all_of_them_at_once(s: Stage) -> Letter:
    """Two firms work on it together and got it in one mail."""
    other, files = s.a_company(s.company), {"工程表.docx": _paper(s, "工程表")}
    both = (s.person, other.people[0])
    s.sent(s.mail(_attached(s), to=both, days=9, attachments=files))
    return s.mail(_attached(s), attachments=files)


def _logo(s: Stage) -> Letter:
    """The picture of the own signature goes with each mail."""
    files = {"logo.jpg": a_photo(), "image001.png": b"\x89PNG\r\n\x1a\n" + bytes(40)}
    for number, company in enumerate(s.chance.sample(s.world.customers, 3)):
        s.sent(s.mail(to=company.people[:1], company=company, days=15 - number, attachments=files))
    return s.mail(attachments=files)


# attachment-stale ----------------------------------------------------------------------------

_NEW = (
    ("修正版の見積書をお送りいたします。", "Here is the corrected quotation."),
    ("ご指摘の点を修正しましたので、再度お送りします。", "I have corrected what you pointed out; see attached."),
    ("最新版の図面を添付いたします。", "The latest version is attached."),
    ("見積書を更新しましたので差し替えをお願いします。", "I have updated the quotation, please replace the old one."),
    ("金額を訂正した請求書を添付いたします。", "Attached is the invoice with the right amount."),
    ("改訂した仕様書をお送りします。", "Please find the revised specification attached."),
    ("単価を見直した見積書を添付いたします。", "We have reworked the prices; the new quotation is attached."),
)  # fmt: skip


def _news(s: Stage) -> str:
    return s.say(*_NEW[s.number % len(_NEW)])


def _old_one_again(s: Stage) -> Letter:
    files = {"御見積書.docx": _paper(s, "御見積書")}
    s.sent(s.mail(_attached(s), days=3, attachments=files))
    return s.mail(_news(s), attachments=files)


def _old_one_in_an_answer(s: Stage) -> Letter:
    files = {"仕様書.xlsx": a_workbook({"仕様": [["寸法", str(s.chance.random())]]})}
    s.sent(s.mail(_attached(s), days=4, attachments=files))
    asked = s.received(s.say("寸法が違うようです。", "The size seems to be wrong."), days=2)
    return s.reply(asked, _news(s), attachments=files)


def _only_its_name_is_new(s: Stage) -> Letter:
    octets = _paper(s, "御見積書")
    s.sent(s.mail(_attached(s), days=6, attachments={"御見積書.docx": octets}))
    return s.mail(_news(s), attachments={"御見積書_v2.docx": octets})


def _really_new(s: Stage) -> Letter:
    s.sent(s.mail(_attached(s), days=3, attachments={"御見積書.docx": _paper(s, "御見積書")}))
    return s.mail(_news(s), attachments={"御見積書.docx": _paper(s, "御見積書")})


def _asked_for_again(s: Stage) -> Letter:
    files = {"御見積書.docx": _paper(s, "御見積書")}
    s.sent(s.mail(_attached(s), days=3, attachments=files))
    text = s.say(
        "見当たらないとのことでしたので、再度お送りいたします。",
        "Here is the file once more, as you asked.",
    )
    return s.mail(text, attachments=files)


def _one_is_as_it_was(s: Stage) -> Letter:
    """One file is new; the other goes along, and the text says so."""
    same = {"仕様書.docx": _paper(s, "仕様書")}
    s.sent(
        s.mail(_attached(s), days=5, attachments={"御見積書.docx": _paper(s, "御見積書"), **same})
    )
    text = s.say(
        "見積書を修正いたしました。仕様書は前回お送りしたものと同じです。",
        "The quotation is corrected; the specification is the same as before.",
    )
    return s.mail(text, attachments={"御見積書.docx": _paper(s, "御見積書"), **same})


def _one_is_new(s: Stage) -> Letter:
    """A new quotation, and the terms that go with every one."""
    same = {"取引条件.docx": _paper(s, "取引条件")}
    s.sent(
        s.mail(_attached(s), days=5, attachments={"御見積書.docx": _paper(s, "御見積書"), **same})
    )
    return s.mail(_news(s), attachments={"御見積書_改.docx": _paper(s, "御見積書"), **same})


def _they_correct(s: Stage) -> Letter:
    """The other side is to correct what goes there again."""
    files = {"申請書.docx": _paper(s, "申請書")}
    s.sent(s.mail(_attached(s), days=8, attachments=files))
    text = s.say(
        "前回お送りした申請書に、修正いただきたい箇所がございます。",
        "There are some things to correct in the form that we sent you; it is attached again.",
    )
    return s.mail(text, attachments=files)


def _to_a_colleague_before(s: Stage) -> Letter:
    """A colleague saw the corrected one first."""
    files = {"御見積書.docx": _paper(s, "御見積書")}
    s.sent(s.mail("修正版です。確認をお願いします。", to=(s.boss,), days=0.3, attachments=files))
    return s.mail(_news(s), attachments=files)


SCENES = {
    "attachment-sent-elsewhere": Scenes(
        (_quotation_of_another, _under_another_name, _one_of_three, _minutes_of_another),
        (
            *(_our_catalogue, _the_same_house, _looked_over_by_a_colleague, _same_name_only),
            *(_all_of_them_at_once, _logo),
        ),
        (),
        "attachment-other-company attachment-unreadable attachment-type-mismatch",
    ),
    "attachment-stale": Scenes(
        (_old_one_again, _old_one_in_an_answer, _only_its_name_is_new),
        (
            *(_really_new, _asked_for_again, _one_is_as_it_was, _one_is_new, _they_correct),
            _to_a_colleague_before,
        ),
        (),
        "draft-attachment",
    ),
}
