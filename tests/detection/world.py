"""A small world of companies and people to write mail in. Nobody in it exists.

There are two parts, *development* and *test*, that share no family name and no company: what was
tuned on the one is measured on the other.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from enum import StrEnum
from itertools import product


class Part(StrEnum):
    """Which half of the names is used."""

    DEVELOPMENT = "development"
    TEST = "test"


@dataclass(frozen=True)
class Person:
    """Somebody with a mailbox."""

    family: str
    family_latin: str
    given: str
    given_latin: str
    address: str
    is_japanese: bool = True

    @property
    def name(self) -> str:
        return f"{self.family} {self.given}" if self.is_japanese else f"{self.given} {self.family}"

    @property
    def mailbox(self) -> str:
        return f"{self.name} <{self.address}>"


@dataclass(frozen=True)
class Company:
    """A company with its domain and people."""

    name: str  # with its form: 株式会社ヒカリ電機
    short: str  # ヒカリ電機
    domain: str
    people: tuple[Person, ...]
    is_japanese: bool = True


@dataclass(frozen=True)
class World:
    """One's own company, the others it writes to, and a source of chance."""

    own: Company
    customers: tuple[Company, ...]
    chance: random.Random

    @property
    def me(self) -> Person:
        return self.own.people[0]

    @property
    def colleagues(self) -> tuple[Person, ...]:
        return self.own.people[1:]


_FAMILIES = {
    Part.DEVELOPMENT: (
        "佐藤 sato|鈴木 suzuki|高橋 takahashi|田中 tanaka|伊藤 ito|渡辺 watanabe|山本 yamamoto|中村 nakamura"
        "|小林 kobayashi|加藤 kato|吉田 yoshida|山田 yamada|佐々木 sasaki|山口 yamaguchi|松本 matsumoto"
        "|井上 inoue|木村 kimura|林 hayashi|斎藤 saito|清水 shimizu|山崎 yamazaki|森 mori|池田 ikeda"
        "|橋本 hashimoto|阿部 abe|石川 ishikawa|山下 yamashita|中島 nakajima|石井 ishii|小川 ogawa"
    ),
    Part.TEST: (
        "前田 maeda|岡田 okada|長谷川 hasegawa|藤田 fujita|後藤 goto|近藤 kondo|村上 murakami|遠藤 endo"
        "|青木 aoki|坂本 sakamoto|福田 fukuda|太田 ota|西村 nishimura|藤井 fujii|金子 kaneko|岡本 okamoto"
        "|藤原 fujiwara|三浦 miura|中野 nakano|原田 harada|松田 matsuda|竹内 takeuchi|小野 ono|中川 nakagawa"
        "|田村 tamura|上田 ueda|和田 wada|森田 morita|石田 ishida|大谷 otani"
    ),
}  # fmt: skip
_GIVEN = {
    Part.DEVELOPMENT: "太郎 taro|花子 hanako|健 ken|美咲 misaki|翔 sho|由美 yumi|直樹 naoki|恵 megumi",
    Part.TEST: "大輔 daisuke|陽子 yoko|誠 makoto|愛 ai|拓也 takuya|真由美 mayumi|浩 hiroshi|香織 kaori",
}  # fmt: skip
_STEMS = {
    Part.DEVELOPMENT: "ヒカリ hikari|アオバ aoba|ミライ mirai|サクラ sakura|ホクト hokuto|タイヨウ taiyo",
    Part.TEST: "コダマ kodama|ナギサ nagisa|ツバサ tsubasa|カエデ kaede|イズミ izumi|スバル subaru",
}  # fmt: skip
_TRADES = {
    Part.DEVELOPMENT: "電機 denki|商事 shoji|化学 kagaku|物産 bussan|工業 kogyo",
    Part.TEST: "製作所 seisakusho|運輸 unyu|建設 kensetsu|精機 seiki|食品 shokuhin",
}  # fmt: skip
_WESTERN_FAMILIES = {
    Part.DEVELOPMENT: "Smith|Johnson|Miller|Davis|Wilson|Moore",
    Part.TEST: "Anderson|Thomas|Jackson|Harris|Martin|Clark",
}
_WESTERN_GIVEN = {
    Part.DEVELOPMENT: "John|Mary|Robert|Linda|Susan|Peter",
    Part.TEST: "David|Karen|Steven|Laura|Brian|Nancy",
}
_WESTERN_COMPANIES = {
    Part.DEVELOPMENT: "Northwind Inc.|Bluestone Ltd.|Redwood Partners LLC",
    Part.TEST: "Silverlake Inc.|Greenfield Ltd.|Ironbridge Partners LLC",
}
_FORMS = ("株式会社{}", "{}株式会社", "有限会社{}", "合同会社{}")
_PEOPLE = 3


def a_world(part: Part, seed: int = 1) -> World:
    """The world of `part`; the same for the same seed."""
    chance = random.Random(f"{part}/{seed}")
    families = _pairs(_FAMILIES[part])
    givens = _pairs(_GIVEN[part])
    chance.shuffle(families)
    own = _company("株式会社オウン", "オウン", "own.example", families[:6], givens, chance)
    rest = families[6:]
    customers: list[Company] = []
    trades = list(product(_pairs(_STEMS[part]), _pairs(_TRADES[part])))
    chance.shuffle(trades)
    for number, ((stem, stem_latin), (trade, trade_latin)) in enumerate(trades[:24]):
        some = [rest[(number * 2 + k) % len(rest)] for k in range(_PEOPLE)]
        short = f"{stem}{trade}"
        name = _FORMS[number % len(_FORMS)].format(short)
        domain = f"{stem_latin}-{trade_latin}.example"
        customers.append(_company(name, short, domain, some, givens, chance))
    return World(own, (*customers, *_western(part, chance)), chance)


def _company(
    name: str,
    short: str,
    domain: str,
    families: list[tuple[str, str]],
    givens: list[tuple[str, str]],
    chance: random.Random,
) -> Company:
    people: list[Person] = []
    shape = chance.choice(("{f}", "{g}.{f}", "{f}.{g}", "{g1}.{f}", "{f}-{g1}", "{g}_{f}"))
    for family, latin in families:
        given, given_latin = chance.choice(givens)
        local = shape.format(f=latin, g=given_latin, g1=given_latin[0])
        people.append(Person(family, latin, given, given_latin, f"{local}@{domain}"))
    return Company(name, short, domain, tuple(people))


def _western(part: Part, chance: random.Random) -> list[Company]:
    found: list[Company] = []
    for name in _WESTERN_COMPANIES[part].split("|"):
        short = name.partition(" ")[0]
        domain = f"{short.lower()}.example"
        people: list[Person] = []
        for family in chance.sample(_WESTERN_FAMILIES[part].split("|"), _PEOPLE):
            given = chance.choice(_WESTERN_GIVEN[part].split("|"))
            address = f"{given.lower()}.{family.lower()}@{domain}"
            people.append(Person(family, family.lower(), given, given.lower(), address, False))
        found.append(Company(name, short, domain, tuple(people), is_japanese=False))
    return found


def _pairs(text: str) -> list[tuple[str, str]]:
    return [(one.split(" ")[0], one.split(" ")[1]) for one in text.split("|")]
