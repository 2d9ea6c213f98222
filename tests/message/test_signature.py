"""The signature, a disclaimer and footers are told from what the sender says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailguard.message.signature import last_lines, signature_start
from tests.timing import within

JAPANESE_BODY = """\
株式会社アクメ
営業部 佐藤様

いつもお世話になっております。
サンプルの山田です。

明日の14時に伺います。
どうぞよろしくお願いいたします。
"""
ENGLISH_BODY = """\
Dear Ms Sato,

I will call you at two o'clock tomorrow.

Best regards,
"""

JAPANESE = {
    "double rules": """
==============================
株式会社サンプル 営業部
山田 太郎（やまだ たろう）
〒100-0001 東京都千代田区千代田1-1
TEL：03-1234-5678 / FAX：03-1234-5679
E-mail：taro@example.co.jp
URL：https://www.example.co.jp/
==============================
""",
    "heavy rules": """
━━━━━━━━━━━━━━━━━━
　山田 太郎
　株式会社サンプル　営業本部　第一営業部
　Tel 03-1234-5678　Mobile 090-1234-5678
　taro@example.co.jp
━━━━━━━━━━━━━━━━━━
""",
    "stars": """
*********************************
サンプル株式会社
山田太郎
携帯：090-1234-5678
*********************************
""",
    "one rule above": """
------------------------------
山田太郎
taro@example.co.jp
""",
    "a long card": """
─────────────────────────────
株式会社サンプル
代表取締役社長　山田 太郎

[本社]
〒100-0001 東京都千代田区千代田1-1 サンプルビル5F
TEL:03-1234-5678(代表)  FAX:03-1234-5679
[大阪支店]
〒530-0001 大阪府大阪市北区梅田1-1
TEL:06-1234-5678
Mobile:090-1234-5678
Mail:taro@example.co.jp
HP:https://www.example.co.jp
一般建設業許可 東京都知事 第12345号
─────────────────────────────
""",
    "a rule within": """
━━━━━━━━━━━━━━━━
株式会社サンプル
━━━━━━━━━━━━━━━━
山田太郎
TEL：03-1234-5678
━━━━━━━━━━━━━━━━
""",
    "ornaments": """
★☆★☆★☆★☆★☆★☆★☆★☆
サンプル商事(株)
山田 花子
☎03-1234-5678
★☆★☆★☆★☆★☆★☆★☆★☆
""",
    "no rule": """
株式会社サンプル
営業部 山田太郎
TEL: 03-1234-5678
Email: taro@example.co.jp
""",
    "no rule, two paragraphs": """
株式会社サンプル
営業部 部長
山田 太郎

〒100-0001 東京都千代田区千代田1-1
電話：03-1234-5678
https://www.example.co.jp
""",
    "the delimiter": """
--\x20
山田太郎
""",
    "the delimiter without its space": """
--
山田太郎 <taro@example.co.jp>
""",
}
ENGLISH = {
    "after a closing": """
Taro Yamada
Sales Manager, Sample Inc.
Phone: +81 3-1234-5678
www.example.co.jp
""",
    "right below the closing": """\
Taro Yamada | Sales Department
Sample Co., Ltd.
T: +81 3 1234 5678 | E: taro@example.co.jp
""",
    "dashes": """
-------------------------------
Taro Yamada, Ph.D.
Tel: +81-3-1234-5678
""",
    "the delimiter": """
--\x20
Taro
""",
}
FOOTERS = {
    "an iPhone": "\nSent from my iPhone\n",
    "ein iPhone, auf Japanisch": "\niPhoneから送信\n",
    "Outlook for iOS": "\nGet Outlook for iOS<https://aka.ms/o0ukef>\n",
    "Outlook for iOS, Japanese": "\nOutlook for iOS を入手\n",
    "Windows Mail": "\nWindows 版のメールから送信\n",
    "an English disclaimer": """
This e-mail and any files transmitted with it are confidential and intended solely for the use
of the individual to whom they are addressed. If you have received this e-mail in error please
notify the sender and delete it.
""",
    "a Japanese disclaimer": """
本メールには秘密情報が含まれている場合があります。誤って本メールを受信された場合は、
お手数ですが送信者までご連絡のうえ、削除してくださいますようお願いいたします。
""",
    "a disclaimer between rules, in two tongues": """
*****************************************************
このメールは名宛人のみを対象としています。誤って受信された場合は破棄してください。

This message is intended only for the addressee. Any unauthorised disclosure is prohibited.
*****************************************************
""",
    "a mailing list": """
_______________________________________________
sales mailing list
sales@lists.example
https://lists.example/mailman/listinfo/sales
""",
    "a group": """
