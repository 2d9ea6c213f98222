"""What a mail that was sent teaches: kept since it was looked through, or read again."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from msgspec.structs import replace

from mailguard.domain.policy import Policy
from mailguard.inspection.crew import Patience
from mailguard.inspection.inspector import WorkerInspector, worker_command
from mailguard.inspection.study import study
from tests.inspection.entries import ACCOUNT, HANAKO, an_entry
from tests.inspection.odd_worker import odd_command
from tests.inspection.test_inspector import an_inspector
from tests.mails import SENDER, an_address, an_eml

PATIENT = Patience(start=60, one_mail=60, whole=60, look=0.02)
FILE = b"x" * 400_000  # large enough that the message is mapped


def test_people_text_and_files_are_read() -> None:
    octets = an_eml(
        to=[HANAKO], cc=["ken@beta.example"], fields={"Bcc": "b@c.example", "In-Reply-To": "<a@b>"},
        text="New.\n\nOn 2026/11/23, Hanako wrote:\n> Old.\n", attachments={"a.bin": FILE},
    )  # fmt: skip
    mail = study(memoryview(octets), [an_address(SENDER)])
    assert [(str(r.address), r.field.value) for r in mail.recipients] == [
        (HANAKO, "To"), ("ken@beta.example", "Cc"), ("b@c.example", "Bcc"),
    ]  # fmt: skip
    assert mail.text.new == "New.\n"
    assert mail.identification.in_reply_to == ("a@b",)
    (attachment,) = mail.attachments
    assert (attachment.name, attachment.sha256) == ("a.bin", hashlib.sha256(FILE).digest())


@pytest.mark.parametrize(
    "octets", [b"", b"\0\xff\n\n", b"From: x\n\n", b"Content-Type: multipart/x\n"]
)
def test_anything_can_be_read(octets: bytes) -> None:
    assert study(memoryview(octets), []).recipients == ()


async def test_the_worker_says_what_a_mail_teaches(tmp_path: Path) -> None:
    octets = an_eml(to=[HANAKO, "ken@beta.example"], attachments={"a.bin": FILE})
    entry = an_entry(tmp_path, octets, [HANAKO, "ken@beta.example"])
    entry = replace(entry, left_out=frozenset({"ken@beta.example"}))
    inspector = WorkerInspector(
        lambda _account: Policy(), worker_command(tmp_path / "k.sqlite"), PATIENT
    )
    await inspector.start()
    try:
        lesson = await inspector.study(entry, ACCOUNT)
        gone = replace(entry, source=replace(entry.source, path=str(tmp_path / "gone.eml")))
        assert await inspector.study(gone, ACCOUNT) is None
    finally:
        await inspector.close()
    assert lesson is not None
    assert lesson.is_sent
    assert [party.key for party in lesson.recipients] == [HANAKO]
    assert [file.name for file in lesson.files] == ["a.bin"]


async def test_a_worker_that_dies_of_it_teaches_nothing(tmp_path: Path) -> None:
    async with an_inspector(*odd_command()) as inspector:
        assert inspector.is_idle
        entry = an_entry(tmp_path, b"\r\n", ["crash@x.example"])
        assert await inspector.study(entry, ACCOUNT) is None


async def test_what_a_mail_teaches_is_the_same_at_both_readings(tmp_path: Path) -> None:
    octets = an_eml(to=[HANAKO], fields={"Bcc": "B <b@c.example>"}, attachments={"a.bin": FILE})
    entry = an_entry(tmp_path, octets, [HANAKO, "b@c.example"])
    inspector = WorkerInspector(
        lambda _account: Policy(), worker_command(tmp_path / "k.sqlite"), PATIENT
    )
    await inspector.start()
    try:
        await inspector.inspect(entry, ACCOUNT, lambda _preview: None)
        lesson = inspector.lesson(entry)
        assert inspector.lesson(entry) is None, "it is kept until it is asked for"
        again = await inspector.study(entry, ACCOUNT)
        await inspector.inspect(entry, ACCOUNT, lambda _preview: None)
        someone_left_out = replace(entry, left_out=frozenset({"b@c.example"}))
        assert inspector.lesson(someone_left_out) is None
    finally:
        await inspector.close()
    assert lesson is not None
    assert lesson == again
