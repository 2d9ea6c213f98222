"""Questions in which something was found, decided by the real policy."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from mailguard.domain.finding import (
    About,
    Finding,
    OfAttachment,
    OfMail,
    OfRecipient,
    OfSubject,
    OfText,
    Place,
    Severity,
)
from mailguard.domain.mail import Attachment, MailKind
from mailguard.domain.recipient import Field, Recipient, RecipientClass
from mailguard.domain.settings import Settings
from mailguard.i18n import _
from mailguard.policy.decision import Case, called_for, decide
from tests.ui.questions import NOW, a_question, a_recipient, an_attachment, known
from ui.read_model import Question

PEOPLE = (
    a_recipient("hanako.tanaka@acme.example", "田中 花子", acquaintance=known()),
    a_recipient("suzuki@acme.example", "鈴木 一郎", field=Field.CC),
    a_recipient("takahashi@gamma.example", "高橋 真", field=Field.CC, acquaintance=known(6, 33)),
    a_recipient("megumi@example.co.jp", "高橋 恵", field=Field.CC, kind=RecipientClass.OWN,
                acquaintance=known()),
)  # fmt: skip
FILES = (
    an_attachment("見積書.xlsx"),
    an_attachment("図面_A3.pdf", 1_258_291, "application/pdf"),
    an_attachment("議事録.docx", 31_000, "application/msword"),
)
TEXT = (
    "株式会社アクメ\n佐藤様\n\nいつもお世話になっております。山田でございます。\n"
    "マイナンバーは 1234 5678 9018 です。\nご査収のほどよろしくお願いいたします。\n\n山田 太郎\n"
)
NOTICE, WARNING, DANGER = Severity.NOTICE, Severity.WARNING, Severity.DANGER


def say(english: str, japanese: str) -> str:
    """The sentence in the language of the window."""
    return english if _("Send") == "Send" else japanese


def a_finding(
    severity: Severity, check: str, sentence: str, place: Place | None = None, *evidence: str
) -> Finding:
    return Finding(check, severity, sentence, evidence, place or OfMail())


def found(
    findings: Sequence[Finding],
    people: Sequence[Recipient] = PEOPLE,
    files: Sequence[Attachment] = (),
    text: str = TEXT,
    subject: str = "お見積りの件（11月分）",
) -> Question:
    """The question that the built-in policy makes of these findings."""
    possible = frozenset(called_for(findings))
    case = Case(MailKind.ORDINARY, tuple(people), tuple(files), tuple(findings), possible)
    return a_question(
        *people,
        subject=subject,
        text=text,
        attachments=tuple(files),
        findings=tuple(findings),
        decision=decide(case, Settings(), NOW),
    )


def lookalike(severity: Severity = DANGER, address: str = "suzuki@acme.example") -> Finding:
    sentence = say(
        f"{address} is new, and nearly the same as suzuku@acme.example, whom you often write to.",
        f"{address} は初めての宛先ですが、よく送る suzuku@acme.example とほぼ同じです。",
    )
    return a_finding(severity, "lookalike-contact", sentence, OfRecipient(address), "鈴木 一郎")


def rare(severity: Severity = WARNING, address: str = "takahashi@gamma.example") -> Finding:
    sentence = say(
        "This recipient does not go with the others.", "ほかの宛先と一緒に送ることがない相手です。"
    )
    return a_finding(
        severity,
        "unusual-recipient",
        sentence,
        OfRecipient(address),
        say("never together with acme.example", "acme.example と一緒に送ったことはありません"),
    )


def hidden_sheet(severity: Severity = WARNING, index: int = 0) -> Finding:
    sentence = say("It has a hidden sheet.", "非表示のシートがあります。")
    evidence = say("hidden sheet: 原価", "非表示シート: 原価")
    return a_finding(severity, "hidden-content", sentence, OfAttachment(index), evidence)


def other_company(severity: Severity = DANGER, index: int = 1) -> Finding:
    sentence = say("It is addressed to another company.", "別の会社宛ての文書です。")
    evidence = "ベータ商事 御中"
    return a_finding(severity, "attachment-other-company", sentence, OfAttachment(index), evidence)


def my_number(severity: Severity = DANGER) -> Finding:
    start = TEXT.index("1234")
    sentence = say("There is a My Number in it.", "マイナンバーが含まれています。")
    return a_finding(severity, "my-number", sentence, OfText(start, start + 14), "•••• •••• 9018")


def salutation(severity: Severity = DANGER) -> Finding:
    start = TEXT.index("佐藤様")
    sentence = say("“佐藤様” is none of the recipients.", "「佐藤様」に当たる宛先がありません。")
    evidence = say(
        "known: 佐藤 健一 <sato@beta.example>", "過去の宛先: 佐藤 健一 <sato@beta.example>"
    )
    place = OfText(start, start + 3)
    found = a_finding(severity, "salutation-person", sentence, place, evidence)
    return replace(found, about=About.ADDRESSEE)


def no_subject(severity: Severity = WARNING) -> Finding:
    sentence = say("This mail has no subject.", "件名がありません。")
    return a_finding(severity, "empty-subject", sentence, OfSubject())


def many(severity: Severity = DANGER) -> Finding:
    sentence = say(
        "12 people of 5 organisations see each other's addresses.",
        "5組織12名のメールアドレスが互いに見えます。",
    )
    evidence = "company0.example, company1.example, company2.example, company3.example…"
    found = a_finding(severity, "visible-recipients", sentence, None, evidence)
    return replace(found, about=About.CROWD)


def a_hint(number: int) -> Finding:
    sentence = say(
        f"Somebody usually in Cc is missing ({number}).",
        f"いつもの Cc が入っていません（{number}）。",
    )
    places: tuple[Place, ...] = (
        OfMail(),
        OfRecipient("hanako.tanaka@acme.example"),
        OfAttachment(0),
        OfSubject(),
    )
    return a_finding(
        NOTICE, "habitual-cc-missing", sentence, places[number % 4], "jiro@example.co.jp"
    )


def on_recipients() -> Question:
    """One of each severity on a recipient."""
    return found([lookalike(), rare(), rare(NOTICE, "megumi@example.co.jp")])


def at_free_mail() -> Question:
    """A danger about a private mailbox, and nothing else."""
    address = "ken.sato@freemail.example"
    return found(
        [lookalike(DANGER, address)],
        [PEOPLE[0], a_recipient(address, "佐藤 健", organisation=address)],
    )


def on_attachments() -> Question:
    """One of each severity on a file."""
    return found([hidden_sheet(), other_company(), hidden_sheet(NOTICE, 2)], files=FILES)


def in_the_text() -> Question:
    """One of each severity at words."""
    return found([my_number(), salutation(WARNING)])


def on_the_subject() -> Question:
    """A warning, and a notice."""
    return found([no_subject()], subject="")


def on_the_mail() -> Question:
    """Twelve people of five companies who see each other, and that is a danger."""
    people = [
        a_recipient(f"person{n}@company{n % 5}.example", f"Person {n}", acquaintance=known())
        for n in range(12)
    ]
    return found([many()], people)


def everything() -> Question:
    """Twelve findings of every kind."""
    return found(
        [my_number(), lookalike(), other_company(), salutation(), rare(), hidden_sheet(),
         no_subject(), *(a_hint(n) for n in range(5))],
        files=FILES,
    )  # fmt: skip


def hints(number: int = 12) -> Question:
    """Nothing but notices."""
    return found([a_hint(n) for n in range(number)], PEOPLE[:1], FILES[:1])


def in_a_crowd() -> Question:
    """Three findings among two hundred recipients."""
    people = [
        a_recipient(f"employee{n}@company{n % 7}.example", f"Employee {n}", acquaintance=known(n))
        for n in range(200)
    ]
    where = ("employee150@company3.example", "employee77@company0.example",
             "employee12@company5.example")  # fmt: skip
    return found(
        [lookalike(DANGER, where[0]), rare(WARNING, where[1]), rare(NOTICE, where[2])], people
    )


def in_long_words() -> Question:
    """Sentences as long as they get."""
    long = "株式会社アクメ・インターナショナル・ホールディングス東日本統括営業本部第二営業部" * 2
    name = f"{long}_最終版_修正_v3(2).xlsx"
    lines = tuple(f"{long}{n}" for n in range(3))
    wrong = f"本文の宛名「{long}御中」に当たる宛先がありません。"
    shown = f"表示名「{long}」はこのアドレスのものではありません。"
    draft = f"「{name}」は下書きのようです。"
    return found(
        [
            a_finding(DANGER, "salutation-company", wrong, OfText(0, 7), *lines),
            a_finding(
                WARNING, "display-name-mismatch", shown, OfRecipient("suzuki@acme.example"), long
            ),
            a_finding(NOTICE, "draft-attachment", draft, OfAttachment(0), long),
        ],
        files=[an_attachment(name), FILES[1]],
    )


def about_an_own_person() -> Question:
    """A warning about one of many colleagues."""
    people = [
        a_recipient(f"{name}@example.co.jp", kanji, kind=RecipientClass.OWN, acquaintance=known())
        for name, kanji in (("jiro", "鈴木 次郎"), ("megumi", "高橋 恵"), ("ken", "佐藤 健"))
    ]
    return found([rare(WARNING, "ken@example.co.jp")], [*people, PEOPLE[0]])
