"""Builders of mails for tests: name only what matters, the rest is ordinary."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta, timezone
from email.message import EmailMessage
from email.policy import SMTP

from mailguard.domain.address import Address
from mailguard.domain.content import Content
from mailguard.domain.envelope import Envelope, Forward
from mailguard.domain.mail import (
    Attachment,
    Correspondents,
    Identification,
    Link,
    Mail,
    Mailbox,
    MailKind,
    Source,
    Span,
    Text,
)
from mailguard.domain.recipient import Acquaintance, Field, Recipient, RecipientClass

SENDER = "taro@example.co.jp"
OWN_DOMAIN = "example.co.jp"
TODAY = datetime(2026, 11, 24, 12, 34, 56, tzinfo=timezone(timedelta(hours=9)))
YESTERDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

NOWHERE = Source("message.eml", 0, 0, b"")


def an_address(text: str) -> Address:
    return Address.parse(text)


def a_mailbox(text: str) -> Mailbox:
    """The mailbox in `text`: `a@b.example`, or `Name <a@b.example>`."""
    name, bracket, address = text.rpartition("<")
    return (
        Mailbox(an_address(address.rstrip(">")), name.strip())
        if bracket
        else Mailbox(an_address(text))
    )


def a_recipient(
    text: str,
    field: Field = Field.TO,
    *,
    kind: RecipientClass | None = None,
    organisation: str | None = None,
    known: Acquaintance | None = None,
) -> Recipient:
    """A recipient: own at OWN_DOMAIN, else external; its organisation is its domain."""
    mailbox = a_mailbox(text)
    domain = mailbox.address.domain
    ordinary = RecipientClass.OWN if domain == OWN_DOMAIN else RecipientClass.EXTERNAL
    return Recipient(
        mailbox.address, field, kind or ordinary, organisation or domain, mailbox.name, known
    )


def an_acquaintance(times: int = 5, last_at: datetime = YESTERDAY) -> Acquaintance:
    return Acquaintance(times, last_at)


def an_envelope(*recipients: str, sender: str | None = SENDER) -> Envelope:
    return Envelope(
        an_address(sender) if sender else None,
        tuple(Forward(an_address(recipient)) for recipient in recipients),
    )


def an_attachment(
    name: str = "report.pdf",
    *,
    size: int = 1000,
    declared_type: str = "application/pdf",
    real_type: str | None = None,
    inline: bool = False,
    encrypted: bool = False,
    sha256: bytes = b"",
) -> Attachment:
    """An attachment that is what it says, unless `real_type` says otherwise."""
    real = declared_type if real_type is None else real_type
    return Attachment(
        name,
        size,
        declared_type,
        real,
        Span(0, 0),
        "base64",
        sha256,
        inline=inline,
        encrypted=encrypted,
    )


def a_mail(
    *,
    subject: str = "Greetings",
    text: str = "Hello.\n",
    quoted: str = "",
    signature: str = "",
    links: Sequence[Link] = (),
    to: Sequence[str] = ("hanako@acme.example",),
    cc: Sequence[str] = (),
    bcc: Sequence[str] = (),
    attachments: Sequence[Attachment] = (),
    contents: Sequence[Content] = (),
    kind: MailKind = MailKind.ORDINARY,
    is_reply: bool = False,
    known: Mapping[str, Acquaintance] | None = None,
    date: datetime | None = TODAY,
    ambiguities: Sequence[str] = (),
) -> Mail:
    """A mail from SENDER as checks see it; `known` says which addresses were written to before.

    Attachments without `contents` are empty files.
    """
    recipients = tuple(
        a_recipient(text, field, known=(known or {}).get(str(a_mailbox(text).address)))
        for field, texts in ((Field.TO, to), (Field.CC, cc), (Field.BCC, bcc))
        for text in texts
    )
    return Mail(
        an_envelope(*(str(r.address) for r in recipients)),
        NOWHERE,
        kind,
        subject,
        Correspondents(
            author=(a_mailbox(SENDER),),
            to=tuple(a_mailbox(text) for text in to),
            cc=tuple(a_mailbox(text) for text in cc),
        ),
        recipients,
        Text(text + signature, quoted, len(text) if signature else None, tuple(links)),
        tuple(attachments),
        is_reply,
        contents=tuple(contents) or tuple(Content() for _ in attachments),
        ambiguities=tuple(ambiguities),
        identification=Identification("2@example.co.jp"),
        date=date,
        own=(OWN_DOMAIN,),
    )


def an_eml(
    *,
    sender: str = SENDER,
    to: Sequence[str] = ("hanako@acme.example",),
    cc: Sequence[str] = (),
    subject: str | None = "Greetings",
    text: str = "Hello.\n",
    html: str | None = None,
    attachments: Mapping[str, bytes] | None = None,
    fields: Mapping[str, str] | None = None,
    charset: str = "utf-8",
) -> bytes:
    """The octets of a well-formed message, with CRLF; equal for equal arguments."""
    message = EmailMessage(policy=SMTP)
    message["Message-ID"] = "<1@example.co.jp>"
    message["Date"] = "Tue, 24 Nov 2026 12:34:56 +0900"
    message["From"] = sender
    people = {"To": ", ".join(to) or None, "Cc": ", ".join(cc) or None, "Subject": subject}
    for name, value in {**people, **(fields or {})}.items():
        if value is not None:
            message[name] = value
    message.set_content(text, charset=charset)
    if html is not None:
        message.add_alternative(html, subtype="html", charset=charset)
    for name, octets in (attachments or {}).items():
        message.add_attachment(
            octets, maintype="application", subtype="octet-stream", filename=name
        )
    for number, part in enumerate(message.walk()):
        if part.is_multipart():
            part.set_boundary(f"=-boundary-{number}")
    return message.as_bytes()