--
You received this message because you are subscribed to the Google Groups "sales" group.
To unsubscribe from this group and stop receiving emails from it, send an email to x@y.example.
""",
}


def body(text: str, usual: int = 0) -> str:
    """The text without its signature, of a sender whose texts mostly end with `usual` lines."""
    return text[: signature_start(text, lambda _lines: usual)]


@pytest.mark.parametrize("signature", JAPANESE.values(), ids=JAPANESE.keys())
def test_a_japanese_signature_is_no_body(signature: str) -> None:
    assert body(JAPANESE_BODY + signature).rstrip() == JAPANESE_BODY.rstrip()


@pytest.mark.parametrize("signature", ENGLISH.values(), ids=ENGLISH.keys())
def test_an_english_signature_is_no_body(signature: str) -> None:
    assert body(ENGLISH_BODY + signature).rstrip() == ENGLISH_BODY.rstrip()


@pytest.mark.parametrize("footer", FOOTERS.values(), ids=FOOTERS.keys())
@pytest.mark.parametrize("text", [JAPANESE_BODY, ENGLISH_BODY], ids=["ja", "en"])
def test_what_programs_and_companies_add_below_is_no_body(text: str, footer: str) -> None:
    assert body(text + footer).rstrip() == text.rstrip()


@pytest.mark.parametrize("footer", FOOTERS.values(), ids=FOOTERS.keys())
@pytest.mark.parametrize("signature", JAPANESE.values(), ids=JAPANESE.keys())
def test_a_footer_below_a_signature_hides_none(signature: str, footer: str) -> None:
    assert body(JAPANESE_BODY + signature + footer).rstrip() == JAPANESE_BODY.rstrip()


@pytest.mark.parametrize(
    "text",
    [
        JAPANESE_BODY,
        ENGLISH_BODY,
        JAPANESE_BODY + "\n敬具\n",
        JAPANESE_BODY + "\n山田\n",
        ENGLISH_BODY + "Taro\n",
        ENGLISH_BODY + "\nTaro Yamada\nSales\n",
        "",
        "Thanks!\n",
        "請求先は次のとおりです。\n\n株式会社アクメ\n〒100-0001 東京都千代田区1-1\nTEL：03-1234",
        "連絡先を送ります。\n\n田中 一郎 090-1234-5678\n鈴木 二郎 090-8765-4321\n",
        "担当者一覧\n\n営業部 田中 t@a.example\n営業部 佐藤 k@a.example\n営業部 鈴木 s@a.example",
        "下記のとおり開催します。\n-------\n日時：11月24日(火)\n場所：東京都千代田区1-1\n-------\n",
        "口座は以下のとおりです。\n=========\nサンプル銀行 東京支店\n普通 1234567\n=========\n",
        "Zoomの情報です。\n==========\nhttps://zoom.example/j/1\nパスワード：1234\n==========\n",
        "先ほどのメールは誤って送信したものです。お手数ですが削除をお願いいたします。\n",
        "ご確認ください。\n\n先ほどのメールは誤送信です。お手数ですが、削除をお願いいたします。\n",
        "本メールに添付ファイルはありません。\n",
        "Hello,\n\nthis message is confidential, please keep it so.\n",
        "see:\n--\n1. one thing that has to be said before anything else can be done here.\n",
        "Here is the invoice.\n\n-----\nInvoice 123\nTel: 03-1234-5678\n-----\n",
    ],
)
def test_what_the_sender_says_stays(text: str) -> None:
    assert body(text) == text


def test_a_text_of_nothing_but_a_signature_has_no_body() -> None:
    assert body("-- \nTaro\n") == ""
    assert body("==========\n株式会社サンプル\nTEL：03-1234-5678\n==========\n") == ""


def test_the_lines_a_sender_usually_ends_with_are_its_signature() -> None:
    text = ENGLISH_BODY + "\n~~~~~~\nTaro\nthe tall one, second floor\n"
    assert body(text) == text
    assert body(text, 2).rstrip() == ENGLISH_BODY.rstrip(), "and the rule above them"
    assert body("Taro\nthe tall one\n", 2) == ""


def test_one_usual_line_alone_is_none() -> None:
    assert body("Yes.\nTaro\n", 1) == "Yes.\nTaro\n"


def test_what_the_sender_always_says_above_its_name_stays() -> None:
    said = "見積書を添付いたしました。\nよろしくお願いいたします。\n"
    assert body(f"{said}\n山田 太郎\n二階の背の高いほう\n", 4).rstrip() == said.rstrip()
    assert body(f"Yes.\n{said}", 2) == f"Yes.\n{said}"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", ()),
        ("\n \n", ()),
        ("One,\n\n  TWO　two \n-----\n", ("two two", "one,", "")),
        ("\n".join(map(str, range(50))), tuple(str(n) for n in range(49, 29, -1))),
        ("One,\nTwo\n" + FOOTERS["a group"], ("two", "one,", "")),
    ],
)
def test_the_last_lines_are_told_bottom_up_without_rules_and_footers(
    text: str, lines: tuple[str, ...]
) -> None:
    assert last_lines(text) == lines


def test_a_signature_below_a_very_long_text_is_found() -> None:
    long = "これは本文です。\n" * 10_000
    assert body(long + JAPANESE["double rules"]).rstrip() == long.rstrip()


@given(
    st.lists(st.sampled_from(["-- ", "-----", "a", "TEL: 03-1234-5678", "", "山田です。"])
             | st.text(max_size=12), max_size=20).map("\n".join)
)  # fmt: skip
def test_the_signature_begins_at_a_line_of_the_text(text: str) -> None:
    start = signature_start(text, len)
    assert start is None or (0 <= start < len(text) and (start == 0 or text[start - 1] == "\n"))


@pytest.mark.parametrize(
    "unit", ["-- \n", "=====\n", "TEL: 03\n", "this message ", "a, " * 50 + "\n", " " * 500 + "\n"]
)
def test_a_hostile_text_takes_no_time(unit: str) -> None:
    with within(1):
        signature_start(unit * (2_000_000 // len(unit)), len)
