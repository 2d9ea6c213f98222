"""People to address: names of many readings, mailboxes and display names of all shapes.

The two parts share no family name and no company.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace

from tests.detection.world import Company, Part, Person, World


@dataclass(frozen=True)
class Contact(Person):
    """Somebody with a display name of its own, in some script or empty."""

    display: str = ""
    spoken: str = ""  # the family name as salutations write it, where that differs

    @property
    def name(self) -> str:
        return self.display

    @property
    def mailbox(self) -> str:
        return f'"{self.display}" <{self.address}>'

    @property
    def called(self) -> str:
        """The family name in a salutation."""
        return self.spoken or self.family


# Family names with the readings that their bearers use in addresses.
_FAMILIES = {
    Part.DEVELOPMENT: (
        "佐藤 sato satou satoh|鈴木 suzuki|高橋 takahashi|田中 tanaka|伊藤 ito itoh|渡邉 watanabe"
        "|山本 yamamoto|中村 nakamura|小林 kobayashi|加藤 kato katoh|吉田 yoshida|佐々木 sasaki"
        "|中島 nakajima nakashima|小山 koyama oyama|菅 kan suga|河野 kono kawano|神戸 kanbe kobe"
        "|本間 honma homma|大石 oishi ohishi|斎藤 saito saitoh|庄司 shoji syouji|茂木 mogi motegi"
        "|長谷部 hasebe|新井 arai|古田 furuta|角田 kakuta tsunoda|久保田 kubota|服部 hattori"
    ),
    Part.TEST: (
        "前田 maeda|岡田 okada|長谷川 hasegawa|藤田 fujita|後藤 goto gotoh|近藤 kondo kondou"
        "|村上 murakami|遠藤 endo endoh|青木 aoki|坂本 sakamoto|福田 fukuda|太田 ota ohta"
        "|大谷 otani ohtani oya|東海林 tokairin shoji|山崎 yamazaki yamasaki|渡部 watanabe watabe"
        "|熊谷 kumagai kumagaya|上村 uemura kamimura|髙木 takagi|濱田 hamada|中條 nakajo chujo"
        "|大野 ono ohno|工藤 kudo kudou|須藤 sudo suto|萩原 hagiwara hagihara|岡部 okabe"
        "|五十嵐 igarashi|三宅 miyake"
    ),
}  # fmt: skip
_GIVEN = {
    Part.DEVELOPMENT: "太郎 taro|花子 hanako|健 ken|美咲 misaki|翔 sho|由美 yumi|直樹 naoki|恵 megumi",
    Part.TEST: "大輔 daisuke|陽子 yoko|誠 makoto|愛 ai|拓也 takuya|浩 hiroshi|香織 kaori|智子 tomoko",
}  # fmt: skip
_WESTERN = {
    Part.DEVELOPMENT: (
        "John Smith スミス|Robert Johnson ジョンソン|Mary Brown ブラウン|Peter Miller ミラー"
        "|Susan Davis デイビス|William Taylor テイラー|James Wilson ウィルソン|Linda Clark クラーク"
    ),
    Part.TEST: (
        "David Anderson アンダーソン|Michael Harris ハリス|Laura Martin マーティン|Brian Scott スコット"
        "|Karen Green グリーン|Steven Parker パーカー|Nancy Turner ターナー|Thomas Collins コリンズ"
    ),
}  # fmt: skip
SHORT = {
    "John": "Jack", "Robert": "Bob", "Peter": "Pete", "Susan": "Sue", "William": "Bill",
    "James": "Jim", "David": "Dave", "Michael": "Mike", "Steven": "Steve", "Thomas": "Tom",
}  # fmt: skip
_COMPANIES = {
    Part.DEVELOPMENT: (
        "ヒカリ電機 hikari|アオバ商事 aoba|ミライ化学 mirai-chem|サクラ物産 sakura-b|ホクト工業 hokuto"
        "|北星製作所 hokusei|タイヨウフーズ taiyo-foods|アルタ alta|エムテック mtec|東栄運輸 toei-unyu"
    ),
    Part.TEST: (
        "コダマ製作所 kodama|ナギサ運輸 nagisa|ツバサ建設 tsubasa-c|カエデ精機 kaede|イズミ食品 izumi-foods"
        "|南海システム nankai-sys|スバル商会 subaru-s|ベルタ belta|オーテック otec|西邦印刷 seiho"
    ),
}  # fmt: skip
_WESTERN_COMPANIES = {
    Part.DEVELOPMENT: "Northwind Inc.|Bluestone Ltd.",
    Part.TEST: "Silverlake Inc.|Greenfield Ltd.",
}
_FORMS = ("株式会社{}", "{}株式会社", "有限会社{}", "合同会社{}")
_LOCALS = (
    "{f}", "{g}.{f}", "{f}.{g}", "{i}.{f}", "{f}-{i}", "{g}_{f}", "{i}{f}", "{f}{i}", "{f}01",
)  # fmt: skip


def people(part: Part) -> World:
    """One's own company and twelve others with four people each; the same every time."""
    chance = random.Random(f"salutations/{part}")
    families = [tuple(one.split(" ")) for one in _FAMILIES[part].split("|")]
    given = [tuple(one.split(" ")) for one in _GIVEN[part].split("|")]
    own = Company(
        "株式会社オウン",
        "オウン",
        "own.example",
        _japanese(families[:4], given, "own.example", chance),
    )
    rest = families[4:]
    customers = [
        _company(number, one, rest, given, chance)
        for number, one in enumerate(_COMPANIES[part].split("|"))
    ]
    return World(own, (*customers, *_western(part, chance)), chance)


