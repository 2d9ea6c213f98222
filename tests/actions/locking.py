"""Mails with attachments encrypted, for tests."""

from __future__ import annotations

import io
import secrets
from collections.abc import Iterator, Mapping, Sequence
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import openpyxl
import pypdf
import pyzipper

from mailguard.actions.encrypt_attachments import Encrypting, encrypt_attachments
from mailguard.domain.action import Change, Means, Original
from mailguard.domain.mail import Attachment, Edit
from mailguard.domain.rule import Encrypt
from mailguard.message.body import body_of
from mailguard.message.edits import in_order
from mailguard.message.header import header_end
from mailguard.message.parts import structure
from mailguard.message.transfer import decoded_chunks
from mailguard.preparation.room import FolderRoom
from tests.actions.changes import NOW
from tests.mails import SENDER, an_address, an_envelope

USUAL = Encrypt()


def attachments_of(
    octets: bytes, inline: Sequence[str] = (), locked: Sequence[str] = ()
) -> Iterator[Attachment]:
    """As an inspection finds them."""
    for part in body_of(structure(octets).root).files:
        name = part.facts.file_name or "attached mail"
        body = octets[part.body.start : part.body.end]
        size = sum(map(len, decoded_chunks(body, part.facts.encoding)))
        yield Attachment(name, size, part.media_type, "", part.body, part.facts.encoding,
                         inline=name in inline, encrypted=name in locked)  # fmt: skip


def an_original(octets: bytes, attachments: Sequence[Attachment]) -> Original:
    return Original(
        an_address(SENDER),
        an_envelope("a@b.example"),
        octets[: header_end(octets)],
        octets=memoryview(octets),
        attachments=tuple(attachments),
    )


def change_of(folder: Path, original: Original, encrypting: Encrypting) -> Change:
    with FolderRoom(folder / "results") as room:
        return encrypt_attachments.function(
            original, encrypting, Means(secrets.token_bytes, NOW, room)
        )


def encrypted(
    folder: Path,
    octets: bytes,
    how: Encrypt = USUAL,
    agreed: str = "",
    **found: Sequence[str],
) -> tuple[bytes, Change]:
    """The message as it leaves."""
    original = an_original(octets, list(attachments_of(octets, **found)))
    change = change_of(folder, original, Encrypting(how, agreed))
    return written(octets, in_order(change.edits)), change


def written(octets: bytes, edits: Sequence[Edit]) -> bytes:
    """The message with these edits, and with what lies in files."""
    pieces, position = [], 0
    for edit in edits:
        pieces.append(octets[position : edit.span.start])
        if edit.file is None:
            pieces.append(edit.data)
        else:
            whole = Path(edit.file.path).read_bytes()
            pieces.append(whole[edit.file.offset : edit.file.offset + edit.file.length])
        position = edit.span.end
    return b"".join([*pieces, octets[position:]])


def files_of(octets: bytes) -> dict[str, bytes]:
    """The attached files, as the standard library reads them."""
    message = message_from_bytes(octets, policy=policy.default)
    assert isinstance(message, EmailMessage)
    assert not structure(octets).ambiguities
    found: dict[str, bytes] = {}
    for part in message.walk():
        if not part.is_multipart() and part.get_content_disposition() == "attachment":
            content = part.get_payload(decode=True)
            assert isinstance(content, bytes)
            found[part.get_filename("")] = content
    return found


def a_workbook() -> bytes:
    book, target = openpyxl.Workbook(), io.BytesIO()
    book.active["A1"] = "見積"
    book.save(target)
    return target.getvalue()


def a_pdf() -> bytes:
    writer, target = pypdf.PdfWriter(), io.BytesIO()
    writer.add_blank_page(100, 100)
    writer.write(target)
    return target.getvalue()


def an_archive(plain: Mapping[str, bytes], locked: Mapping[str, bytes]) -> bytes:
    """A zip file, some of whose files ask for a password."""
    target = io.BytesIO()
    with pyzipper.AESZipFile(target, "w") as archive:
        for name, octets in plain.items():
            archive.writestr(name, octets)
        archive.setpassword(b"theirs")
        archive.setencryption(pyzipper.WZ_AES)
        for name, octets in locked.items():
            archive.writestr(name, octets)
    return target.getvalue()
