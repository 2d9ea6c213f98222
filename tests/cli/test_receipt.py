"""What whoever runs a mail server does with receipts by command line."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from mailguard.domain.address import Address
from mailguard.receipt.content import Content
from mailguard.receipt.key import read_key
from mailguard.receipt.receipt import receipt
from tests.cli.conftest import Mailguard

MAIL = b"From: taro@example.co.jp\r\n\r\nHello\r\n"


@pytest.fixture
def key(mailguard: Mailguard, tmp_path: Path) -> Path:
    path = tmp_path / "receipt.key"
    assert mailguard("receipt", "new-key", str(path)).code == 0
    return path


@pytest.fixture
def mail(key: Path, tmp_path: Path) -> Path:
    content = Content()
    content.feed(MAIL)
    made = receipt(read_key(key), content.digest(), [Address("a", "x.example")], datetime.now(UTC))
    path = tmp_path / "a.eml"
    path.write_bytes(made.field() + MAIL)
    return path


def test_a_mail_is_verified_for_its_recipients(mailguard: Mailguard, key: Path, mail: Path) -> None:
    verify = ("receipt", "verify", str(mail), "--key", str(key), "--recipient")
    assert mailguard(*verify, "A@x.example").code == 0
    told = mailguard(*verify, "b@x.example")
    assert told.code == 1
    assert "made for other recipients" in told.err


def test_both_keys_count_while_they_change(
    mailguard: Mailguard, key: Path, mail: Path, tmp_path: Path
) -> None:
    new = str(tmp_path / "new.key")
    mailguard("receipt", "new-key", new)
    verify = ("receipt", "verify", str(mail), "--recipient", "a@x.example", "--key", new)
    assert "made with another key" in mailguard(*verify).err
    assert mailguard(*verify, "--key", str(key)).code == 0


def test_a_key_is_never_overwritten_nor_shown(mailguard: Mailguard, key: Path) -> None:
    before = key.read_text()
    told = mailguard("receipt", "new-key", str(key))
    assert told.code == 1
    assert key.read_text() == before
    assert before.strip() not in told.out + told.err


def test_what_is_no_key_is_said(mailguard: Mailguard, mail: Path) -> None:
    told = mailguard(
        "receipt", "verify", str(mail), "--recipient", "a@x.example", "--key", str(mail)
    )
    assert told.code == 1
    assert "is no key" in told.err
