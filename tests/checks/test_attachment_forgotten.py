"""A mail that announces an attachment and has none is warned of; others are left alone."""

from __future__ import annotations

import pytest

from mailguard.checks.attachment_forgotten import attachment_forgotten
from mailguard.domain.finding import Finding, OfSubject, OfText, Severity
from mailguard.domain.mail import Mail
from tests.checks.knowing import NothingKnown
from tests.mails import a_mail, an_attachment
from tests.timing import within


def findings(mail: Mail) -> tuple[Finding, ...]:
    return attachment_forgotten.findings(mail, NothingKnown(), attachment_forgotten.settings)


ANNOUNCED = [
    "Please find attached the report.",
    "Please find\nattached the report.",
    "See attached.",
    "I've attached the invoice.",
    "I attach our offer for your review.",
    "I am attaching the minutes.",
    "We have enclosed the contract.",
    "The plan is attached.",
    "The plan is attached to this mail.",
    "Attached is the plan. Let me know.",
    "Attached please find v2.1 of the draft.",
    "As you can see in the attachment, prices went up.",
    "Could you have a look at the attached file?",
    "見積書を添付いたします。",
    "見積書を添付いたしましたので、ご確認ください。",
    "お見積りを添付しております。",
    "詳細は添付の通りです。",
    "添付ファイルをご確認ください。",
    "添付をご覧ください。",
    "請求書を同封いたします。",
    "詳しくは別添の資料をご参照ください。",
    "議事録をお送りいたします。",
    "資料を送付いたしますので、ご査収ください。",
    "先ほどのメールで添付が漏れておりました。\n\n改めて添付いたします。",
    "お見積りをお付けしましたので、ご確認ください。",
    "先日の資料をつけておきます。",
    "修正した図面を送ります。ご確認お願いします。",
    "仕様変更の詳細は別紙をご参照ください。",
    "工程表のExcelを貼っておきます。",
    "必要書類を本メールに添えてお送りいたします。",
    "資料は本メールに添付済みです。",
    "昨日の会議の議事録を添付します。",
    "明日の会議の資料を添付いたします。",
    "先日ご依頼いただいた見積書をお送りいたします。",
    "先ほどお電話でお話しした覚書を添付いたします。",
    "画面のスクリーンショットを添付しますので見てもらえますか。",
    "PFA the report for your review.",
    "I am sending you the contract as a PDF.",
    "attached the minutes of yesterday's call.",
    "Please find attached the minutes of our last meeting.",
]

NOT_ANNOUNCED = [
    "Hello, see you on Thursday.",
    "I did not attach the report.",
    "I couldn't attach the file, sorry.",
    "There is no attachment.",
    "I have seen the file you attached.",
    "In your attached file, page 2 is missing.",
    "He is attached to the idea.",
    "I attached a debugger, and the pointer is NULL.",
    "We attach great importance to quality.",
    "I'm attaching the highest priority to this case.",
    "I attached the list to my mail yesterday.",
    "The report is in my last mail; I attached it there.",
    "資料をお送りいただきありがとうございました。",
    "承認が下り次第、図面をお送りいたします。",
    "30日までに資料をお送りします。",
    "本日中に見積書をお送りいたします。",
    "資料を送りますか？",
    "ファイル名に日付をつけました。",
    "図面を付けていただけますか。",
    "契約書の別紙2に記載のとおりです。",
    "毎晩、サーバーにファイルを送ります。",
    "The PFA tube is resistant to acids.",
    "議事録は週明けにお送りします。",
    "設計書はファイル便にてお送りしました。",
    "The cover was enclosed in the last shipment.",
    "The chip that is attached to the bus is described on page 2.",
    "A bus is attached as a whole.",
    "As I wrote in the attachment of my previous mail.",
    "I will attach the file tomorrow.",
    "We'll send the attached list once it is ready; I attach it when I have it.",
    "Please attach your CV.",
    "This e-mail and any files attached to it are confidential.",
    "添付ファイルはありません。",
    "ファイルを添付していただけますでしょうか。",
    "ご添付いただいた資料を拝見しました。",
    "添付ファイルが開けませんでした。",
    "資料は後ほどお送りいたします。",
    "先日お送りした資料をお送りいたしましたとおりです。",
    "カタログを郵送でお送りいたします。",
    "添付して頂けますと幸いです。",
    "本メールおよび添付ファイルには機密情報が含まれる場合があります。",
    "資料をお送りください。",
    "I've put it on https://drive.google.com/file/d/1 - please find attached there.",
    "Hello.\n-- \nSee the attached disclaimer.",
]


@pytest.mark.parametrize("text", ANNOUNCED)
def test_an_announced_file_that_is_missing_is_warned_of(text: str) -> None:
    (finding,) = findings(a_mail(text=text))
    assert finding.severity is Severity.WARNING


@pytest.mark.parametrize("text", NOT_ANNOUNCED)
def test_other_words_about_attachments_are_not(text: str) -> None:
    assert findings(a_mail(text=text)) == ()


@pytest.mark.parametrize("text", ANNOUNCED)
def test_nothing_is_said_where_something_is_attached(text: str) -> None:
    assert findings(a_mail(text=text, attachments=[an_attachment()])) == ()


def test_quoted_text_announces_nothing() -> None:
    assert findings(a_mail(text="Thanks.\n", quoted="> Please find attached the report.\n")) == ()


def test_the_place_is_the_words_in_the_new_text() -> None:
    text = "Hello,\n\nplease find attached the report.\n"
    (finding,) = findings(a_mail(text=text))
    assert isinstance(finding.place, OfText)
    assert text[finding.place.start : finding.place.end] == "find attached"
    assert finding.evidence == ("find attached",)


@pytest.mark.parametrize(
    "subject", ["見積書送付の件", "【ABC】資料のご送付", "Report: see attached"]
)
def test_a_subject_can_announce_a_file(subject: str) -> None:
    (finding,) = findings(a_mail(subject=subject))
    assert finding.place == OfSubject()


def test_the_subject_of_a_reply_is_somebody_elses() -> None:
    assert findings(a_mail(subject="Re: 見積書送付の件", is_reply=True)) == ()


def test_a_picture_in_the_text_is_no_attached_file() -> None:
    logo = an_attachment("logo.png", declared_type="image/png", inline=True)
    assert findings(a_mail(text="Please find attached the report.", attachments=[logo]))
    assert not findings(a_mail(text="Please see the attached picture.", attachments=[logo]))


@pytest.mark.parametrize(
    "text", ["attached " * 5000, "資料を" * 15_000, "is attached not. " * 3000, "\n" * 50_000]
)
def test_long_texts_take_no_time(text: str) -> None:
    with within(2):
        findings(a_mail(text=text))


DRAFT = "文面案です。\n\n----\n佐藤様\n見積書を添付いたします。\n"


def test_a_text_below_a_ruler_is_somebody_s_draft_among_own_people() -> None:
    assert findings(a_mail(text=DRAFT, to=["jiro@example.co.jp"])) == ()
    assert len(findings(a_mail(text=DRAFT))) == 1
