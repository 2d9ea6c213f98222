"""Questions about mails of which rules of the policy want something."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from mailguard.domain.address import Address
from mailguard.domain.consequence import Fired, Preparation, Remark
from mailguard.domain.inspection import Act, Decision, Demand
from mailguard.domain.received import Opener, ReceivedFile
from mailguard.domain.rule import AddedText, Bcc, Encrypt, Hidden, Layer, Mode, TextPlace
from tests.ui.questions import a_question, a_recipient, an_attachment, known
from ui.read_model import Question

WEDNESDAY = datetime(2026, 11, 25, 8, 30, tzinfo=UTC)
"""When offices open."""

_PDF = "application/pdf"


def a_rule(rule_id: str = "customers", title: str = "Mail to customers", **values: Any) -> Fired:
    given: dict[str, Any] = {
        "layer": Layer.ORGANISATION,
        "mode": Mode.ON,
        "evidence": ("acme.example",),
    }
    return Fired(id=rule_id, title=title, **{**given, **values})


def name_of(fired: Fired) -> str:
    return f"{fired.layer}/{fired.id}"


def a_remark(fired: Fired, sentence: str) -> Remark:
    return Remark(name_of(fired), fired.title, sentence)


def demands(fired: Fired, word: str = "acme.example") -> tuple[Demand, ...]:
    """A tick, a word and a reason."""
    prefix = f"rule:{name_of(fired)}"
    return (
        Demand(f"{prefix}:tick", Act.TICK, label="I checked that all of them may get it."),
        Demand(f"{prefix}:type", Act.TYPE, word, label=f"To go on, type {word}"),
        Demand(
            f"{prefix}:justify", Act.REASON, label="“Mail to customers”: write why it may leave."
        ),
    )


def to_open(*indexes: int) -> tuple[Demand, ...]:
    """Those attachments have to be opened, and then ticked."""
    opening = (Demand(f"open:{i}", Act.OPEN, label="Please open it first.") for i in indexes)
    return (*(Demand(f"attachment:{i}", Act.TICK) for i in indexes), *opening)


def asking(*asked: Demand, **values: Any) -> Question:
    """A mail with two files, of which rules ask this."""
    fired = a_rule()
    return a_question(
        attachments=(an_attachment("quote.xlsx"), an_attachment("drawing.pdf", mime=_PDF)),
        decision=Decision(asked, delay=60.0, rules=(fired,), **values),
    )


def opened_first() -> Question:
    """Two files that have to be opened before their ticks."""
    return asking(*to_open(0, 1))


def said() -> Question:
    """A rule says something, and asks for nothing."""
    return asking(said=(a_remark(a_rule(), "Prices are confidential until 1 December."),))


def refused(
    sentence: str = "Customer lists stay in the house. Please share the folder instead.",
) -> Question:
    fired = a_rule("no-lists", "No customer lists", evidence=("“顧客名簿” in list.xlsx",))
    return a_question(
        attachments=(an_attachment("list.xlsx"),),
        decision=Decision(
            (Demand("attachment:0", Act.TICK), *demands(fired)),
            refusals=(a_remark(fired, sentence),),
            rules=(fired,),
            later=WEDNESDAY,
        ),
    )


def refused_by_many() -> Question:
    each = [a_rule(f"no-{n}", f"Rule number {n}", layer=Layer.GROUP) for n in range(6)]
    remarks = [a_remark(one, f"This is what {one.title} does not allow.") for one in each]
    gate = Remark("", "an approval", "A rule asks for an approval, which is not possible yet.")
    return a_question(decision=Decision((), refusals=(*remarks, gate), rules=tuple(each)))


def outside_hours(**values: Any) -> Question:
    """A mail that may leave on the next working day instead."""
    return a_question(decision=Decision((), delay=60.0, later=WEDNESDAY, **values))


def held() -> Question:
    return a_question(decision=Decision((), delay=60.0, hold=True))


def scheduled() -> Question:
    return a_question(decision=Decision((), delay=60.0, not_before=WEDNESDAY))


def encrypted(*, by_mail: bool = True, is_agreed: bool = False) -> Question:
    """Files that arrive with a password: one in its own format, others in an archive."""
    how = Encrypt(password_by_mail=by_mail, password_after=300.0)
    return a_question(
        a_recipient("hanako.tanaka@acme.example", "田中 花子", acquaintance=known()),
        subject="お見積りの件（11月分）",
        attachments=(
            an_attachment("御見積書_株式会社アクメ様.xlsx"),
            an_attachment("一覧.csv", 900, "text/csv"),
            an_attachment("地図.png", 90_000, "image/png"),
        ),
        decision=Decision((), delay=60.0, preparation=Preparation(encrypt=how)),
        arriving=(
            ReceivedFile("御見積書_株式会社アクメ様.xlsx", Opener.OFFICE),
            ReceivedFile("attachments.zip", Opener.ZIP_TOOL, ("一覧.csv", "地図.png")),
        ),
        needs=(
            "To open the zip file: 7-Zip or the like. Windows alone cannot open it.",
            "To open the Office files: Office or LibreOffice, and the password.",
        ),
        is_agreed=is_agreed,
    )


def a_preparation(people: int = 2) -> Preparation:
    """Everything that rules can make of a mail."""
    everybody = tuple(Address.parse(f"archive{n}@example.co.jp") for n in range(people))
    return Preparation(
        bcc=Bcc(Hidden.EXTERNAL, "taro@example.co.jp"),
        add_cc=(Address.parse("manager@example.co.jp"),),
        add_bcc=everybody,
        set_header=(("X-Class", "external"),),
        remove_header=("x-mailer",),
        encrypt=Encrypt(),
        tags=("[社外]",),
        texts=(
            AddedText("このメールは社外に送られます。"),
            AddedText("Company Ltd., 1-2-3 Otemachi, Chiyoda-ku, Tokyo", TextPlace.TOP),
        ),
    )


def everything() -> Question:
    """Every part of the review that rules can fill."""
    fired, mine = a_rule(), a_rule("mine", "Ask me on Fridays", layer=Layer.USER, evidence=())
    return a_question(
        a_recipient("hanako.tanaka@acme.example", "Hanako Tanaka", acquaintance=known()),
        attachments=(an_attachment("quote.xlsx"), an_attachment("drawing.pdf", mime=_PDF)),
        decision=Decision(
            (*to_open(0, 1), *demands(fired), Demand("checklist:1", Act.TICK)),
            checklist=("Read the text once more.", "The price list is of this month."),
            delay=60.0,
            said=(
                a_remark(fired, "Prices are confidential until 1 December."),
                a_remark(mine, "It is Friday: do not promise anything for today."),
            ),
            not_before=WEDNESDAY,
            rules=(fired, mine),
            preparation=a_preparation(7),
            notify=(Address.parse("manager@example.co.jp"),),
        ),
        arriving=(
            ReceivedFile("quote.xlsx", Opener.OFFICE),
            ReceivedFile("drawing.pdf", Opener.PDF_READER),
        ),
        needs=("To open the Office files: Office or LibreOffice, and the password.",),
    )


def in_long_words() -> Question:
    """Titles, sentences and names without an end."""
    title = (
        "社外のお客様が三社以上含まれるメールについての確認ルール（営業本部・官公庁営業部共通）" * 2
    )
    fired = a_rule("long", title, evidence=tuple(f"{'x' * 90}{n}.example" for n in range(4)))
    word = f"{'very-long-domain-' * 4}.example"
    long_name = f"{'御見積書_' * 30}.xlsx"
    return a_question(
        a_recipient(f"{'hanako.' * 12}tanaka@acme.example", "田中 花子" * 12, acquaintance=known()),
        attachments=(an_attachment(long_name),),
        decision=Decision(
            (*to_open(0), *demands(fired, word)),
            delay=60.0,
            said=(a_remark(fired, title * 3),),
            rules=(fired,),
            later=WEDNESDAY,
            preparation=Preparation(
                encrypt=Encrypt(password_by_mail=True),
                texts=(AddedText(title * 4),),
                tags=(f"[{'社外秘' * 20}]",),
            ),
        ),
        arriving=(ReceivedFile(f"{'御見積書_' * 30}.zip", Opener.ZIP_TOOL, (long_name,)),),
        needs=("To open the zip file: 7-Zip or the like. Windows alone cannot open it.",),
    )


def many_files(number: int = 200) -> Question:
    """So many recipients and files, each of which has to be opened."""
    fired = a_rule(evidence=tuple(f"customer{n}.example" for n in range(5)))
    people = [a_recipient(f"p{n}@customer{n}.example", acquaintance=known()) for n in range(number)]
    files = tuple(an_attachment(f"file{n}.pdf", mime=_PDF) for n in range(number))
    return a_question(
        *people,
        attachments=files,
        decision=Decision(
            (*to_open(*range(number)), *demands(fired)),
            delay=60.0,
            rules=(fired,),
            preparation=a_preparation(number),
        ),
        arriving=tuple(ReceivedFile(each.name, Opener.PDF_READER) for each in files),
        needs=("To open the PDF files: any PDF reader, and the password.",),
    )


def to_nobody() -> Question:
    """A mail whose recipients nobody could read; a rule holds it."""
    whole = asking(*demands(a_rule()), hold=True)
    return Question(whole.summary, whole.preview, whole.inspection)


def soon() -> datetime:
    """A time of the calendar that lies ahead."""
    return datetime.now(UTC) + timedelta(hours=14)
