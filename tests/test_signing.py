"""What is signed is what is read, or it is not read at all."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given
from hypothesis import strategies as st

from mailguard.signing import (
    Signed,
    SigningError,
    beside,
    new_key,
    public_key,
    public_octets,
    seal,
    verified,
)

KEY = new_key()
PUBLIC = public_key(KEY)
SEAL = seal(b"octets", KEY, "companies", 7)


def test_what_was_signed_is_right() -> None:
    assert verified(b"octets", SEAL, PUBLIC, "companies") == Signed(b"octets", 7)


@given(st.binary(max_size=20))
def test_other_octets_are_not(octets: bytes) -> None:
    if octets != b"octets":
        with pytest.raises(SigningError, match="changed since it was signed"):
            verified(octets, SEAL, PUBLIC, "companies")


def test_nor_is_what_another_key_signed() -> None:
    with pytest.raises(SigningError, match="another key"):
        verified(b"octets", SEAL, public_key(new_key()), "companies")


def test_nor_is_what_was_signed_as_something_else() -> None:
    with pytest.raises(SigningError, match="something else"):
        verified(b"octets", SEAL, PUBLIC, "policy")


def test_neither_version_nor_purpose_can_be_changed_afterwards() -> None:
    for changed in (SEAL.replace(b"7", b"8", 1), SEAL.replace(b"companies", b"policy", 1)):
        purpose = "policy" if b"policy" in changed else "companies"
        with pytest.raises(SigningError, match="changed since"):
            verified(b"octets", changed, PUBLIC, purpose)


@given(st.binary(max_size=100))
def test_a_damaged_seal_is_named(text: bytes) -> None:
    with pytest.raises(SigningError, match="damaged"):
        verified(b"octets", text, PUBLIC, "companies")


@pytest.mark.parametrize("text", ["", "AAAA", "not base64", base64.b64encode(bytes(33)).decode()])
def test_what_is_no_public_key_is_named(text: str) -> None:
    with pytest.raises(SigningError, match="no public key"):
        public_octets(text)


def test_what_is_no_private_key_is_named() -> None:
    other = ec.generate_private_key(ec.SECP256R1()).private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    for private in (b"", PUBLIC.encode(), other):
        with pytest.raises(SigningError, match="no key for signing"):
            seal(b"octets", private, "companies", 1)


def test_the_seal_lies_beside_its_file() -> None:
    assert beside(Path("there/companies.csv")) == Path("there/companies.csv.sig")
