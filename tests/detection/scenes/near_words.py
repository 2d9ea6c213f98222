"""Texts that only sound like something that checks look for."""

from __future__ import annotations

from datetime import date

from tests.detection.documents import a_document
from tests.detection.letters import Letter
from tests.detection.scenes.stage import Maker, Scenes, Stage

Pairs = tuple[tuple[str, str], ...]

_TEXTS: dict[str, Pairs] = {
    "attachment-forgotten": (
        ("添付ファイルの形式はPDFでお願いいたします。", "Please send the attachment as PDF."),
        ("先日添付でお送りした資料はご覧いただけましたか。", "Did you see the attachment I sent last week?"),
        ("添付いただいた図面を確認いたしました。", "Thank you for the drawing you attached."),
        ("資料は明日、別便でお送りいたします。", "I will send the documents tomorrow by post."),
        ("添付書類は不要です。", "No attachments are needed."),
        ("申請書に領収書を添付してご提出ください。", "Please attach the receipt to your claim."),
        ("フィルムを添付する工程の件です。", "The bracket is attached to the frame with two screws."),
        ("見積書は来週お送りいたします。", "You will get the quotation next week."),
    ),
    "password-in-text": (
        ("パスワードは別途お電話でお知らせいたします。", "I will tell you the password by phone."),
        ("パスワードをお忘れの場合は再設定してください。", "If you forgot your password, reset it."),
        ("パスワードは8文字以上で設定してください。", "A password has eight characters or more."),
        ("パスワードの有効期限は90日です。", "The password expires after 90 days."),
        ("パスワード入力画面でエラーが出ます。", "The password screen shows an error."),
        ("ID・パスワードの発行をお願いいたします。", "Please issue an ID and a password."),
        ("パスワード：別送", "Password: sent separately"),
    ),
    "secret": (
        ("コミット 3f2a9c1d4e5b6f708192a3b4c5d6e7f801234567 をご確認ください。", "See commit 3f2a9c1d4e5b6f708192a3b4c5d6e7f801234567."),
        ("APIキーは管理画面から発行してください。", "Create an API key on the console."),
        ("公開鍵 ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ0 を登録しました。", "Our public key is ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ0"),
        ("ハッシュ値 d41d8cd98f00b204e9800998ecf8427e", "MD5: d41d8cd98f00b204e9800998ecf8427e"),
        ("要求番号 550e8400-e29b-41d4-a716-446655440000", "Request 550e8400-e29b-41d4-a716-446655440000"),
        ("設定例：AWS_SECRET_ACCESS_KEY=<ここに入力>", "Example: AWS_SECRET_ACCESS_KEY=<your key here>"),
        ("postgres://localhost:5432/app に接続できません。", "I cannot connect to postgres://localhost:5432/app"),
    ),
    "my-number": (
        ("マイナンバーカードの申請方法をお知らせください。", "How do I apply for a My Number card?"),
        ("マイナンバーは書留でお送りください。", "Please send your My Number by registered mail."),
        ("お客様番号：123456789012", "Customer number: 123456789012"),
        ("伝票番号 4012-3456-7890", "Parcel 4012-3456-7890"),
        ("個人番号の欄は空欄で結構です。電話 03-5550-0199", "Leave the field for My Number empty. Tel. 03-5550-0199"),
        ("法人番号 7010705000725", "Corporate number 7010705000725"),
        ("個人番号：1234-5678-9012（記入例）", "My Number: 1234-5678-9012 (example)"),
    ),
    "payment-card": (
        ("カードは4枚あります。", "We have four cards."),
        ("口座番号 普通 1234567", "Account 1234567"),
        ("お問い合わせ番号：4111-2222-3333", "Tracking: 4111-2222-3333"),
        ("シリアル番号 4532 0000 1111 2223", "Serial number 4532 0000 1111 2223"),
        ("JANコード 4901234567894", "EAN 4901234567894"),
        ("クレジットカード払いは12月から可能です。", "You can pay by credit card from December."),
        ("カード番号の下4桁は 1234 です。", "The card ends in 1234."),
    ),
    "identity-document": (
        ("パスポートの写しは当日お持ちください。", "Please bring your passport."),
        ("運転免許証の更新のため、午前中は不在です。", "I am away this morning to renew my driving licence."),
        ("型番 TK1234567 の在庫をお知らせください。", "Is part TK1234567 in stock?"),
        ("在留カードの確認方法についての資料です。", "This is about how to check residence cards."),
        ("基礎年金番号通知書の送付先はどちらでしょうか。", "Where do we send the pension form?"),
        ("注文番号 AB12345678CD", "Order AB12345678CD"),
    ),
    "internal-reference": (
        ("https://www.own.example/products/ をご覧ください。", "See https://www.own.example/products/"),
        ("ルーターの初期値は 192.168.1.1 です。", "The router's address is 192.168.1.1 by default."),
        ("http://localhost:8080 で動作を確認できます。", "Open http://localhost:8080 to try it."),
        ("バージョン 10.0.19045.1 で確認しました。", "We tried version 10.0.19045.1."),
        ("C:\\Users\\Public に保存してください。", "Save it to C:\\Users\\Public."),
        ("社内共有フォルダの整理をしております。", "We are tidying our shared folder."),
    ),
    "share-link": (
        ("https://www.google.com/maps/place/Tokyo", "https://www.google.com/maps/place/Tokyo"),
        ("https://docs.python.org/3/", "https://docs.python.org/3/"),
        ("Googleドライブは社内規定で使えません。", "We may not use Google Drive."),
        ("https://www.box-kogyo.example/catalog.pdf", "https://www.dropboxes.example/catalog.pdf"),
        ("https://zoom.us/j/1234567890", "https://zoom.us/j/1234567890"),
        ("https://forms.gle/AbCdEf にご回答ください。", "Please answer at https://forms.gle/AbCdEf"),
    ),
    "template-leftover": (
        ("● 納期：12月10日\n● 数量：20個", "- Dates: December 10\n- Number: 20"),
        ("評価は〇、△、×の3段階です。", "Mark it with x or o."),
        ("〇印の箇所にご捺印ください。", "Sign where it is marked with an x."),
        ("設定ファイルの {{name}} はそのままで結構です。", "Leave {{name}} in the file as it is."),
        ("型番XX-100の件です。", "About type XX-100:"),
        ("TODOリストの機能を追加しました。", "We added a to-do list."),
        ("解答欄に○×を記入してください。", "Fill in the [x] box."),
        ("伏せ字は○○株式会社のように記載します。", "Placeholders look like [NAME] in our templates."),
    ),
    "confidential-marking": (
        ("秘密保持契約の締結をお願いいたします。", "Please sign the confidentiality agreement."),
        ("機密情報の取り扱いについてご説明します。", "This is how we treat confidential information."),
        ("社外秘の資料はお送りできません。", "We cannot send internal documents."),
        ("取扱注意のラベルを100枚お願いします。", "We need 100 labels saying handle with care."),
        ("極秘出産というドラマの件です。", "Top Secret is the title of the film."),
    ),
    "empty-body": (
        ("了解です。", "OK."),
        ("はい。", "Yes."),
        ("承知しました。", "Thanks!"),
        ("👍", "👍"),
    ),
}  # fmt: skip


