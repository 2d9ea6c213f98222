"""Address books of many programs, in Japanese and English."""
# ruff: noqa: E501  headings stand as the programs write them

from __future__ import annotations

import base64
from pathlib import Path

import pytest

from mailguard.domain.lesson import Card
from mailguard.inspection.domains import organisation_of
from mailguard.knowledge.sources.books import cards_in
from mailguard.knowledge.sources.finding import Kind

SATO = "sato@acme.example"


def cards(folder: Path, kind: Kind, octets: bytes) -> list[Card]:
    path = folder / "book"
    path.write_bytes(octets)
    return list(cards_in(path, kind, organisation_of))


VERSION_2 = """\
BEGIN:VCARD
VERSION:2.1
N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E4=BD=90=E8=97=A4;=E8=8A=B1=E5=AD=90=
;;;
FN;CHARSET=SHIFT_JIS;ENCODING=QUOTED-PRINTABLE:=8D=B2=93=A1=89=D4=8E=71
SOUND;X-IRMC-N:サトウ;ハナコ;;;
EMAIL;INTERNET:sato@acme.example
END:VCARD
"""
VERSION_3 = """\
BEGIN:VCARD
VERSION:3.0
N:佐藤;花子;;;
FN:佐藤 花子
X-PHONETIC-LAST-NAME:さとう
X-PHONETIC-FIRST-NAME:はなこ
ORG:株式会社アクメ;営業部
item1.EMAIL;TYPE=INTERNET,PREF:sato@acme.ex
 ample
EMAIL:hanako@gmail.com
END:VCARD
"""
VERSION_4 = """\
begin:vcard
VERSION:4.0
FN:Bob\\, Jr. Smith
EMAIL;PREF=1:mailto:bob@beta.example
END:VCARD
BEGIN:VCARD
FN:Nobody
END:VCARD
"""


def test_cards_of_old_telephones(tmp_path: Path) -> None:
    (card,) = cards(tmp_path, Kind.CARDS, VERSION_2.replace("\n", "\r\n").encode())
    assert card == Card(SATO, "acme.example", ("佐藤花子", "佐藤 花子", "サトウ ハナコ"))


def test_cards_of_today(tmp_path: Path) -> None:
    for octets in (
        VERSION_3.encode(),
        VERSION_3.encode("utf-16"),
        b"\xef\xbb\xbf" + VERSION_3.encode(),
    ):
        names = ("佐藤 花子", "さとう はなこ")
        assert cards(tmp_path, Kind.CARDS, octets) == [
            Card(SATO, "acme.example", names, "株式会社アクメ"),
            Card("hanako@gmail.com", "hanako@gmail.com", names, "株式会社アクメ"),
        ]


def test_cards_of_the_newest_version(tmp_path: Path) -> None:
    found = cards(tmp_path, Kind.CARDS, VERSION_4.encode())
    assert found == [Card("bob@beta.example", "beta.example", ("Bob, Jr. Smith",))]


def test_ldif(tmp_path: Path) -> None:
    encoded = base64.b64encode("佐藤 花子".encode()).decode()
    text = (
        f"version: 1\n\ndn: cn=x,mail={SATO}\nobjectclass: person\ncn:: {encoded}\nmail: sato@ac\n"
        " me.example\no: Acme Inc.\n\ndn: cn=list\nobjectclass: groupOfNames\ncn: All\n"
    )
    for octets in (text.encode(), text.replace("\n", "\r\n").encode()):
        assert cards(tmp_path, Kind.LDIF, octets) == [
            Card(SATO, "acme.example", ("佐藤 花子",), "Acme Inc.")
        ]


@pytest.mark.parametrize(
    ("program", "heading", "row", "names", "company"),
    [
        ("Thunderbird", "First Name,Last Name,Display Name,Nickname,Primary Email,Secondary Email,Organization",
         f"Hanako,Sato,Hanako Sato,,{SATO},,Acme", ("Hanako Sato",), "Acme"),
        ("Thunderbird", "名,姓,表示名,ニックネーム,メールアドレス,別のメールアドレス,組織",
         f"花子,佐藤,佐藤花子,,{SATO},,アクメ", ("佐藤花子", "佐藤 花子"), "アクメ"),
        ("Outlook", "First Name,Last Name,Company,E-mail Address,E-mail Type,E-mail Display Name",
         f"Hanako,Sato,Acme,{SATO},SMTP,Hanako Sato ({SATO})", ("Hanako Sato",), "Acme"),
        ("Outlook", "姓,名,会社名,電子メール アドレス,電子メールの種類,電子メール表示名,姓フリガナ,名フリガナ",
         f"佐藤,花子,アクメ,{SATO},SMTP,佐藤,サトウ,ハナコ", ("佐藤 花子", "サトウ ハナコ"), "アクメ"),
        ("Google", "First Name,Last Name,Phonetic First Name,Phonetic Last Name,Organization Name,E-mail 1 - Label,E-mail 1 - Value",
         f"花子,佐藤,はなこ,さとう,アクメ,Work,{SATO}", ("佐藤 花子", "さとう はなこ"), "アクメ"),
        ("Google", "Name,Given Name,Family Name,Organization 1 - Name,E-mail 1 - Type,E-mail 1 - Value",
         f"佐藤花子,花子,佐藤,アクメ,Work,{SATO}", ("佐藤花子", "佐藤 花子"), "アクメ"),
        ("Sansan", "会社名,部署名,役職,姓,名,e-mail,TEL", f"アクメ,営業部,部長,佐藤,花子,{SATO},03-1234-5678",
         ("佐藤 花子",), "アクメ"),
        ("Eight", "会社名,部署名,役職,氏名,e-mail,郵便番号", f"アクメ,営業部,部長,佐藤花子,{SATO},100-0001",
         ("佐藤花子",), "アクメ"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
def test_tables(
    tmp_path: Path, program: str, heading: str, row: str, names: tuple[str, ...], company: str,
    encoding: str,
) -> None:  # fmt: skip
    octets = f"{heading}\r\n{row}\r\n".encode(encoding)
    assert cards(tmp_path, Kind.TABLE, octets) == [Card(SATO, "acme.example", names, company)], (
        program
    )


def test_a_table_may_begin_with_remarks_and_be_divided_by_tabs(tmp_path: Path) -> None:
    octets = f"Exported on Monday\n\nname\temail\nHanako\t{SATO}\nNobody\t\n".encode()
    assert cards(tmp_path, Kind.TABLE, octets.replace(b"Exported", b"Ex\t\tported")) == [
        Card(SATO, "acme.example", ("Hanako",))
    ]


def test_a_table_without_addresses_is_no_address_book(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="book"):
        cards(tmp_path, Kind.TABLE, b"Item,Price\nPen,100\n")
