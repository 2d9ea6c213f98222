"""Ordinary business mail as people write it, as octets."""

from __future__ import annotations

import mimetypes
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta, timezone
from email.message import EmailMessage
from email.policy import SMTPUTF8

from tests.detection.world import Company, Person, World

TOKYO = timezone(timedelta(hours=9))
START = datetime(2026, 9, 1, 9, 0, tzinfo=TOKYO)


@dataclass(frozen=True)
class Letter:
    """A mail before it is written down."""

    sender: Person
    to: tuple[Person, ...]
    salutation: str
    body: str
    signature: str
    subject: str = "お打ち合わせの件"
    cc: tuple[Person, ...] = ()
    bcc: tuple[Person, ...] = ()
    at: datetime = START
    quoted: str = ""
    html: str | None = None
    attachments: Mapping[str, bytes] = field(default_factory=dict)
    message_id: str = ""
    in_reply_to: str = ""
    charset: str = "utf-8"
    mangled: Callable[[bytes], bytes] | None = None  # what became of its octets

    def but(self, **changes: object) -> Letter:
        """The same with changes."""
        return replace(self, **changes)  # type: ignore[arg-type]  # tests name fields that exist

    @property
    def text(self) -> str:
        parts = (self.salutation, self.body, self.signature, self.quoted)
        return "\n\n".join(part for part in parts if part) + "\n"

    def octets(self) -> bytes:
        """The message with CRLF."""
        domain = self.sender.address.partition("@")[2]
        message = EmailMessage(policy=SMTPUTF8)
        message["Message-ID"] = f"<{self.message_id or zlib.crc32(self.text.encode())}@{domain}>"
        message["Date"] = self.at
        message["From"] = self.sender.mailbox
        message["To"] = ", ".join(person.mailbox for person in self.to)
        if self.cc:
            message["Cc"] = ", ".join(person.mailbox for person in self.cc)
        if self.bcc:
            message["Bcc"] = ", ".join(person.mailbox for person in self.bcc)
        message["Subject"] = self.subject
        if self.in_reply_to:
            message["In-Reply-To"] = message["References"] = f"<{self.in_reply_to}>"
        message.set_content(self.text, charset=self.charset)
        if self.html is not None:
            message.add_alternative(self.html, subtype="html")
        for name, octets in self.attachments.items():
            kind, _slash, subtype = _type_of(name).partition("/")
            message.add_attachment(octets, maintype=kind, subtype=subtype, filename=name)
        return self.mangled(bytes(message)) if self.mangled else bytes(message)

    @property
    def recipients(self) -> tuple[str, ...]:
        return tuple(person.address for person in (*self.to, *self.cc, *self.bcc))


def _type_of(name: str) -> str:
    """As mail programs declare a file by the end of its name; none shows a message in it."""
    found = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return "application/octet-stream" if found.startswith(("message/", "text/")) else found


_OPENINGS = (
    "お世話になっております。{own}の{me}です。",
    "いつも大変お世話になっております。{own} {me}でございます。",
)
_TOPICS = (
    "先日はお時間をいただきありがとうございました。次回のお打ち合わせの候補日をお知らせください。",
    "ご依頼いただいておりました件、社内で確認が取れましたのでご連絡いたします。詳細はお電話でご説明いたします。",
    "納期についてのお問い合わせ、承知いたしました。工場に確認のうえ、改めてご連絡いたします。",
    "来月の訪問の件、承知いたしました。当日は3名で伺う予定です。どうぞよろしくお願いいたします。",
    "仕様の変更について、2点ほど確認させてください。1点目は寸法、2点目は材質についてです。",
)
_WESTERN_TOPICS = (
    "Thank you for your time yesterday. Could you let me know which day suits you next week?",
    "We have checked your request with our team and will call you to explain the details.",
    "Regarding the delivery date, I will check with the factory and come back to you.",
    "Thanks for the update. The visit next month is fine; three of us will come.",
)


def salutation_to(company: Company, person: Person) -> str:
    """How one begins a mail to somebody."""
    if not company.is_japanese:
        return f"Dear {person.given},"
    return f"{company.name}\n{person.family}様"


def signature_of(company: Company, person: Person) -> str:
    """A business card below the text."""
    rule = "-" * 40 if company.is_japanese else "-- "
    latin = f"{person.given_latin.title()} {person.family_latin.title()}"
    return "\n".join(
        (
            rule,
            f"{company.name}",
            f"{person.name} ({latin})" if company.is_japanese else latin,
            "TEL: 03-5550-0199",
            f"E-mail: {person.address}",
            f"https://www.{company.domain}/",
        )
    )


def an_outgoing(world: World, company: Company, person: Person, at: datetime = START) -> Letter:
    """An ordinary mail from me to somebody."""
    chance = world.chance
    if company.is_japanese:
        opening = chance.choice(_OPENINGS).format(own=world.own.short, me=world.me.family)
        body = f"{opening}\n\n{chance.choice(_TOPICS)}\n\nよろしくお願いいたします。"
    else:
        body = f"{chance.choice(_WESTERN_TOPICS)}\n\nBest regards,\n{world.me.given_latin.title()}"
    return Letter(
        sender=world.me,
        to=(person,),
        salutation=salutation_to(company, person),
        body=body,
        signature=signature_of(world.own, world.me),
        subject="お打ち合わせの件" if company.is_japanese else "Our meeting",
        at=at,
        message_id=f"{chance.randrange(10**12)}.out",
    )


def an_incoming(world: World, company: Company, person: Person, at: datetime = START) -> Letter:
    """An ordinary mail from somebody to me."""
    chance = world.chance
    topics = _TOPICS if company.is_japanese else _WESTERN_TOPICS
    salutation = f"{world.own.name}\n{world.me.family}様" if company.is_japanese else "Hi,"
    return Letter(
        sender=person,
        to=(world.me,),
        salutation=salutation,
        body=chance.choice(topics),
        signature=signature_of(company, person),
        subject="ご連絡" if company.is_japanese else "Update",
        at=at,
        message_id=f"{chance.randrange(10**12)}.in",
    )


def history(world: World, mails: int = 8) -> list[tuple[bool, Letter]]:
    """What has gone and come so far, the oldest first: (sent by me, letter)."""
    found: list[tuple[bool, Letter]] = []
    at = START.astimezone(UTC) - timedelta(days=80)
    for number in range(mails):
        for company in world.customers:
            for index, person in enumerate(company.people):
                if index and number % 2:
                    continue  # the first one is written to most
                at += timedelta(minutes=7)
                found.append((True, an_outgoing(world, company, person, at)))
                if number % 3 == 0:
                    found.append((False, an_incoming(world, company, person, at)))
        for colleague in world.colleagues:
            at += timedelta(minutes=5)
            found.append((True, _to_colleague(world, colleague, at)))
    return found


def _to_colleague(world: World, colleague: Person, at: datetime) -> Letter:
    return Letter(
        sender=world.me,
        to=(colleague,),
        salutation=f"{colleague.family}さん",
        body="お疲れさまです。明日の会議の資料を確認しました。問題ありません。",
        signature=signature_of(world.own, world.me),
        subject="明日の会議",
        at=at,
        message_id=f"{world.chance.randrange(10**12)}.own",
    )


def with_files(letter: Letter, names: Sequence[str]) -> Letter:
    """The letter with small text files of these names."""
    return letter.but(attachments=dict.fromkeys(names, b"text\r\n"))
