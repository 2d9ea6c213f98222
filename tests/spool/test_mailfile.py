"""The file of one entry: what is read is what was written, or it is no mail."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mailguard.domain.address import Address
from mailguard.domain.entry import Entry
from mailguard.domain.envelope import Body, Envelope, Forward
from mailguard.spool import mailfile, marks
from mailguard.spool.mailfile import CorruptFileError
from mailguard.spool.reception import FileReception
from tests.spool.builders import ACCOUNT, HANAKO, JIRO, NOON, OCTETS, an_envelope

FUNCTION_SCOPED = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


def written(folder: Path, octets: bytes, envelope: Envelope) -> Entry:
    """A file with `octets`, and the entry that it is the file of."""
    reception = FileReception(folder, ACCOUNT, envelope)
    reception.write(octets)
    entry = reception.finish(NOON, "Thunderbird")
    os.close(reception.save())
    Path(reception.draft).rename(reception.path)
    return entry


@FUNCTION_SCOPED
@given(octets=st.binary(max_size=2000), count=st.integers(1, 4))
def test_what_is_read_is_what_was_written(tmp_path: Path, octets: bytes, count: int) -> None:
    envelope = an_envelope(*[Address(f"user{n}", "例え.jp") for n in range(count)])
    entry = written(tmp_path, octets, envelope)
    found = mailfile.read(Path(entry.source.path))
    assert found.entry == entry
    assert found.marks == b"-" * (1 + count)
    assert mailfile.has_its_octets(entry.source)
    data = Path(entry.source.path).read_bytes()
    assert data[entry.source.offset :][: entry.source.length] == octets


def test_every_parameter_of_the_envelope_is_kept(tmp_path: Path) -> None:
    forwards = (Forward(HANAKO, "SUCCESS,FAILURE", "rfc822;h@example.org"), Forward(JIRO))
    envelope = Envelope(None, forwards, Body.EIGHT_BIT, smtputf8=True, ret="HDRS", envid="a+2Bb")
    entry = written(tmp_path, OCTETS, envelope)
    assert mailfile.read(Path(entry.source.path)).entry.envelope == envelope


def test_only_its_owner_can_read_it(tmp_path: Path) -> None:
    path = Path(written(tmp_path, OCTETS, an_envelope()).source.path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_marks_change_and_nothing_else(tmp_path: Path) -> None:
    entry = written(tmp_path, OCTETS, an_envelope(HANAKO, JIRO))
    path = Path(entry.source.path)
    before = path.read_bytes()
    mailfile.mark(entry.source.path, b"as-")
    found = mailfile.read(path)
    assert (found.entry, found.marks) == (entry, b"as-")
    assert mailfile.has_its_octets(entry.source)
    assert path.read_bytes().replace(b"as-", b"---", 1) == before


def test_no_flipped_bit_goes_unnoticed(tmp_path: Path) -> None:
    entry = written(tmp_path, OCTETS, an_envelope())
    path = Path(entry.source.path)
    sound = path.read_bytes()
    letters = sound.index(b"--")
    for place in range(len(sound)):
        if place in range(letters, letters + 2):
            continue  # the marks are meant to change
        damaged = bytearray(sound)
        damaged[place] ^= 1 << place % 8
        path.write_bytes(damaged)
        assert not is_whole(path), f"octet {place}"


DAMAGES: list[Callable[[bytes], bytes]] = [
    lambda sound: sound[:0],
    lambda sound: sound[:-1],
    lambda sound: sound + b"\0",
    lambda sound: sound[:1],
    lambda sound: sound[: len(sound) // 2],
    lambda sound: sound[len(sound) // 2 :],
    lambda sound: bytes(len(sound)),
    lambda sound: sound[:30] + sound[40:],
    lambda sound: sound.replace(b"Hello", b"Hell!"),
    lambda sound: sound + sound,
]


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_file_is_no_mail(tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    path = Path(written(tmp_path, OCTETS, an_envelope()).source.path)
    path.write_bytes(damage(path.read_bytes()))
    assert not is_whole(path)


@FUNCTION_SCOPED
@given(data=st.binary(max_size=300))
def test_any_other_file_is_no_mail(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "0123456789abcdef.mail"
    path.write_bytes(data)
    with pytest.raises(CorruptFileError):
        mailfile.read(path)


def test_a_file_under_the_name_of_another_is_no_mail(tmp_path: Path) -> None:
    path = Path(written(tmp_path, OCTETS, an_envelope()).source.path)
    other = path.rename(tmp_path / "0123456789abcdef.mail")
    with pytest.raises(CorruptFileError):
        mailfile.read(other)


def test_marks_are_read_leniently() -> None:
    envelope = an_envelope(HANAKO, JIRO)
    for letters in (b"", b"a", b"\xff\xff\xff", b"a-ssss"):
        assert set(marks.tried(letters, envelope)) <= {HANAKO, JIRO}
        assert marks.ended(letters) is None


def is_whole(path: Path) -> bool:
    try:
        return mailfile.has_its_octets(mailfile.read(path).entry.source)
    except CorruptFileError:
        return False
