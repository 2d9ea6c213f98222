"""The mails of the design's table of actions, decided by the real policy."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import msgspec

from mailguard.checks.visible_recipients import visible_recipients
from mailguard.domain.finding import Finding, OfAttachment, Severity
from mailguard.domain.inspection import Inspection, Offer, Preview
from mailguard.domain.mail import Attachment, Correspondents, MailKind
from mailguard.domain.recipient import Acquaintance, Field, Recipient
from mailguard.domain.settings import Settings
from mailguard.policy.decision import Case, decide
from tests.checks.knowing import NothingKnown
from tests.mails import a_mail, a_recipient, an_attachment
from tests.ui.questions import a_summary
from ui.read_model import Question

NOW = datetime.now(tz=UTC)
FAMILIAR = Acquaintance(9, NOW - timedelta(days=3))


def a_question(
    recipients: Sequence[Recipient],
    attachments: Sequence[Attachment] = (),
    findings: Sequence[Finding] = (),
) -> Question:
    """The question that the default settings make of a mail."""
    people, files = tuple(recipients), tuple(attachments)
    mail = msgspec.structs.replace(a_mail(), recipients=people, attachments=files)
    found = visible_recipients.findings(mail, NothingKnown(), visible_recipients.settings)
    findings = (*findings, *found)
    case = Case(MailKind.ORDINARY, people, files, findings, frozenset({Offer("visible-to-bcc")}))
    preview = Preview("Greetings", MailKind.ORDINARY, Correspondents(), people)
    inspection = Inspection(
        preview=preview,
        attachments=files,
        text="Hello",
        text_is_cut=False,
        has_quoted_text=False,
        findings=findings,
        decision=decide(case, Settings(), NOW),
        fingerprint=b"",
    )
    return Question(a_summary(), preview, inspection)


def known(address: str, field: Field = Field.TO) -> Recipient:
    return a_recipient(address, field, known=FAMILIAR)


def own(name: str) -> Recipient:
    return a_recipient(f"{name}@example.co.jp")


def a_reply_to_one() -> Question:
    return a_question([known("hanako@acme.example")])


def a_reply_to_all() -> Question:
    people = [known(f"person{n}@acme.example") for n in range(4)]
    return a_question([*people, own("jiro"), own("megumi")])


def an_internal_mail() -> Question:
    files = [an_attachment(f"file{n}.pdf") for n in range(3)]
    return a_question([own("jiro"), own("megumi"), own("ken")], files)


def a_quote() -> Question:
    """To a known customer, one new Cc there, two files, one of them with a hidden sheet."""
    hidden = Finding("hidden-sheets", Severity.WARNING, "A sheet is hidden.", (), OfAttachment(0))
    return a_question(
        [known("hanako@acme.example"), a_recipient("suzuki@acme.example", Field.CC)],
        [an_attachment("quote.xlsx"), an_attachment("drawing.pdf")],
        [hidden],
    )


def a_conversation() -> Question:
    """To all of a conversation that others began: nobody of them was written to before."""
    yesterday = NOW - timedelta(days=1)
    people = [a_recipient("hanako@acme.example"), a_recipient("ken@beta.example", Field.CC)]
    return a_question([msgspec.structs.replace(one, took_part_at=yesterday) for one in people])


def a_notice() -> Question:
    """To twelve people of five companies, who see each other."""
    return a_question([known(f"person{n}@company{n % 5}.example") for n in range(12)])
