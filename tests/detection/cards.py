"""Signatures of all styles; they are filled with one's own company and oneself."""

from __future__ import annotations

CARDS = (
    (
        "--------------------------------------------------\n"
        "{own.name}\n営業部　{me.family} {me.given}\n"
        "〒100-0005 東京都千代田区丸の内1-2-3\nTEL 03-5550-0199  FAX 03-5550-0198\n"
        "{me.address}\n--------------------------------------------------"
    ),
    (
        "*=*=*=*=*=*=*=*=*=*=*=*=*=*=*=*=*=*=*\n"
        "　{own.name}　第二営業部\n　課長代理　{me.family}　{me.given}（{me.family_latin}）\n"
        "　Tel：03-5550-0199（直通）　Mobile：090-5550-0197\n　Mail：{me.address}\n"
        "　Web：https://www.own.example/\n*=*=*=*=*=*=*=*=*=*=*=*=*=*=*=*=*=*=*"
    ),
    "-- \n{me.family} {me.given} <{me.address}>\n{own.name} 技術部",
    (
        "━━━━━━━━━━━━━━━━━━━\n■ {own.name}\n■ {me.family}{me.given}\n"
        "■ 東京本社：03-5550-0100／大阪支店：06-5550-0100\n"
        "■ 登録番号：T7010705000725\n【年末年始休業】12/29(火)～1/3(日)\n"
        "━━━━━━━━━━━━━━━━━━━"
    ),
    (
        "==============================\n{me.family} {me.given}\n{own.name}\n"
        "E-mail: {me.address}\n==============================\n"
        "本メールには秘密情報が含まれている場合があります。誤って受信された場合は、"
        "お手数ですが送信者までご連絡のうえ、添付ファイルとともに削除してください。"
    ),
    (
        "☆――――――――――――――――――☆\n{own.short}（株）　{me.family}\n"
        "〒100-0005 千代田区丸の内1-2-3 オウンビル12F\n電話 03(5550)0199\n"
        "★新製品OW-500 発売中！ https://www.own.example/ow500/\n☆――――――――――――――――――☆"
    ),
    (
        "+++++++++++++++++++++++++++++++\n{own.name}（OWN K.K.）\n{me.family} {me.given}\n"
        "CONFIDENTIALITY NOTICE: This e-mail and any attachment may contain confidential "
        "information. If you are not the intended recipient, please delete it.\n"
        "+++++++++++++++++++++++++++++++"
    ),
)
