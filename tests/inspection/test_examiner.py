"""A whole mail is looked through: people, text, files, findings, decision."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from mailguard import actions, checks
from mailguard.content.filetype import FileTypes
from mailguard.discovery import discover
from mailguard.domain.action import Action
from mailguard.domain.address import Address
from mailguard.domain.check import Check, Fact, NoSettings, check
from mailguard.domain.finding import OfAttachment, Severity
from mailguard.domain.inspection import TEXT_LIMIT, Inspection, Offer, Preview
from mailguard.domain.knowledge import Knowledge, NothingKnown
from mailguard.domain.mail import Mail, MailKind
from mailguard.domain.recipient import Acquaintance, Field
from mailguard.domain.settings import Organisation, Settings
from mailguard.inspection.attachments import ATTACHMENT_LIMIT
from mailguard.inspection.domains import organisation_of
from mailguard.inspection.examiner import Examiner
from mailguard.inspection.ruling import Ruling
from mailguard.knowledge.lessons import Sighting, lesson_of
from mailguard.rulebook.almanac import almanac_of
from tests.content.test_filetype import a_program
from tests.content.zips import a_locked_zip
from tests.inspection.entries import HANAKO, a_request
from tests.knowledge.learning import a_past_mail, known, learn
from tests.mails import SENDER, TODAY, an_address, an_eml

TYPES = FileTypes()


class EverybodyKnown(NothingKnown):
    def acquaintance(self, address: Address) -> Acquaintance | None:
        del address
        return Acquaintance(9, datetime.now(UTC))


def examined(
    folder: Path,
    octets: bytes,
    recipients: Sequence[str] = (HANAKO,),
    *,
    knowledge: Knowledge | None = None,
    settings: Settings | None = None,
    seconds: float = 60,
    previews: list[Preview] | None = None,
) -> Inspection:
    examiner = Examiner(
        discover(checks, Check),
        discover(actions, Action),
        knowledge or NothingKnown(),
        TYPES,
        Ruling(almanac_of),
        seconds,
    )
    request = a_request(folder, octets, recipients, settings)
    return examiner.examine(request, (previews if previews is not None else []).append)


def test_an_ordinary_mail_is_read(tmp_path: Path) -> None:
    found = examined(
        tmp_path,
        an_eml(
            to=["Hanako <hanako@acme.example>"],
            subject="Re: 見積",
            text="Thank you.\n\nOn 2026/11/23, Hanako wrote:\n> Here it is.\n",
            attachments={"図面.csv": b"a,b\n1,2\n"},
            fields={"In-Reply-To": "<a@b>"},
        ),
        [HANAKO, "hidden@beta.example"],
    )
    assert found.preview.subject == "Re: 見積"
    assert [(r.name, r.field) for r in found.preview.recipients] == [
        ("Hanako", Field.TO),
        ("", Field.BCC),
    ]
    assert found.text == "Thank you.\n"
    assert found.has_quoted_text
    (attachment,) = found.attachments
    assert (attachment.name, attachment.size) == ("図面.csv", 8)
    assert attachment.real_type.startswith("text/")
    assert len(attachment.sha256) == 32
    assert found.unchecked == ()
    assert [demand.id for demand in found.decision.demands] == [
        "organisation:acme.example",
        "organisation:beta.example",
        "attachment:0",
    ]
    assert found.decision.delay == 60


def test_a_mail_to_somebody_known_asks_for_nothing(tmp_path: Path) -> None:
    found = examined(tmp_path, an_eml(), knowledge=EverybodyKnown())
    assert found.decision.demands == ()


@pytest.mark.parametrize(
    ("named", "asked"),
    [({"In-Reply-To": "<theirs@acme.example>"}, []), ({}, ["organisation:acme.example"])],
)
def test_people_of_the_conversation_that_is_answered_come_ticked(
    tmp_path: Path, named: dict[str, str], asked: list[str]
) -> None:
    theirs = a_past_mail(
        author="boss@acme.example",
        to=[SENDER],
        cc=[HANAKO],
        at=datetime.now(UTC) - timedelta(days=2),
        message_id="theirs@acme.example",
        subject="Delivery",
    )
    lesson = lesson_of(theirs, Sighting(organisation_of, [an_address(SENDER)], datetime.now(UTC)),
                       is_sent=False)  # fmt: skip
    learn(tmp_path, lesson)
    reply = an_eml(subject="Re: Delivery", to=["boss@acme.example"], cc=[HANAKO], fields=named)
    with known(tmp_path) as knowledge:
        found = examined(tmp_path, reply, ["boss@acme.example", HANAKO], knowledge=knowledge)
    assert [demand.id for demand in found.decision.demands] == asked
    assert [r.took_part_at is not None for r in found.preview.recipients] == [not asked] * 2


def test_a_signature_that_the_sender_always_writes_is_set_apart(tmp_path: Path) -> None:
    signature = "Taro, the tall one\nnew office since 2026年11月24日（月）\n"

    def wrong_days() -> list[str]:
        with known(tmp_path) as knowledge:
            found = examined(tmp_path, an_eml(text=f"Yes, gladly.\n\n{signature}"),
                             knowledge=knowledge)  # fmt: skip
        return [f.check for f in found.findings if f.check == "date-weekday"]

    assert wrong_days() == ["date-weekday"]
    sighting = Sighting(organisation_of, [an_address(SENDER)], datetime.now(UTC))
    mails = [a_past_mail(text=f"Word {n}.\n\n{signature}", message_id=f"{n}") for n in range(3)]
    learn(tmp_path, *(lesson_of(mail, sighting, is_sent=True) for mail in mails))
    assert wrong_days() == []


def test_findings_come_from_every_check(tmp_path: Path) -> None:
    crowd = [f"p{i}@company{i % 5}.example" for i in range(12)]
    octets = an_eml(to=crowd, subject=None, attachments={"a.pdf": a_program()})
    found = examined(tmp_path, octets, crowd, knowledge=EverybodyKnown())
    assert [(f.check, f.severity) for f in found.findings] == [
        ("attachment-type-mismatch", Severity.DANGER),
        ("visible-recipients", Severity.WARNING),
        ("attachment-unreadable", Severity.NOTICE),
        ("empty-subject", Severity.NOTICE),
    ]
    assert found.findings[0].place == OfAttachment(0)
    assert found.decision.offers == (Offer("visible-to-bcc"),)


def test_an_action_that_would_break_a_signature_is_not_offered(tmp_path: Path) -> None:
    crowd = [f"p{i}@company{i % 5}.example" for i in range(12)]
    octets = an_eml(to=crowd, fields={"DKIM-Signature": "v=1; h=to"})
    assert examined(tmp_path, octets, crowd).decision.offers == ()


def test_a_forgotten_attachment_is_found(tmp_path: Path) -> None:
    found = examined(tmp_path, an_eml(text="見積書を添付いたします。\n"))
    assert [f.check for f in found.findings] == ["attachment-forgotten"]


def test_an_encrypted_archive_is_known(tmp_path: Path) -> None:
    found = examined(tmp_path, an_eml(attachments={"a.zip": a_locked_zip("a.txt", b"text")}))
    assert found.attachments[0].encrypted


def test_what_is_in_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    found = examined(
        tmp_path,
        an_eml(attachments={"a.zip": a_locked_zip("a.txt", b"text")}),
        knowledge=EverybodyKnown(),
    )
    assert any("a.zip" in sentence for sentence in found.unchecked)
    assert "inspection" not in [finding.check for finding in found.findings]


def test_each_recipient_has_its_risk(tmp_path: Path) -> None:
    class Sure(NothingKnown):
        def risks(self, mail: Mail) -> dict[str, float]:
            return {r.address.key: 0.9 for r in mail.recipients if r.address.domain == "b.example"}

    recipients = ["a@a.example", "b@b.example"]
    found = examined(tmp_path, an_eml(to=recipients), recipients, knowledge=Sure())
    assert [recipient.risk for recipient in found.preview.recipients] == [0.0, 0.9]


def test_the_checks_see_what_is_in_the_files_and_whose_mail_it_is(tmp_path: Path) -> None:
    seen: list[Mail] = []

    @check("sees", title="Sees", severity=Severity.NOTICE, settings=NoSettings())
    def sees(mail: Mail, _knowledge: Knowledge, _settings: NoSettings) -> Iterator[Fact]:
        seen.append(mail)
        yield from ()

    settings = Settings(organisation=Organisation(own=("sales.example.com", "example.net")))
    octets = an_eml(attachments={"notes.txt": "社外秘".encode()}, text="Hello.\n\n-- \nTaro\n")
    request = a_request(tmp_path, octets, settings=settings)
    Examiner([sees], [], NothingKnown(), TYPES, Ruling(almanac_of)).examine(
        request, lambda _preview: None
    )
    (mail,) = seen
    assert [content.text for content in mail.contents] == ["社外秘"]
    assert mail.own == ("example.co.jp", "example.com", "example.net")
    assert mail.text.body == "Hello.\n\n"
    assert mail.identification.message_id == "1@example.co.jp"
    assert mail.date == TODAY
    assert (mail.ambiguities, mail.is_signed) == ((), False)


def test_base64_that_others_stop_reading_is_ambiguous(tmp_path: Path) -> None:
    hidden = base64.b64encode(b"%") + base64.b64encode(b"PDF-1.7 hidden")
    octets = (
        b"Content-Type: application/octet-stream; name=a.txt\r\n"
        b"Content-Transfer-Encoding: base64\r\nContent-Disposition: attachment\r\n\r\n" + hidden
    )
    found = examined(tmp_path, octets)
    assert [f.check for f in found.findings if f.severity is Severity.DANGER][-1] == (
        "ambiguous-structure"
    )


def test_a_picture_within_the_text_is_no_file(tmp_path: Path) -> None:
    octets = (
        b"Content-Type: multipart/related; boundary=b\r\n\r\n"
        b'--b\r\nContent-Type: text/html\r\n\r\n<p>hello <img src="cid:logo@x">\r\n'
        b"--b\r\nContent-Type: image/png\r\nContent-ID: <logo@x>\r\n\r\nx\r\n"
        b"--b\r\nContent-Type: image/png\r\nContent-ID: <other@x>\r\n\r\nx\r\n--b--\r\n"
    )
    found = examined(tmp_path, octets)
    assert [attachment.inline for attachment in found.attachments] == [True, False]


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        (b"message/rfc822", "attached mail"),
        (b"text/calendar", "invitation"),
        (b"application/pdf", "attachment 1"),
        (b'application/pdf; name="../../x.pdf"', "x.pdf"),
    ],
)
def test_every_file_has_a_name(tmp_path: Path, kind: bytes, name: str) -> None:
    octets = b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: %s\r\n\r\nx"
    assert [a.name for a in examined(tmp_path, octets % kind).attachments] == [name]


@pytest.mark.parametrize(
    "octets",
    [
        b"Content-Type: application/pkcs7-mime; smime-type=enveloped-data\r\n\r\nx",
        b"Content-Type: application/pkcs7-mime; smime-type=signed-data\r\n\r\nx",
        b"Content-Type: message/external-body; access-type=ftp\r\n\r\nx",
        b"\r\n-----BEGIN PGP MESSAGE-----\r\n\r\nx\r\n-----END PGP MESSAGE-----\r\n",
    ],
    ids=["encrypted", "sealed", "elsewhere", "PGP"],
)
def test_what_could_not_be_checked_is_named_and_asked_about(tmp_path: Path, octets: bytes) -> None:
    found = examined(tmp_path, octets, knowledge=EverybodyKnown())
    assert len(found.unchecked) == 1
    index = [finding.check for finding in found.findings].index("inspection")
    assert found.findings[index].evidence == found.unchecked
    assert f"finding:{index}" in [demand.id for demand in found.decision.demands]


def test_when_time_is_up_the_rest_is_named(tmp_path: Path) -> None:
    found = examined(tmp_path, an_eml(attachments={"a.pdf": b"%PDF-"}), seconds=0)
    assert any("a.pdf" in sentence for sentence in found.unchecked)
    titles = [check.title for check in discover(checks, Check) if check.enabled]
    assert all(title in found.unchecked[-1] for title in titles)
    assert found.attachments[0].sha256 == b""


def test_of_very_many_files_the_first_are_checked_and_that_is_said(tmp_path: Path) -> None:
    part = b"--b\r\nContent-Type: application/pdf\r\n\r\nx\r\n"
    octets = b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + part * (ATTACHMENT_LIMIT + 1)
    found = examined(tmp_path, octets)
    assert len(found.attachments) == ATTACHMENT_LIMIT
    assert len(found.unchecked) == 1


def test_a_read_receipt_needs_no_answer(tmp_path: Path) -> None:
    octets = (
        b"Content-Type: multipart/report; report-type=disposition-notification; boundary=b\r\n"
        b"Subject: Read\r\n\r\n--b\r\n\r\nread\r\n"
        b"--b\r\nContent-Type: message/disposition-notification\r\n\r\nx\r\n--b--\r\n"
    )
    found = examined(tmp_path, octets)
    assert found.preview.kind is MailKind.RECEIPT
    assert not found.decision.needs_answer


def test_a_long_text_is_cut_at_a_whole_character(tmp_path: Path) -> None:
    found = examined(tmp_path, an_eml(text="あ" * 10_000 + "\n"))
    assert found.text_is_cut
    assert len(found.text.encode()) <= TEXT_LIMIT
    assert set(found.text) == {"あ"}


def test_a_large_mail_is_previewed_first(tmp_path: Path) -> None:
    previews: list[Preview] = []
    octets = an_eml(attachments={"a.bin": bytes(400_000)})
    found = examined(tmp_path, octets, previews=previews)
    assert [p.recipients for p in previews] == [found.preview.recipients]
    assert found.attachments[0].size == 400_000


def test_a_file_that_is_shorter_than_it_should_be_is_an_error(tmp_path: Path) -> None:
    request = a_request(tmp_path, an_eml())
    Path(request.source.path).write_bytes(b"short")
    examiner = Examiner([], [], NothingKnown(), TYPES, Ruling(almanac_of))
    with pytest.raises(OSError, match="instead of"):
        examiner.examine(request, lambda _preview: None)


def test_base64_that_others_stop_reading_is_read_to_its_end(tmp_path: Path) -> None:
    hidden = base64.b64encode(b"%") + base64.b64encode(b"PDF-1.7 hidden")
    octets = (
        b"Content-Type: application/octet-stream; name=a.txt\r\n"
        b"Content-Transfer-Encoding: base64\r\nContent-Disposition: attachment\r\n\r\n" + hidden
    )
    assert examined(tmp_path, octets).attachments[0].size == len(b"%PDF-1.7 hidden")
