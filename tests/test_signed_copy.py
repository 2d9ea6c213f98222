"""Whatever comes, the last good copy stays until a newer one is right."""

from __future__ import annotations

from pathlib import Path

import pytest

from mailguard.signed_copy import SignedCopy
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


def test_a_right_file_is_kept(copy: SignedCopy, tmp_path: Path) -> None:
    assert copy.take(published(tmp_path, b"one", 1), PUBLIC) == Signed(b"one", 1)
    assert copy.get(PUBLIC) == Signed(b"one", 1)
    assert copy.octets() == b"one"
    assert copy.path.stat().st_mode & 0o077 == 0


def test_a_newer_version_takes_its_place(copy: SignedCopy, tmp_path: Path) -> None:
    copy.take(published(tmp_path, b"one", 1), PUBLIC)
    copy.take(published(tmp_path, b"two", 3), PUBLIC)
    assert copy.get(PUBLIC) == Signed(b"two", 3)


@pytest.mark.parametrize(
    ("octets", "version", "words"),
    [(b"old", 1, "older than version 2"), (b"other", 2, "another file was signed as version 2")],
)
def test_an_older_version_or_the_same_with_other_octets_does_not(
    copy: SignedCopy, tmp_path: Path, octets: bytes, version: int, words: str
) -> None:
    copy.take(published(tmp_path, b"two", 2), PUBLIC)
    with pytest.raises(SigningError, match=words):
        copy.take(published(tmp_path, octets, version), PUBLIC)
    assert copy.get(PUBLIC) == Signed(b"two", 2)


def test_a_changed_file_does_not(copy: SignedCopy, tmp_path: Path) -> None:
    copy.take(published(tmp_path, b"one", 1), PUBLIC)
    published(tmp_path, b"two", 2).write_bytes(b"changed")
    with pytest.raises(SigningError, match="changed"):
        copy.take(tmp_path / "companies.csv", PUBLIC)
    assert copy.octets() == b"one"


def test_a_file_without_a_seal_or_a_missing_one_does_not(copy: SignedCopy, tmp_path: Path) -> None:
    copy.take(published(tmp_path, b"one", 1), PUBLIC)
    beside(tmp_path / "companies.csv").unlink()
    for missing in ("companies.csv", "nowhere.csv"):
        with pytest.raises(FileNotFoundError):
            copy.take(tmp_path / missing, PUBLIC)
    assert copy.octets() == b"one"


def test_with_another_key_versions_begin_anew(copy: SignedCopy, tmp_path: Path) -> None:
    copy.take(published(tmp_path, b"one", 9), PUBLIC)
    other = new_key()
    assert copy.get(public_key(other)) is None
    assert copy.take(published(tmp_path, b"two", 1, other), public_key(other)).version == 1


def test_a_damaged_copy_is_none(copy: SignedCopy) -> None:
    copy.path.write_bytes(b"{}")
    assert (copy.octets(), copy.get(PUBLIC)) == (None, None)


def test_what_is_forgotten_is_gone(copy: SignedCopy, tmp_path: Path) -> None:
    copy.take(published(tmp_path, b"one", 1), PUBLIC)
    copy.forget()
    copy.forget()
    assert copy.octets() is None
