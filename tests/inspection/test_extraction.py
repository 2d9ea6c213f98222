"""An attachment is taken out of a mail as a file that only its owner can read."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from mailguard.domain.mail import Attachment, Source
from mailguard.inspection.extraction import extract
from mailguard.inspection.octets import message_octets
from tests.inspection.entries import an_entry
from tests.inspection.test_examiner import examined
from tests.mails import an_eml

CONTENT = bytes(range(256)) * 2000  # so large that the mail is mapped
MAIL = an_eml(attachments={"data.bin": CONTENT})


@pytest.fixture
def source(tmp_path: Path) -> Source:
    return an_entry(tmp_path, MAIL).source


@pytest.fixture
def attachment(tmp_path: Path) -> Attachment:
    return examined(tmp_path, MAIL).attachments[0]


def test_the_octets_are_those_that_were_attached(
    tmp_path: Path, source: Source, attachment: Attachment
) -> None:
    target = tmp_path / "out.bin"
    extract(source, attachment, target)
    assert target.read_bytes() == CONTENT
    assert target.stat().st_mode & 0o077 == 0


def test_nothing_is_overwritten(tmp_path: Path, source: Source, attachment: Attachment) -> None:
    target = tmp_path / "out.bin"
    target.write_bytes(b"mine")
    with pytest.raises(FileExistsError):
        extract(source, attachment, target)
    assert target.read_bytes() == b"mine"


def test_a_failure_leaves_no_file(tmp_path: Path, source: Source, attachment: Attachment) -> None:
    target = tmp_path / "out.bin"
    with pytest.raises(OSError, match="instead of"):
        extract(msgspec.structs.replace(source, length=10**7), attachment, target)
    assert not target.exists()


@pytest.mark.parametrize("octets", [b"", b"small", b"x" * 400_000])
def test_a_message_is_where_its_source_says(tmp_path: Path, octets: bytes) -> None:
    with message_octets(an_entry(tmp_path, octets).source) as found:
        assert bytes(found) == octets
