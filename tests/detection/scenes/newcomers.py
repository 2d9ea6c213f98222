"""People and companies that the world does not know yet; each part has its own."""

from __future__ import annotations

import random

from tests.detection.world import Company, Part, Person

_FAMILIES = {
    Part.DEVELOPMENT: "野口 noguchi|菊地 kikuchi|杉浦 sugiura|増田 masuda|宮下 miyashita|桑原 kuwabara",
    Part.TEST: "平野 hirano|大塚 otsuka|丸山 maruyama|今井 imai|武田 takeda|小松 komatsu",
}  # fmt: skip
_GIVEN = {
    Part.DEVELOPMENT: "隆 takashi|千尋 chihiro|修 osamu|綾 aya",
    Part.TEST: "進 susumu|瞳 hitomi|学 manabu|茜 akane",
}
_WESTERN = {
    Part.DEVELOPMENT: "Evans|Foster|Gardner|Howell",
    Part.TEST: "Hughes|Porter|Sanders|Whitaker",
}
_WESTERN_GIVEN = {Part.DEVELOPMENT: "Alan|Ruth|Oliver", Part.TEST: "Frank|Diane|Edward"}
_COMPANIES = {
    Part.DEVELOPMENT: (
        "ハヤテ印刷 hayate-insatsu|シラユリ薬品 shirayuri-yakuhin|ワダツミ水産 wadatsumi-suisan"
        "|オリオン設計 orion-sekkei"
    ),
    Part.TEST: (
        "ワカバ繊維 wakaba-seni|トキワ倉庫 tokiwa-soko|ミヤビ工芸 miyabi-kogei"
        "|ペガサス測量 pegasus-sokuryo"
    ),
}  # fmt: skip
_WESTERN_COMPANIES = {
    Part.DEVELOPMENT: "Maplewood Ltd.|Harborview Inc.",
    Part.TEST: "Stonebrook Ltd.|Lakeshore Inc.",
}


def a_newcomer(part: Part, company: Company, chance: random.Random) -> Person:
    """Somebody at `company` who was never heard of."""
    if not company.is_japanese:
        family = chance.choice(_WESTERN[part].split("|"))
        given = chance.choice(_WESTERN_GIVEN[part].split("|"))
        address = f"{given.lower()}.{family.lower()}@{company.domain}"
        return Person(family, family.lower(), given, given.lower(), address, False)
    family, latin = chance.choice(_FAMILIES[part].split("|")).split(" ")
    given, given_latin = chance.choice(_GIVEN[part].split("|")).split(" ")
    shape = chance.choice(("{f}", "{g}.{f}", "{f}-{i}", "{i}.{f}"))
    local = shape.format(f=latin, g=given_latin, i=given_latin[0])
    return Person(family, latin, given, given_latin, f"{local}@{company.domain}")


def a_new_company(part: Part, chance: random.Random, *, is_japanese: bool = True) -> Company:
    """A company that was never heard of, with one person."""
    if is_japanese:
        short, label = chance.choice(_COMPANIES[part].split("|")).split(" ")
        name = chance.choice(("株式会社{}", "{}株式会社")).format(short)
    else:
        name = chance.choice(_WESTERN_COMPANIES[part].split("|"))
        short = name.partition(" ")[0]
        label = short.lower()
    nobody = Company(name, short, f"{label}.example", (), is_japanese)
    person = a_newcomer(part, nobody, chance)
    return Company(name, short, nobody.domain, (person,), is_japanese)
