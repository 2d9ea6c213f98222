"""Answers that quote what somebody else said, or what was said to somebody else."""

from __future__ import annotations

from tests.detection.letters import Letter, signature_of
from tests.detection.scenes.stage import Scenes, Stage
from tests.detection.world import Person


def _block(s: Stage, author: Person, to: Person, text: str) -> str:
    """A quoted mail as Outlook heads it."""
    heads = s.say("差出人:|送信日時:|宛先:|件名:", "From:|Sent:|To:|Subject:").split("|")
    values = (author.mailbox, f"{s.day(12):%Y/%m/%d %H:%M}", to.mailbox, "Re: 単価")
    lines = [f"{head} {value}" for head, value in zip(heads, values, strict=True)]
    rule = s.say("-----元のメッセージ-----", "-----Original Message-----")
    return "\n".join((rule, *lines, "", text))


def _forwarded_to_a_rival(s: Stage) -> Letter:
    other = s.a_company(s.company)
    text = s.say("他社様より3割お安くできます。", "We can do it for a third less.")
    return s.mail(
        s.say("下記をご参照ください。", "Please see below."),
        quoted=_block(s, other.people[0], s.me, text),
        subject="Fw: 単価",
    )


def _deep_down(s: Stage) -> Letter:
    """The second quotation is of somebody else's."""
    other = s.a_company(s.company)
    asked = s.received()
    letter = s.reply(asked)
    below = _block(s, other.people[0], s.me, s.say("ご検討ください。", "Please consider it."))
    return letter.but(quoted=f"{letter.quoted}\n\n{below}")


def _attributed(s: Stage) -> Letter:
    other = s.a_company(s.company).people[0]
    line = s.say(
        f"2026年10月5日(月) 10:12 {other.mailbox}:",
        f"On Mon, Oct 5, 2026 at 10:12 AM {other.mailbox} wrote:",
    )
    text = s.say("> 納期の短縮は難しい状況です。", "> We cannot deliver any earlier.")
    return s.mail(quoted=f"{line}\n{text}")


def _what_we_said_to_another(s: Stage) -> Letter:
    other = s.a_company(s.company).people[0]
    return s.mail(
        s.say("経緯を転送いたします。", "I forward what happened so far."),
        quoted=_block(s, s.me, other, s.say("単価は850円です。", "The price is 850 yen.")),
    )


def _among_themselves(s: Stage) -> Letter:
    asked = s.received(cc=(s.second,))
    letter = s.reply(asked, cc=(s.second,))
    below = _block(s, s.second, s.person, s.say("確認をお願いします。", "Please check."))
    return letter.but(quoted=f"{letter.quoted}\n\n{below}")


def _a_colleague_is_quoted(s: Stage) -> Letter:
    asked = s.received()
    letter = s.reply(asked)
    below = _block(s, s.colleague, s.person, s.say("お送りします。", "Here it is."))
    return letter.but(quoted=f"{letter.quoted}\n\n{below}")


def _both_read_it(s: Stage) -> Letter:
    other = s.a_company(s.company).people[0]
    asked = s.received(by=other, cc=(s.person,))
    return s.reply(asked, to=(other, s.person))


def _for_a_colleague(s: Stage) -> Letter:
    """A customer's mail is passed on inside."""
    return s.mail(
        "対応をお願いします。",
        to=(s.colleague,),
        quoted=_block(s, s.person, s.me, s.say("至急お願いします。", "It is urgent.")),
        subject="Fw: ご依頼",
    )


def _a_shop(s: Stage) -> Letter:
    """A notice of a service, quoted for who asked for it."""
    text = "配送状況のお知らせ\nお問い合わせ番号 1234-5678-9012\nno-reply@delivery.example"
    return s.mail(quoted="\n".join(f"> {line}" for line in text.splitlines()))


def _their_card(s: Stage) -> Letter:
    """What is quoted ends with their signature."""
    asked = s.received()
    letter = s.reply(asked)
    card = signature_of(s.company, s.person)
    lines = "\n".join(f"> {line}" for line in card.splitlines())
    return letter.but(quoted=f"{letter.quoted}\n{lines}")


SCENES = {
    "quoted-history": Scenes(
        (_forwarded_to_a_rival, _deep_down, _attributed, _what_we_said_to_another),
        (
            *(_among_themselves, _a_colleague_is_quoted, _both_read_it, _for_a_colleague),
            *(_a_shop, _their_card),
        ),
        (),
        "namesake-contact unusual-recipient several-organisations other-company-named first-contact-domain",
    ),
}
