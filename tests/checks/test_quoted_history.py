"""The check quoted-history."""

from __future__ import annotations

from mailguard.checks.quoted_history import quoted_history
from mailguard.domain.finding import Finding, Severity
from mailguard.domain.mail import Mail
from tests.checks.knowing import Known, NothingKnown
from tests.mails import a_mail

QUOTED = (
    "差出人: 花子 <hanako@acme.example>\n宛先: taro@example.co.jp\nCc: x@beta.example\n件名: 見積\n"
)


def found(mail: Mail) -> tuple[Finding, ...]:
    return quoted_history.findings(mail, NothingKnown(), quoted_history.settings)


def test_others_in_the_quoted_header_are_noticed() -> None:
    (finding,) = found(a_mail(quoted=QUOTED, to=["hanako@acme.example"]))
    assert finding.severity is Severity.NOTICE
    assert finding.sentence == "The quoted mail shows others: x@beta.example."


def test_with_quote_marks_they_are_seen_too() -> None:
    quoted = "> From: x@beta.example\n> To: taro@example.co.jp\n"
    assert len(found(a_mail(quoted=quoted))) == 1


def test_colleagues_of_the_recipients_and_own_people_are_silent() -> None:
    quoted = "From: jiro@example.co.jp\nTo: ken@acme.example\n"
    assert found(a_mail(quoted=quoted, to=["hanako@acme.example"])) == ()


def test_who_wrote_what_is_quoted_is_noticed() -> None:
    quoted = "On Mon, Nov 23, 2026 at 9:12 AM Ken <ken@beta.example> wrote:\n> It costs 900.\n"
    (finding,) = found(a_mail(quoted=quoted, to=["hanako@acme.example"]))
    assert finding.sentence == "The quoted mail shows others: ken@beta.example."
    assert found(a_mail(quoted=quoted, to=["ken@beta.example"])) == ()


def test_addresses_in_the_quoted_text_itself_are_silent() -> None:
    assert found(a_mail(quoted="Please write to x@beta.example.\n")) == ()


def test_a_confidential_mark_is_warned_of() -> None:
    (finding,) = found(a_mail(quoted="【社外秘】原価表\n"))
    assert finding.severity is Severity.WARNING


def test_within_the_organisation_it_is_silent() -> None:
    assert found(a_mail(quoted=QUOTED + "社外秘", to=["jiro@example.co.jp"])) == ()


OWN = "From: jiro@example.co.jp\nTo: taro@example.co.jp\n\n15%まで値引きできます。\n"


def test_a_conversation_of_own_people_is_noticed_and_warned_of_when_it_is_to_stay_inside() -> None:
    (finding,) = found(a_mail(quoted=OWN))
    assert finding.severity is Severity.NOTICE
    marked = found(a_mail(quoted=OWN + "社内限りでお願いします。"))
    assert [f.severity for f in marked] == [Severity.WARNING, Severity.NOTICE]


def test_a_mark_in_what_the_recipients_wrote_is_silent() -> None:
    quoted = (
        "2026年11月24日(火) 9:00 花子 <hanako@acme.example>:\n\n> 社外秘を含むことがあります。\n"
    )
    assert found(a_mail(quoted=quoted)) == ()
    marked, _others = found(a_mail(quoted=quoted, to=["ken@beta.example"]))
    assert marked.severity is Severity.WARNING


def test_an_answer_that_goes_to_another_customer_is_a_warning() -> None:
    quoted = "From: x@beta.example\nTo: taro@example.co.jp\n\nPlease quote.\n"
    firms = Known(company_names={"beta.example": ["ベータ"], "acme.example": ["アクメ"]})

    def severities(knowledge: Known, mail: Mail) -> list[Severity]:
        findings = quoted_history.findings(mail, knowledge, quoted_history.settings)
        return [finding.severity for finding in findings]

    answer = a_mail(quoted=quoted, is_reply=True)
    assert severities(firms, answer) == [Severity.WARNING]
    assert severities(Known(), answer) == [Severity.NOTICE]  # lists and bots
    forwarded = a_mail(quoted=quoted, is_reply=True, subject="Fwd: quote")
    assert severities(firms, forwarded) == [Severity.NOTICE]
    assert severities(firms, a_mail(quoted=quoted, is_reply=True, to=["y@beta.example"])) == []
