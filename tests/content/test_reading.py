"""Whatever a file holds, reading it ends with its content, or says that it could not be read."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailguard.content.allowance import Allowance
from mailguard.content.filetype import FileTypes
from mailguard.content.reading import content_of
from mailguard.domain.content import Content
from tests.content.reads import file_types, read
from tests.content.samples import samples

SAMPLES = samples()
MUTANTS = 25


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sound_file_is_read_to_its_end_or_needs_a_password(name: str) -> None:
    found = read(SAMPLES[name], name)
    assert bool(found.unread) is found.is_encrypted is name.startswith("locked")


@pytest.mark.parametrize("name", SAMPLES)
def test_a_broken_file_never_raises(name: str) -> None:
    choose = random.Random(name)
    for _round in range(MUTANTS):
        octets = bytearray(SAMPLES[name])
        for _change in range(choose.choice((1, 4, 30))):
            place = choose.randrange(len(octets))
            octets[place : place + choose.randrange(3)] = choose.randbytes(choose.randrange(3))
        if choose.random() < 0.2:
            del octets[choose.randrange(len(octets)) :]
        assert "{" not in read(bytes(octets), name).unread


@given(st.binary(max_size=300), st.sampled_from(sorted(SAMPLES)))
def test_nonsense_behind_a_true_beginning_never_raises(octets: bytes, name: str) -> None:
    read(SAMPLES[name][:16] + octets, name)


def test_nothing_is_read_in_no_octets() -> None:
    assert read(b"", "a.txt") == Content()


def test_a_view_of_octets_is_read_as_they_are() -> None:
    types = file_types()
    view = memoryview(b"text")
    assert content_of(view, "a", "text/plain", types, Allowance(lambda: False)).text == "text"


def test_where_the_octets_say_nothing_the_name_decides() -> None:
    types = FileTypes(_Silent())
    mail = b"From: a@example.com\n\ntext"
    allowance = Allowance(lambda: False)
    assert content_of(mail, "a.eml", "", types, allowance).unread
    assert not content_of(mail, "a.txt", "", types, allowance).unread


class _Silent:
    def from_buffer(self, _octets: bytes) -> str:
        return ""


def test_a_kind_that_nobody_can_read_is_named() -> None:
    assert "film.mp4" in read(b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + bytes(500), "film.mp4").unread


def test_a_signature_has_nothing_to_read() -> None:
    assert read(b"\x30\x82\x0b\x0a" + bytes(2_000), "smime.p7s") == Content()
    assert read(b"\x30\x82\x0b\x0a" + bytes(100_000), "smime.p7s").unread


def test_when_time_is_up_before_the_beginning_nothing_is_called_read() -> None:
    for name, octets in SAMPLES.items():
        assert read(octets, name, Allowance(lambda: True)).unread, name
