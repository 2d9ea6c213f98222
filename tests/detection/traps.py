"""Everyday mails that look wrong to a machine, and are not."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tests.detection.case import Case
from tests.detection.documents import a_document
from tests.detection.letters import Letter, signature_of
from tests.detection.ordinary import attaching, ordinary, saying, somebody_japanese, to_anybody
from tests.detection.world import World

_EACH = 100

Trap = Callable[[World, int], Letter]


def traps(world: World, each: int = _EACH) -> Iterator[Case]:
    """`each` mails of every trap."""
    for name, trap in TRAPS.items():
        for number in range(each):
            yield Case(f"{name} {number}", trap(world, number))


def _disclaimer(world: World, number: int) -> Letter:
    texts = (
        (
            "本メールおよび添付ファイルには機密情報が含まれている場合があります。誤って受信された場合は、"
            "直ちに送信者へご連絡のうえ、本メールを削除してください。無断での複製・転送・開示を禁じます。"
        ),
        (
            "This e-mail and any attachment are confidential and intended solely for the addressee. "
            "If you are not the intended recipient, please notify the sender and delete this e-mail."
        ),
        "【注意】このメールは社外秘の情報を含むことがあります。お心当たりのない場合は破棄してください。",
        "CONFIDENTIALITY NOTICE: This message may contain confidential or privileged information.",
    )
    letter = to_anybody(world)
    return letter.but(signature=f"{letter.signature}\n\n{texts[number % len(texts)]}")


def _meeting(world: World, number: int) -> Letter:
    code = f"{world.chance.randrange(10**6):06}"
    room = world.chance.randrange(10**10)
    texts = (
        (
            "Zoomミーティングに参加する\n"
            f"https://us02web.zoom.us/j/{room}?pwd=aBcDeF123\nミーティングID: {room}\nパスコード: {code}"
        ),
        (
            "Microsoft Teams 会議\nコンピューターまたはモバイル アプリから参加してください\n"
            "会議 ID: 412 345 678 9\nパスコード: aB3dE5\nhttps://teams.microsoft.com/l/meetup-join/19"
        ),
        f"Join Zoom Meeting\nhttps://zoom.us/j/{room}\nMeeting ID: {room}\nPasscode: {code}",
        f"Webex ミーティング番号: {room}\nミーティング パスワード: xY3{code}",
    )
    return saying(to_anybody(world), texts[number % len(texts)])


def _bullets(world: World, number: int) -> Letter:
    marks = "●■〇○◎◆"
    mark = marks[number % len(marks)]
    lines = (
        "日時：来週のご都合のよい日",
        "場所：弊社会議室",
        "議題：新製品のご紹介",
        "株式会社としての対応方針",
        "円高の影響",
    )
    return saying(to_anybody(world), "\n".join(f"{mark}{line}" for line in lines))


def _business_card(world: World, number: int) -> Letter:
    letter = to_anybody(world)
    rule = ("━" * 30, "＊" * 20, "=" * 40, "─" * 30)[number % 4]
    card = "\n".join(
        (
            rule,
            world.own.name,
            "営業本部 第二営業部 東日本営業課",
            f"課長代理　{world.me.name}",
            "〒100-0005 東京都千代田区丸の内1-2-3 オウンビル12階",
            "TEL：03-5550-0199（直通）／03-5550-0100（代表）",
            "FAX：03-5550-0198　携帯：090-5550-0197",
            f"E-mail：{world.me.address}",
            "URL：https://www.own.example/",
            "【関連会社】ホクセイ商会株式会社、株式会社ナンセイ",
            "登録番号：T7123456789012",
            rule,
        )
    )
    return letter.but(signature=card)


def _trio(world: World, _number: int) -> Letter:
    """Headquarters, agency and subcontractor have always been in one mail."""
    company, person = somebody_japanese(world)
    letter = ordinary(world, company, person)
    sentence = f"本件は代理店様、下請けの協力会社様とも調整のうえ、{company.short}様の工場で作業いたします。"
    return saying(letter.but(cc=company.people[1:2]), sentence)


def _season(world: World, number: int) -> Letter:
    texts = (
        "新春の候、貴社ますますご清栄のこととお慶び申し上げます。平素は格別のお引き立てを賜り、厚く御礼申し上げます。",
        "年末のご挨拶を申し上げます。本年中は大変お世話になりました。来年もどうぞよろしくお願いいたします。",
        "暑中お見舞い申し上げます。厳しい暑さが続いておりますが、皆様いかがお過ごしでしょうか。",
        "Season's greetings from all of us. We wish you a happy new year.",
    )
    return to_anybody(world).but(body=texts[number % len(texts)], subject="ご挨拶")


def _invoice_number(world: World, _number: int) -> Letter:
    company, person = somebody_japanese(world)
    paragraphs = [
        f"{company.name} 御中",
        "御見積書",
        "登録番号：T7123456789012",
        "振込先：みなと銀行 本店 普通 1234567",
        "合計 1,234,500円（税込）",
    ]
    files = {f"御見積書_{company.short}様.docx": a_document("御見積書", paragraphs)}
    return attaching(ordinary(world, company, person), files)


def _order_numbers(world: World, number: int) -> Letter:
    orders = [f"{world.chance.randrange(10**12):012}" for _ in range(1 + number % 12)]
    words = ("ご注文番号：", "伝票番号 ", "お問い合わせ番号：", "Order No. ")
    lines = "\n".join(f"{words[number % 4]}{order}" for order in orders)
    return saying(to_anybody(world), lines)


def _code(world: World, number: int) -> Letter:
    texts = (
        "テンプレートの設定は次の通りです。\n<p>{{ user.name }} 様</p>\n{% if paid %}済{% endif %}",
        "Here is the snippet:\n```\nconst url = `${host}/api`;\nreturn fetch(url);\n```",
        "変数は ${NAME} と %USER_NAME% を使います。",
        '$ git commit -m "mend the list"\nsudo make install',
    )
    return saying(to_anybody(world), texts[number % len(texts)])


def _forwarded_promise(world: World, number: int) -> Letter:
    """Attachments that are spoken of in quoted text, or that came from the other side."""
    texts = (
        "先日お送りいただいた添付ファイルを拝見しました。",
        "ご添付いただいた資料、確認いたしました。",
        "添付は不要です。",
        "The attached file you sent last week looks fine.",
    )
    letter = saying(to_anybody(world), texts[number % len(texts)])
    quoted = "> 見積書を添付いたします。\n> よろしくお願いいたします。"
    return letter.but(quoted=f"2026/11/20 10:00、担当 <x@own.example> のメール:\n{quoted}")


def _own_signature(world: World, number: int) -> Letter:
    """Somebody mentions a colleague and one's own company."""
    colleague = world.colleagues[number % len(world.colleagues)]
    sentence = f"当日は弊社の{colleague.family}も同席いたします。"
    letter = saying(to_anybody(world), sentence)
    return letter.but(cc=(colleague,), signature=signature_of(world.own, world.me))


TRAPS: dict[str, Trap] = {
    "disclaimer": _disclaimer,
    "meeting invitation": _meeting,
    "bullets": _bullets,
    "business card": _business_card,
    "agency and subcontractor": _trio,
    "season's greetings": _season,
    "invoice number": _invoice_number,
    "order numbers": _order_numbers,
    "program text": _code,
    "spoken of, not promised": _forwarded_promise,
    "colleague in Cc": _own_signature,
}