def _near(pairs: Pairs) -> Maker:
    def words_alone(s: Stage) -> Letter:
        return s.mail(s.say(*pairs[s.number % len(pairs)]))

    return words_alone


def _in_a_file(pairs: Pairs) -> Maker:
    def in_a_file(s: Stage) -> Letter:
        text = s.say(*pairs[s.number % len(pairs)])
        return s.mail(attachments={"資料.docx": a_document("資料", [text, "以上"])})

    return in_a_file


def _right_weekday(s: Stage) -> Letter:
    day = date(2026, 12, 1 + s.number % 28)
    japanese, english = "月火水木金土日"[day.weekday()], f"{day:%A, %B} {day.day}"
    shapes = (
        f"次回は12月{day.day}日（{japanese}）です。",
        f"12/{day.day}({japanese})の14時はいかがでしょうか。",
        f"令和8年12月{day.day}日（{japanese}曜日）",
        f"2026.12.{day.day}({japanese})",
    )
    return s.mail(s.say(shapes[s.number % len(shapes)], f"Shall we meet on {english}?"))


def _no_weekday(s: Stage) -> Letter:
    pairs = (
        ("12月10日（水道工事）は断水します。", "On December 10 (Mondays only) we close."),
        (
            "日曜日は休業です。12月7日までにお願いします。",
            "We close on Sundays. By December 7, please.",
        ),
        ("12月5日(金額未定)", "Sat down on December 7 to plan."),
        (
            "2023年12月10日（日）の議事録をご参照ください。",
            "See the minutes of Sunday, December 10, 2023.",
        ),
    )
    return s.mail(s.say(*pairs[s.number % len(pairs)]))


def _short_subject(s: Stage) -> Letter:
    subjects = ("件", "1", "Re: OK", "テスト", "?", "【至急】", "FYI", "無題の絵画展について")
    return s.mail(subject=subjects[s.number % len(subjects)])


_ALSO_IN_FILES = ("my-number", "secret", "payment-card")

SCENES = {
    **{check: Scenes((), (_near(pairs),)) for check, pairs in _TEXTS.items()},
    **{
        check: Scenes((), (_near(_TEXTS[check]), _in_a_file(_TEXTS[check])))
        for check in _ALSO_IN_FILES
    },
    "date-weekday": Scenes((), (_right_weekday, _no_weekday)),
    "empty-subject": Scenes((), (_short_subject,)),
}
