"""A receipt proves that a mail left through MailGuard, as it is, for exactly these recipients."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailguard.domain.address import Address
from mailguard.receipt.content import Content
from mailguard.receipt.key import (
    Key,
    KeyFileError,
    ReceiptSettings,
    key_in,
    key_of,
    new_key,
    no_key,
)
from mailguard.receipt.receipt import LENGTH, receipt
from mailguard.receipt.verifying import Flaw, flaw_in

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
KEY, OTHER = Key(bytes(range(32))), Key(bytes(32))
HANAKO, JIRO = Address("hanako", "acme.example"), Address("jiro", "acme.example")
MAIL = b"From: taro@example.co.jp\r\nMessage-ID: <1@x>\r\n\r\nHello\r\n"


def sealed(mail: bytes = MAIL, *recipients: Address, key: Key = KEY, now: datetime = NOW) -> bytes:
    content = Content()
    content.feed(mail)
    return receipt(key, content.digest(), recipients or (HANAKO, JIRO), now).field() + mail


def flaw(mail: bytes, *recipients: Address, key: Key = KEY, now: datetime = NOW) -> Flaw | None:
    return flaw_in([mail], recipients or (HANAKO, JIRO), [OTHER, key], now)


def test_a_mail_that_is_as_it_left_proves_it() -> None:
    assert flaw(sealed()) is None
    assert flaw(b"Received: by a server\r\n" + sealed(), JIRO, HANAKO) is None


def test_letters_case_of_recipients_does_not_count() -> None:
    assert flaw(sealed(), Address("Hanako", "ACME.example"), JIRO) is None


def test_a_mail_past_mailguard_has_none() -> None:
    assert flaw(MAIL) is Flaw.MISSING


def test_a_field_in_the_body_is_none() -> None:
    assert flaw(b"\r\n" + sealed()) is Flaw.MISSING


@pytest.mark.parametrize("value", [b"", b"v=1", b"v=2; k=00000000; t=1; c=; m=", "あ".encode()])
def test_what_is_no_receipt_cannot_be_read(value: bytes) -> None:
    assert flaw(b"MailGuard-Receipt: " + value + b"\r\n" + MAIL) is Flaw.UNREADABLE


def test_another_key_is_named() -> None:
    assert flaw(sealed(key=Key(b"\1" * 32))) is Flaw.OTHER_KEY


def test_a_changed_body_or_subject_is_found() -> None:
    assert flaw(sealed().replace(b"Hello", b"Hallo")) is Flaw.CHANGED
    assert flaw(sealed().replace(b"\r\n\r\n", b"\r\nSubject: new\r\n\r\n")) is Flaw.CHANGED


@pytest.mark.parametrize("others", [(HANAKO,), (JIRO,), (HANAKO, JIRO, Address("a", "x.example"))])
def test_a_replay_to_others_is_found(others: tuple[Address, ...]) -> None:
    assert flaw(sealed(), *others) is Flaw.OTHER_RECIPIENTS


def test_an_old_receipt_and_one_of_the_future_do_not_count() -> None:
    assert flaw(sealed(), now=NOW + timedelta(hours=25)) is Flaw.TOO_OLD
    assert flaw(sealed(), now=NOW - timedelta(hours=25)) is Flaw.IN_THE_FUTURE
    assert flaw(sealed(), now=NOW + timedelta(hours=23)) is None


def test_its_date_cannot_be_changed() -> None:
    old = sealed(now=NOW - timedelta(days=3))
    told = b"t=%d" % (NOW - timedelta(days=3)).timestamp()
    assert told in old
    assert flaw(old.replace(told, b"t=%d" % NOW.timestamp())) is Flaw.CHANGED


def test_the_topmost_receipt_counts() -> None:
    assert flaw(sealed(sealed(now=NOW - timedelta(days=9)))) is None
    assert flaw(b"MailGuard-Receipt: mine\r\n" + sealed()) is Flaw.UNREADABLE


@given(st.lists(st.sampled_from([HANAKO, JIRO, Address("あ", "例え.jp")]), max_size=3))
def test_its_length_never_changes(recipients: list[Address]) -> None:
    made = sealed(MAIL, *recipients)
    assert len(made) - len(MAIL) == LENGTH
    assert all(len(line) <= 78 for line in made.split(b"\r\n"))


def test_no_recipients_and_one_blind_copy_more_look_alike() -> None:
    field = sealed()[:LENGTH]
    assert b"acme" not in field
    assert len(field) == len(sealed(MAIL, HANAKO)[:LENGTH])


def test_every_flaw_has_a_sentence() -> None:
    assert len({each.sentence for each in Flaw}) == len(Flaw)


def test_a_key_is_written_or_lies_in_a_file(tmp_path: Path) -> None:
    text = new_key()
    (tmp_path / "receipt.key").write_text(f"{text}\n")
    written, read = key_of(text, tmp_path), key_of("receipt.key", tmp_path)
    assert written
    assert read
    assert written.id == read.id
    assert key_of("", tmp_path) is None


def test_a_key_that_is_none_is_said_without_its_words(tmp_path: Path) -> None:
    (tmp_path / "receipt.key").write_text("secret words")
    for name in ("receipt.key", "missing.key"):
        with pytest.raises(KeyFileError) as raised:
            key_of(name, tmp_path)
        assert name in str(raised.value)
        assert "secret" not in str(raised.value)
    assert no_key("secret words").startswith("this is neither")
    assert [no_key(text) for text in ("", "receipt.key", new_key())] == ["", "", ""]


def test_a_key_shows_nothing_of_itself() -> None:
    text = new_key()
    key = key_in(text)
    assert key is not None
    assert text not in repr(key) + repr(ReceiptSettings(text))
    assert key.id not in text