def _company(
    number: int,
    text: str,
    families: list[tuple[str, ...]],
    given: list[tuple[str, ...]],
    chance: random.Random,
) -> Company:
    short, label = text.split(" ")
    domain = f"{label}.example"
    chosen = [families[(number * 3 + step) % len(families)] for step in range(4)]
    return Company(
        _FORMS[number % len(_FORMS)].format(short),
        short,
        domain,
        _japanese(chosen, given, domain, chance),
    )


def _japanese(
    families: list[tuple[str, ...]],
    given: list[tuple[str, ...]],
    domain: str,
    chance: random.Random,
) -> tuple[Person, ...]:
    return tuple(_contact(family, chance.choice(given), domain, chance) for family in families)


def _contact(
    family: tuple[str, ...], given: tuple[str, ...], domain: str, chance: random.Random
) -> Contact:
    kanji, *readings = family
    first, first_latin = given
    reading = chance.choice(readings)
    local = chance.choice(_LOCALS).format(f=reading, g=first_latin, i=first_latin[0])
    displays = (
        f"{kanji} {first}",
        f"{kanji}{first}",
        f"{first_latin.title()} {reading.title()}",
        f"{reading.upper()} {first_latin.title()}",
        f"{kanji} {first} ({domain.partition('.')[0]})",
        "",
    )
    return Contact(
        kanji, reading, first, first_latin, f"{local}@{domain}", display=chance.choice(displays)
    )


def _western(part: Part, chance: random.Random) -> list[Company]:
    names = [one.split(" ") for one in _WESTERN[part].split("|")]
    found: list[Company] = []
    for number, name in enumerate(_WESTERN_COMPANIES[part].split("|")):
        short = name.partition(" ")[0]
        domain = f"{short.lower()}.example"
        chosen = names[number * 4 : number * 4 + 4]
        people_ = tuple(_foreigner(one, domain, chance) for one in chosen)
        found.append(Company(name, short, domain, people_, is_japanese=False))
    return found


def _foreigner(name: list[str], domain: str, chance: random.Random) -> Contact:
    given, family, kana = name
    f, g = family.lower(), given.lower()
    local = chance.choice((f"{g}.{f}", f"{g[0]}{f}", f"{g[0]}.{f}", f"{f}.{g}"))
    display = chance.choice((f"{given} {family}", f"{family}, {given}", f"{given} {family}", ""))
    address = f"{local}@{domain}"
    return Contact(family, f, given, g, address, False, display=display, spoken=kana)


def at_role(person: Contact, role: str) -> Contact:
    """The same at a role's address of the company."""
    domain = person.address.partition("@")[2]
    return replace(person, address=f"{role}@{domain}", display="")
