"""The check unusual-recipient."""

from __future__ import annotations

from msgspec.structs import replace

from mailguard.checks.unusual_recipient import Threshold, unusual_recipient
from mailguard.domain.finding import Finding, OfRecipient, Severity
from mailguard.domain.knowledge import Thread
from mailguard.domain.mail import Mail
from tests.checks.knowing import Known
from tests.mails import a_mail, an_acquaintance

PEOPLE = ("a@acme.example", "b@acme.example", "c@acme.example")


def with_risks(*risks: float) -> Mail:
    mail = a_mail(to=PEOPLE[: len(risks)])
    recipients = zip(mail.recipients, risks, strict=True)
    return replace(mail, recipients=tuple(replace(r, risk=risk) for r, risk in recipients))


def found(mail: Mail, risk: float = 0.5) -> tuple[Finding, ...]:
    return unusual_recipient.findings(mail, Known(), Threshold(risk))


def test_the_riskiest_recipient_is_named_beside_the_others() -> None:
    (finding,) = found(with_risks(0.1, 0.9, 0.6))
    assert finding.severity is Severity.WARNING
    assert finding.place == OfRecipient("b@acme.example")
    assert finding.evidence == ("Beside: a@acme.example, c@acme.example",)


def test_nobody_is_named_below_the_threshold() -> None:
    assert found(with_risks(0.49, 0.1)) == ()
    assert found(with_risks(0.6), risk=0.7) == ()


def test_a_single_recipient_is_named_without_others() -> None:
    (finding,) = found(with_risks(0.5))
    assert finding.evidence == ()


def test_the_one_whom_an_answer_goes_to_by_itself_is_not_judged() -> None:
    answer = replace(with_risks(0.9), is_reply=True)
    assert found(answer) == ()
    of_others = replace(answer.text, quoted="From: z@acme.example\n")
    assert len(found(replace(answer, text=of_others))) == 1
    thread = Known(thread=Thread(frozenset({"z@acme.example"}), frozenset(), frozenset()))
    assert len(unusual_recipient.findings(answer, thread, Threshold())) == 1


def test_a_mail_without_recipients_is_silent() -> None:
    assert found(replace(a_mail(), recipients=())) == ()


def test_a_colleague_is_only_noticed_and_only_where_nobody_outside_is_odd() -> None:
    mail = a_mail(to=["jiro@example.co.jp", "a@acme.example"])
    own, outside = mail.recipients
    odd = replace(mail, recipients=(replace(own, risk=0.9), replace(outside, risk=0.6)))
    assert [f.place for f in found(odd)] == [OfRecipient("a@acme.example")]
    odd = replace(mail, recipients=(replace(own, risk=0.9), outside))
    assert [f.severity for f in found(odd)] == [Severity.NOTICE]


def test_a_known_colleague_of_who_takes_part_is_only_noticed() -> None:
    thread = Thread(frozenset(), frozenset(), frozenset({"acme.example"}))
    mail = a_mail(to=["a@acme.example"], known={"a@acme.example": an_acquaintance()})
    (a,) = mail.recipients
    stranger = replace(mail, recipients=(replace(a, risk=0.9, known=None),), is_reply=True)
    known = replace(mail, recipients=(replace(a, risk=0.9),), is_reply=True)
    severities = [
        [f.severity for f in unusual_recipient.findings(m, Known(thread=thread), Threshold())]
        for m in (stranger, known)
    ]
    assert severities == [[Severity.WARNING], [Severity.NOTICE]]


def test_whom_the_text_introduces_is_only_noticed() -> None:
    mail = a_mail(to=["佐藤 花子 <hanako@acme.example>"], text="佐藤様をCCに追加いたします。")
    (finding,) = found(replace(mail, recipients=(replace(mail.recipients[0], risk=0.9),)))
    assert finding.severity is Severity.NOTICE
