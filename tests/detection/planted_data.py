"""Mails with data that should not leave, planted: one function a check."""

from __future__ import annotations

from mailguard.identifiers.checksums import is_luhn, is_my_number
from tests.detection.documents import a_workbook
from tests.detection.letters import Letter
from tests.detection.ordinary import Planter, attaching, saying, to_anybody
from tests.detection.world import World


def _my_number_of(world: World) -> str:
    while True:
        number = f"{world.chance.randrange(10**12):012}"
        if is_my_number(number):
            return number


def _my_number(world: World, number: int) -> Letter:
    digits = _my_number_of(world)
    grouped = f"{digits[:4]}-{digits[4:8]}-{digits[8:]}"
    spaced = f"{digits[:4]} {digits[4:8]} {digits[8:]}"
    wide = digits.translate({48 + d: 0xFF10 + d for d in range(10)})
    shape = (digits, grouped, spaced, wide)[number % 4]
    word = ("マイナンバー", "個人番号", "マイナンバー（個人番号）", "My Number")[number // 4 % 4]
    if number % 3:
        return saying(to_anybody(world), f"{word}：{shape}")
    rows = [["氏名", word], ["従業員", shape]]
    return attaching(to_anybody(world), {"従業員.xlsx": a_workbook({"一覧": rows})})


def _payment_card(world: World, number: int) -> Letter:
    start = world.chance.choice(("4", "51", "3540"))
    while True:
        rest = 16 - len(start)
        digits = start + f"{world.chance.randrange(10**rest):0{rest}}"
        if is_luhn(digits):
            break
    grouped = "-".join(digits[k : k + 4] for k in range(0, 16, 4))
    sentence = f"カード番号は {digits} です。" if number % 2 else f"{grouped} でお支払いします。"
    return saying(to_anybody(world), sentence)


def _bulk_personal_data(world: World, number: int) -> Letter:
    rows = [["氏名", "メール", "電話"]]
    for n in range(12 + number * 3):
        phone = f"090-{world.chance.randrange(10**4):04}-{n:04}"
        rows.append([f"顧客{n}", f"customer{n}@members.example", phone])
    return attaching(to_anybody(world), {"名簿.xlsx": a_workbook({"名簿": rows})})


def _identity_document(world: World, number: int) -> Letter:
    n = world.chance.randrange(10**7, 10**8)
    lines = (
        f"パスポート番号：TK{n % 10**7:07}",
        f"運転免許証番号 30{n}12",
        f"在留カード番号 AB{n}CD",
        f"基礎年金番号：1234-{n % 10**6:06}",
    )
    return saying(to_anybody(world), lines[number % len(lines)])


def _hr_data(world: World, _number: int) -> Letter:
    rows = [
        ["社員番号", "基本給", "健康保険料", "所得税", "差引支給額"],
        ["1024", "300000", "1", "2", "3"],
    ]
    return attaching(to_anybody(world), {"9月分.xlsx": a_workbook({"明細": rows})})


_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"


def _random(world: World, length: int, alphabet: str = _ALPHABET) -> str:
    return "".join(world.chance.choice(alphabet) for _ in range(length))


def _secret(world: World, number: int) -> Letter:
    lines = (
        "AKIA" + _random(world, 16, "ABCDEFGHJKLMNPQRSTUVWXYZ234567"),
        "ghp_" + _random(world, 36),
        "xoxb-" + _random(world, 12, "0123456789") + "-" + _random(world, 24),
        "sk_live_" + _random(world, 24),
        "AIza" + _random(world, 35),
        "postgres://app:" + _random(world, 12) + "@db01.internal:5432/app",
        "-----BEGIN RSA " + "PRIVATE KEY-----\n" + _random(world, 64),
        "eyJ" + _random(world, 20) + ".eyJ" + _random(world, 30) + "." + _random(world, 43),
        "glpat-" + _random(world, 20),
        "npm_" + _random(world, 36),
    )
    return saying(to_anybody(world), lines[number % len(lines)])


def _password_in_text(world: World, number: int) -> Letter:
    password = f"{_random(world, 5)}{number}!k"
    lines = (f"パスワード：{password}", f"初期パスワードは「{password}」です。", f"PW: {password}",
             f"The password is {password}")  # fmt: skip
    return saying(to_anybody(world), lines[number % len(lines)])


def _internal_reference(world: World, number: int) -> Letter:
    lines = (r"\\fs01\share\plan.xlsx", "http://192.168.10.5/wiki", "https://intra/page/12")
    return saying(to_anybody(world), f"資料はこちらです： {lines[number % len(lines)]}")


PLANTERS: dict[str, tuple[Planter, str]] = {
    "my-number": (_my_number, ""),
    "payment-card": (_payment_card, ""),
    "bulk-personal-data": (_bulk_personal_data, ""),
    "identity-document": (_identity_document, ""),
    "hr-data": (_hr_data, ""),
    "secret": (_secret, "password-in-text"),
    "password-in-text": (_password_in_text, ""),
    "internal-reference": (_internal_reference, ""),
}
