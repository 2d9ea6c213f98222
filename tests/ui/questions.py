"""Questions to show: builders with only what matters."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from msgspec.structs import replace

from mailguard.domain.address import Address
from mailguard.domain.event import Summary
from mailguard.domain.finding import (
    Finding,
    OfAttachment,
    OfRecipient,
    OfSubject,
    OfText,
    Severity,
)
from mailguard.domain.inspection import Act, Decision, Demand, Inspection, Offer, Preview
from mailguard.domain.mail import Attachment, Correspondents, Mailbox, MailKind, Span
from mailguard.domain.recipient import Acquaintance, Field, Recipient, RecipientClass
from mailguard.domain.state import State
from ui.read_model import Question

NOW = datetime.now(tz=UTC)

BCC = Offer("visible-to-bcc")
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def a_summary(entry_id: str = "m1", state: State = State.RECEIVED, **values: Any) -> Summary:
    given: dict[str, Any] = {
        "id": entry_id,
        "revision": 1,
        "state": state,
        "account": "taro@example.co.jp",
        "subject": "Delivery on Thursday",
        "sender": "taro@example.co.jp",
        "recipients": ("hanako.tanaka@acme.example",),
        "recipient_count": 1,
        "received_at": NOW,
        "names": {"hanako.tanaka@acme.example": "Hanako Tanaka"},
        "client_waits": state is State.RECEIVED,
    }
    return Summary(**{**given, **values})


def known(times: int = 23, days: int = 3) -> Acquaintance:
    return Acquaintance(times, NOW - timedelta(days=days))


def a_recipient(
    address: str,
    name: str = "",
    *,
    field: Field = Field.TO,
    kind: RecipientClass = RecipientClass.EXTERNAL,
    organisation: str = "",
    acquaintance: Acquaintance | None = None,
    took_part_at: datetime | None = None,
) -> Recipient:
    parsed = Address.parse(address)
    return Recipient(
        parsed,
        field,
        kind,
        organisation or parsed.domain,
        name,
        acquaintance,
        took_part_at=took_part_at,
    )


def an_attachment(name: str, size: int = 86_016, mime: str = EXCEL, **values: Any) -> Attachment:
    return Attachment(
        name=name,
        size=size,
        declared_type=mime,
        real_type=mime,
        span=Span(0, size),
        encoding="base64",
        **values,
    )


def a_preview(*recipients: Recipient, subject: str = "Delivery on Thursday") -> Preview:
    author = (Mailbox(Address.parse("taro@example.co.jp"), "Taro Yamada"),)
    return Preview(subject, MailKind.ORDINARY, Correspondents(author=author), recipients)


def an_inspection(preview: Preview, **values: Any) -> Inspection:
    given: dict[str, Any] = {
        "preview": preview,
        "attachments": (),
        "text": "Dear Hanako,\nThursday 26 November works for us. See you then.\n\nTaro\n",
        "text_is_cut": False,
        "has_quoted_text": False,
        "findings": (),
        "decision": Decision((), delay=60.0),
        "fingerprint": b"",
    }
    return Inspection(**{**given, **values})


def a_question(
    *recipients: Recipient,
    summary: Summary | None = None,
    subject: str = "Delivery on Thursday",
    **inspection: Any,
) -> Question:
    """A question whose inspection is complete."""
    people = recipients or (
        a_recipient("hanako.tanaka@acme.example", "Hanako Tanaka", acquaintance=known()),
    )
    preview = a_preview(*people, subject=subject)
    return Question(summary or a_summary(), preview, an_inspection(preview, **inspection))


def a_fresh_question(**values: Any) -> Question:
    """A question of which only the preview is known."""
    whole = a_question(**values)
    return Question(whole.summary, whole.preview)


def a_risky_question() -> Question:
    """A mail in Japanese with one finding of each severity, and things left to do."""
    text = (
        "株式会社アクメ\n佐藤様\n\nいつもお世話になっております。山田でございます。\n"
        "ご依頼いただきましたお見積書と図面をお送りいたします。\n"
        "ご査収のほどよろしくお願いいたします。\n\n山田 太郎\n"
    )
    start = text.index("佐藤様")
    return a_question(
        a_recipient("hanako.tanaka@acme.example", "田中 花子", acquaintance=known()),
        a_recipient("suzuki@acme.example", "鈴木 一郎", field=Field.CC),
        a_recipient(
            "takahashi@gamma.example", "高橋 真", field=Field.CC, acquaintance=known(6, 33)
        ),
        a_recipient(
            "megumi@example.co.jp",
            "高橋 恵",
            field=Field.CC,
            kind=RecipientClass.OWN,
            acquaintance=known(),
        ),
        subject="お見積りの件（11月分）",
        text=text,
        attachments=(
            an_attachment("見積書.xlsx"),
            an_attachment("図面_A3.pdf", 1_258_291, "application/pdf"),
        ),
        findings=(
            Finding(
                "attachment-type-mismatch",
                Severity.WARNING,
                "見積書.xlsx の中身は Excel ではありません",
                ("実際の種類: ZIP",),
                OfAttachment(0),
            ),
            Finding(
                "addressee",
                Severity.DANGER,
                "本文の宛名と宛先が一致しません",
                ("「佐藤様」に当たる宛先がありません。",),
                OfText(start, start + 3),
            ),
            Finding(
                "first-contact",
                Severity.NOTICE,
                "鈴木 一郎 さんには初めて送ります",
                (),
                OfRecipient("suzuki@acme.example"),
            ),
        ),
        decision=Decision(
            (
                Demand("organisation:acme.example", Act.TICK),
                Demand("attachment:0", Act.TICK),
                Demand("attachment:1", Act.TICK),
                Demand(
                    "finding:1",
                    Act.TYPE,
                    "acme.example",
                    label="「acme.example」と入力してください",
                ),
            ),
            delay=60.0,
        ),
    )


def a_notice_to_many() -> Question:
    """Twelve people of five companies who see each other, with an offer to use Bcc."""
    people = [
        a_recipient(f"person{n}@company{n % 5}.example", f"Person {n}", acquaintance=known())
        for n in range(12)
    ]
    return a_question(
        *people,
        subject="Closed on 31 December",
        text="Dear customers,\nour office is closed on 31 December.\n",
        findings=(
            Finding(
                "visible-recipients",
                Severity.WARNING,
                "12 people of 5 companies will see each other's addresses",
                ("company0.example, company1.example, company2.example and 2 more",),
            ),
        ),
        decision=Decision(
            (Demand("finding:0", Act.TICK, settled_by=(BCC,)),),
            (BCC,),
            delay=60.0,
        ),
    )


def a_crowd(number: int = 200) -> Question:
    """Many recipients, of many companies and at free-mail domains."""
    people = []
    for n in range(number):
        if n % 5 == 0:
            address = f"someone.with.a.long.name{n}@freemail.example"
            people.append(a_recipient(address, f"Private Person {n}", organisation=address))
        else:
            address = f"employee{n}@company{n % 7}.example"
            people.append(a_recipient(address, f"Employee {n}", acquaintance=known(n)))
    demands = [
        Demand(f"organisation:{each.organisation}", Act.TICK)
        for each in people
        if each.known is None
    ]
    return a_question(*people, decision=Decision(tuple(demands), delay=60.0))


def a_wordy_question() -> Question:
    """Everything too long."""
    long = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
    return a_question(
        a_recipient(f"{long.casefold()}@{'sub.' * 20}domain.example", f"Dr. {long} von und zu"),
        a_recipient("taro@freemail.example", organisation="taro@freemail.example"),
        summary=a_summary(state=State.ASKING, note=f"The same mail was sent at 9:14 ({long})."),
        subject=f"Re: Re: Re: {long} {long} {long}",
        text="\n".join(f"Line {n} {long * 3}" for n in range(40)),
        text_is_cut=True,
        has_quoted_text=True,
        attachments=(
            an_attachment(f"{long}{long}.exe", 900, "application/x-dosexec"),
            an_attachment("image001.png", 4_000, "image/png", inline=True),
            an_attachment("secret.zip", 12_000_000, "application/zip", encrypted=True),
        ),
        findings=(
            Finding("empty-subject", Severity.WARNING, f"The subject says {long}", (), OfSubject()),
            Finding(
                "attachment-type-mismatch",
                Severity.DANGER,
                f"{long}.exe is a program, and it says that it is something else altogether",
                (f"its name ends with .exe, {long}", "its first octets are those of a program"),
                OfAttachment(0),
            ),
        ),
        decision=Decision(
            (
                Demand("finding:0", Act.TICK),
                Demand(
                    "finding:1", Act.TYPE, "domain.example", label="To go on, type domain.example"
                ),
                Demand("checklist:0", Act.TICK),
            ),
            checklist=(
                "Are all recipients allowed to see what is in the attached files?",
                "Is the price list the one of this month? " * 3,
            ),
            delay=90.0,
        ),
        unchecked=("The attached file secret.zip could not be looked into: it needs a password.",),
    )


def a_big_company() -> Question:
    """Two hundred people of one company, three of them new."""
    people = [
        a_recipient(
            f"employee{n}@big.example",
            f"Employee {n}",
            acquaintance=None if n % 80 == 7 else known(n),
        )
        for n in range(200)
    ]
    return a_question(
        *people, decision=Decision((Demand("organisation:big.example", Act.TICK),), delay=60.0)
    )


def a_question_of_senders() -> Question:
    """A mail whose From, Sender, Reply-To and envelope sender all differ."""
    whole = a_question(summary=a_summary(sender="bounces@mailer.example"))
    who = Correspondents(
        author=(Mailbox(Address.parse("president@example.co.jp"), "社長"),),
        sender=(Mailbox(Address.parse("taro@example.co.jp"), "Taro Yamada"),),
        reply_to=(Mailbox(Address.parse("info@example.co.jp")),),
    )
    preview = replace(whole.preview, correspondents=who)
    return replace(whole, preview=preview)


def a_question_of_a_conversation(number: int = 3) -> Question:
    """To people who took part in what is answered, one of them with a long name, one new."""
    long = "株式会社アクメ 第二営業本部 官公庁営業部 首都圏担当課長 佐々木 小次郎"
    people = [
        a_recipient(
            f"{'very.long.local.part.' * bool(n == 1)}p{n}@company{n % 4}.example",
            long if n == 1 else f"Person {n}",
            took_part_at=NOW - timedelta(days=2),
        )
        for n in range(number)
    ]
    new = a_recipient("suzuki@company0.example", "鈴木 一郎", field=Field.CC)
    demand = Demand("organisation:company0.example", Act.TICK)
    return a_question(*people, new, decision=Decision((demand,), delay=60.0))


def an_internal_question() -> Question:
    """To colleagues only, with pictures in the text and a checklist to read."""
    people = [
        a_recipient(f"{name}@example.co.jp", kanji, kind=RecipientClass.OWN, acquaintance=known())
        for name, kanji in (("jiro", "鈴木 次郎"), ("megumi", "高橋 恵"), ("ken", "佐藤 健"))
    ]
    return a_question(
        *people,
        attachments=(
            an_attachment("議事録.docx", 31_000, "application/msword"),
            an_attachment("image001.png", 4_000, "image/png", inline=True),
            an_attachment("image002.png", 5_000, "image/png", inline=True),
        ),
        decision=Decision((), checklist=("Is the file the final version?",), delay=0.0),
    )
