"""A mail is prepared by the worker: what it makes is on the disk, and what it refuses is said."""

from __future__ import annotations

import base64
import hashlib
import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
import pyzipper
from msgspec.structs import replace

from mailguard.domain.action import ActionRefusedError, Prepared
from mailguard.domain.consequence import Preparation
from mailguard.domain.policy import Policy
from mailguard.domain.rule import Encrypt
from mailguard.inspection.crew import Patience
from mailguard.inspection.inspector import WorkerInspector, worker_command
from mailguard.message.header import header_end
from mailguard.preparation.order import Order
from mailguard.preparation.steps import steps_of
from tests.actions.locking import attachments_of
from tests.inspection.entries import ACCOUNT, HANAKO, an_entry
from tests.inspection.odd_worker import odd_command
from tests.mails import an_eml, an_envelope

PATIENT = Patience(start=120, one_mail=120, whole=120)
CONTENT = b"1,234,567\n" * 100_000


def an_order(folder: Path, octets: bytes) -> Order:
    entry = an_entry(folder, octets, [HANAKO])
    by_rules = Preparation(encrypt=Encrypt(password_by_mail=True))
    return Order(
        ACCOUNT.address,
        entry.envelope,
        octets[: header_end(octets)],
        entry.source,
        frozenset(),
        tuple(attachments_of(octets)),
        tuple(steps_of(by_rules)),
        (),
        datetime.now(UTC),
        str(folder / "room"),
    )


@asynccontextmanager
async def an_inspector(
    *command: str, patience: Patience = PATIENT
) -> AsyncIterator[WorkerInspector]:
    inspector = WorkerInspector(lambda _account: Policy(), command, patience)
    await inspector.start()
    try:
        yield inspector
    finally:
        await inspector.close()


async def made(folder: Path, octets: bytes) -> Prepared:
    async with an_inspector(*worker_command(folder / "knowledge.sqlite")) as inspector:
        return await inspector.prepare(an_order(folder, octets), ACCOUNT)


async def test_files_leave_encrypted_and_what_is_large_lies_in_the_room(tmp_path: Path) -> None:
    octets = an_eml(attachments={"plan.csv": CONTENT})
    found = await made(tmp_path, octets)
    assert found.lock is not None
    (edit,) = [each for each in found.messages[0].edits if each.file is not None]
    assert edit.file is not None
    assert edit.file.path == str(tmp_path / "room")
    encoded = (tmp_path / "room").read_bytes()[edit.file.offset :][: edit.file.length]
    assert hashlib.sha256(encoded).digest() == edit.file.sha256
    archive = pyzipper.AESZipFile(io.BytesIO(base64.b64decode(encoded)))
    archive.setpassword(found.lock.password.encode())
    assert archive.read("plan.csv") == CONTENT
    second = message_from_bytes(found.follow_ups[0].octets, policy=default)
    assert found.lock.password in second.get_content()


async def test_a_signed_mail_is_refused_with_a_sentence(tmp_path: Path) -> None:
    octets = an_eml(attachments={"plan.csv": CONTENT})
    signed = octets.replace(b"multipart/mixed;", b"multipart/signed; micalg=sha-256;", 1)
    with pytest.raises(ActionRefusedError, match="signed"):
        await made(tmp_path, signed)
    assert not (tmp_path / "room").exists()


@pytest.mark.parametrize("fate", ["crash", "hang"])
async def test_a_worker_that_fails_at_it_lets_nothing_leave(tmp_path: Path, fate: str) -> None:
    order = an_order(tmp_path, an_eml(attachments={"a.txt": b"1"}))
    order = replace(order, envelope=an_envelope(f"{fate}@acme.example"))
    impatient = Patience(start=60, one_mail=60, whole=60, long=0.5, look=0.02)
    async with an_inspector(*odd_command(), patience=impatient) as inspector:
        with pytest.raises(ActionRefusedError, match="could not be prepared"):
            await inspector.prepare(order, ACCOUNT)
