"""Parameters of MIME fields, with continuations, charsets, and what programs write instead."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailguard.message.parameters import parameterised
from tests.timing import within


@pytest.mark.parametrize(
    ("value", "main", "parameters"),
    [
        ("text/plain", "text/plain", {}),
        ("Text/HTML; Charset=UTF-8", "text/html", {"charset": "UTF-8"}),
        ('a/b; boundary="a;b\\"c" ; x=y', "a/b", {"boundary": 'a;b"c', "x": "y"}),
        ("text/plain; charset=us-ascii (Plain text)", "text/plain", {"charset": "us-ascii"}),
        ("attachment (now); (the) filename=a", "attachment", {"filename": "a"}),
        ("attachment; filename=report (1).pdf", "attachment", {"filename": "report (1).pdf"}),
        ("a/b;; ; name=x;", "a/b", {"name": "x"}),
        ('a/b; name="never closed', "a/b", {"name": "never closed"}),
        ('a/b; name="=?utf-8?B?6KaL?="', "a/b", {"name": "見"}),
        ("a/b; name*=utf-8''%E8%A6%8B.pdf", "a/b", {"name": "見.pdf"}),
        ("a/b; name*0*=utf-8''%E8%A6; name*1*=%8B; name*2=x", "a/b", {"name": "見x"}),
        ("a/b; name*1=second; name*0=first-", "a/b", {"name": "first-second"}),
        ("a/b; name*=utf-8''right; name=left", "a/b", {"name": "right"}),
        ("a/b; name*=iso-2022-jp'ja'%1B$B8+%1B(B", "a/b", {"name": "見"}),
        ("a/b; name*='x", "a/b", {"name": "'x"}),
        ("a/b; name=report.pdf; name*=utf-8''%E8%A6%8B.PDF", "a/b", {"name": "見.PDF"}),
        ("", "", {}),
    ],
)
def test_a_field_is_taken_apart(value: str, main: str, parameters: dict[str, str]) -> None:
    found = parameterised(value.encode())
    assert (found.value, found.parameters) == (main, parameters)
    assert not found.doubtful


@pytest.mark.parametrize("charset", ["utf-8", "iso-2022-jp", "shift_jis"])
def test_unencoded_names_are_read(charset: str) -> None:
    value = 'attachment; filename="お見積り.pdf"; size=1'.encode(charset)
    assert parameterised(value).parameters == {"filename": "お見積り.pdf", "size": "1"}


@pytest.mark.parametrize(
    "value", ["a/b; boundary=x; boundary=y", "a/b; name*0=x; name*0=y", "a/b; NAME=x; name=y"]
)
def test_of_two_the_first_counts_and_it_is_doubtful(value: str) -> None:
    found = parameterised(value.encode())
    assert found.doubtful
    assert set(found.parameters.values()) == {"x"}


@pytest.mark.parametrize(
    ("value", "read"),
    [
        ("a/b; name*0=first; name*2=lost", {"name": "first"}),
        ("a/b; name=report.pdf; name*=utf-8''report.exe", {"name": "report.exe"}),
        ("a/b; boundary*0=ab; boundary*1=cd", {"boundary": "abcd"}),
        ("a/b; boundary==?utf-8?q?x?=", {"boundary": "=?utf-8?q?x?="}),
        ("a/b; charset=utf-8; charset*=us-ascii''utf-7", {"charset": "utf-7"}),
    ],
)
def test_what_not_every_program_reads_is_doubtful(value: str, read: dict[str, str]) -> None:
    found = parameterised(value.encode())
    assert (found.doubtful, found.parameters) == (True, read)


@given(st.binary(max_size=200))
def test_no_octets_make_it_raise(octets: bytes) -> None:
    parameterised(octets)
    parameterised(b"a/b; name*0*=" + octets + b"; name*1=" + octets)


@pytest.mark.parametrize(
    "hostile",
    [
        b";" * 1_000_000,
        b"a/b" + b";name*0=x" * 50_000,
        b"".join(b";n*%d=x" % number for number in range(3000)),
        b"a;" + b"(" * 500_000,
        b"a;" + b" (a)" * 200_000,
        b"a; n=" + b" " * 500_000 + b"x",
        b'"' * 500_000,
        b'a; n="' + b"\\" * 500_000,
        b"a; " + b"x" * 500_000,
    ],
)
def test_a_hostile_field_takes_no_time(hostile: bytes) -> None:
    with within(2):
        parameterised(hostile)
