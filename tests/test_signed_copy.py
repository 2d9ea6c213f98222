"""Whatever comes, the last good copy stays until a newer one is right."""

from __future__ import annotations

from pathlib import Path

import pytest

from mailguard.signed_copy import SignedCopy, octets_in
from mailguard.signing import Signed, SigningError, beside, new_key, public_key, seal

KEY = new_key()
PUBLIC = public_key(KEY)


@pytest.fixture
def copy(tmp_path: Path) -> SignedCopy:
    return SignedCopy(tmp_path / "kept", "companies")


def published(folder: Path, octets: bytes, version: int, key: bytes = KEY) -> Path:
    """A signed file as an IT department lays it out."""
    path = folder / "companies.csv"
    path.write_bytes(octets)
    beside(path).write_bytes(seal(octets, key, "companies", version))
    return path


def take(copy: SignedCopy, path: Path, public: str = PUBLIC) -> Signed:
    return copy.keep(path.read_bytes(), beside(path).read_bytes(), public)


def test_a_right_file_is_kept(copy: SignedCopy, tmp_path: Path) -> None:
    assert take(copy, published(tmp_path, b"one", 1)) == Signed(b"one", 1)
    assert copy.get(PUBLIC) == Signed(b"one", 1)
    assert octets_in(copy.path) == b"one"
    assert copy.path.stat().st_mode & 0o077 == 0


def test_a_newer_version_takes_its_place(copy: SignedCopy, tmp_path: Path) -> None:
    take(copy, published(tmp_path, b"one", 1))
    take(copy, published(tmp_path, b"two", 3))
    assert copy.get(PUBLIC) == Signed(b"two", 3)


@pytest.mark.parametrize(
    ("octets", "version", "words"),
    [(b"old", 1, "older than version 2"), (b"other", 2, "another file was signed as version 2")],
)
def test_an_older_version_or_the_same_with_other_octets_does_not(
    copy: SignedCopy, tmp_path: Path, octets: bytes, version: int, words: str
) -> None:
    take(copy, published(tmp_path, b"two", 2))
    with pytest.raises(SigningError, match=words):
        take(copy, published(tmp_path, octets, version))
    assert copy.get(PUBLIC) == Signed(b"two", 2)


def test_a_changed_file_does_not(copy: SignedCopy, tmp_path: Path) -> None:
    take(copy, published(tmp_path, b"one", 1))
    published(tmp_path, b"two", 2).write_bytes(b"changed")
    with pytest.raises(SigningError, match="changed"):
        take(copy, tmp_path / "companies.csv")
    assert octets_in(copy.path) == b"one"


def test_with_another_key_versions_begin_anew(copy: SignedCopy, tmp_path: Path) -> None:
    take(copy, published(tmp_path, b"one", 9))
    other = new_key()
    assert copy.get(public_key(other)) is None
    assert take(copy, published(tmp_path, b"two", 1, other), public_key(other)).version == 1


def test_a_damaged_copy_is_none(copy: SignedCopy) -> None:
    copy.path.write_bytes(b"{}")
    assert (octets_in(copy.path), copy.get(PUBLIC)) == (None, None)


def test_what_might_be_kept_is_not_yet(copy: SignedCopy, tmp_path: Path) -> None:
    path = published(tmp_path, b"one", 1)
    assert copy.compare(b"one", beside(path).read_bytes(), PUBLIC) == Signed(b"one", 1)
    assert octets_in(copy.path) is None


def test_what_is_forgotten_is_gone(copy: SignedCopy, tmp_path: Path) -> None:
    take(copy, published(tmp_path, b"one", 1))
    copy.forget()
    copy.forget()
    assert octets_in(copy.path) is None
