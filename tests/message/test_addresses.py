"""Address lists, in every form that the standards and the programs know."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailguard.domain.mail import Mailbox
from mailguard.message.addresses import mailboxes
from tests.mails import an_address
from tests.timing import within


def read(value: str) -> list[tuple[str, str]]:
    return [(m.name, str(m.address)) for m in mailboxes(value.encode())]


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("a@b.example", [("", "a@b.example")]),
        ("A B <a@b.example>, c@d.example", [("A B", "a@b.example"), ("", "c@d.example")]),
        ('"Doe, John" <j@x.example>', [("Doe, John", "j@x.example")]),
        ('"\\"Jo\\" D" <j@x.example>', [('"Jo" D', "j@x.example")]),
        ("=?utf-8?B?55Sw5LitLCDoirHlrZA=?= <t@x.jp>", [("田中, 花子", "t@x.jp")]),
        ('"=?utf-8?B?55Sw5Lit?=" <t@x.jp>', [("田中", "t@x.jp")]),
        ("田中 花子 <t@x.jp>", [("田中 花子", "t@x.jp")]),
        ("a@b.c (A (nested) comment)", [("nested", "a@b.c")]),
        ("Team: a@b.c, D <d@e.f>;, g@h.i", [("", "a@b.c"), ("D", "d@e.f"), ("", "g@h.i")]),
        ("undisclosed-recipients:;", []),
        ("<@one,@two:a@b.c>", [("", "a@b.c")]),
        ("a . b @ c . d", [("", "a.b@c.d")]),
        ('"a b"@c.d', [("", '"a b"@c.d')]),
        ("a@[192.0.2.1]", [("", "a@[192.0.2.1]")]),
        ("a@[IPv6:2001:db8::1], b@c.d", [("", "a@[IPv6:2001:db8::1]"), ("", "b@c.d")]),
        ("a@b.c; d@e.f", [("", "a@b.c"), ("", "d@e.f")]),  # Outlook's list
        ("A <a@b.c", [("A", "a@b.c")]),
        (",, a@b.c ,", [("", "a@b.c")]),
        ("nobody, <>, a@", []),
        ("alice@good.example<bob@evil.example>", [("alice@good.example", "bob@evil.example")]),
        ("\u202eevil <a@b.c>", [("[U+202E]evil", "a@b.c")]),
        ("=?utf-8?Q?x=0D=0ABcc:_e@f.g?= <a@b.c>", [("x Bcc: e@f.g", "a@b.c")]),
        ("a..b.@docomo.ne.jp", [("", "a..b.@docomo.ne.jp")]),
    ],
)
def test_a_list_is_read(value: str, found: list[tuple[str, str]]) -> None:
    assert read(value) == found


def test_a_list_is_unfolded_first() -> None:
    assert mailboxes(b" A\r\n <a@b.c>,\r\n\td@e.f\r\n") == (
        Mailbox(an_address("a@b.c"), "A"),
        Mailbox(an_address("d@e.f")),
    )


def test_commas_within_iso_2022_jp_separate_nothing() -> None:
    assert read("") == []
    (found,) = mailboxes('"ガ，" <a@b.c>'.encode("iso-2022-jp"))
    assert found.name == "ガ，"


names = st.text(
    st.characters(codec="ascii", exclude_characters='"\\\r\n\0', categories=["L", "N", "P"]),
    min_size=1,
)
locals_ = st.from_regex(r"[a-z0-9]{1,10}", fullmatch=True)


@given(st.lists(st.tuples(names, locals_), max_size=8))
def test_what_is_written_by_the_book_is_read_back(people: list[tuple[str, str]]) -> None:
    value = ", ".join(f'"{name}" <{local}@b.example>' for name, local in people)
    found = mailboxes(value.encode())
    assert [m.address.local for m in found] == [local for _, local in people]


@given(st.binary(max_size=200))
def test_no_octets_make_it_raise(octets: bytes) -> None:
    mailboxes(octets)


def test_ten_thousand_recipients_take_no_time() -> None:
    value = b", ".join(b'"User %d" <user%d@example.com>' % (i, i) for i in range(10_000))
    with within(2):
        found = mailboxes(value)
    assert len(found) == 10_000


@pytest.mark.parametrize(
    "unit", [b"(", b"<", b'"', b",", b":", b";", b"\\", b"[", b"a@b,", b"a ", b'"\\', b"=?a?b?"]
)
def test_a_hostile_list_takes_no_time(unit: bytes) -> None:
    with within(4):
        mailboxes(unit * (1_000_000 // len(unit)))
