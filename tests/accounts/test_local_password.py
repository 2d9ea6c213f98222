"""A local password is random enough, easy to copy, and known again without being kept."""

from __future__ import annotations

import math

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from mailguard.accounts.local_password import Digest, new_password


def test_it_has_at_least_128_bits_and_no_look_alikes() -> None:
    passwords = {new_password() for _ in range(200)}
    letters = set("".join(passwords))
    assert len(passwords) == 200
    assert min(map(len, passwords)) * math.log2(len(letters)) >= 128
    assert letters.isdisjoint("O0oIl1i")
    assert "".join(passwords).isalnum()


def test_its_digest_knows_it_again_and_no_other() -> None:
    password = new_password()
    digest = Digest.of(password)
    assert digest.matches(password)
    assert not digest.matches(new_password())
    assert not digest.matches("")
    assert password.encode() not in msgspec.json.encode(digest)


@given(st.text(st.characters()))
def test_whatever_is_shown_is_only_compared(text: str) -> None:
    assert not Digest.of("other than any").matches(text)


def test_two_digests_of_one_password_differ() -> None:
    assert Digest.of("same") != Digest.of("same")
