"""What a review asks for, and how many actions that is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from mailguard.domain.consequence import Preparation
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
from mailguard.domain.inspection import Act, Decision, Demand, Offer
from mailguard.domain.mail import Attachment, MailKind
from mailguard.domain.recipient import Recipient, RecipientClass
from mailguard.domain.rule import Bcc
from mailguard.domain.settings import Delay, Review, Settings
from mailguard.domain.verdict import Verdict
from mailguard.policy.decision import Case, decide
from tests.mails import OWN_DOMAIN, a_recipient, an_acquaintance, an_attachment

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
BCC = Offer("visible-to-bcc")
ADDRESSEE = About.ADDRESSEE


def known(address: str, days_ago: int = 1) -> Recipient:
    return a_recipient(address, known=an_acquaintance(last_at=NOW - timedelta(days=days_ago)))


def unknown(address: str, kind: RecipientClass | None = None) -> Recipient:
    return a_recipient(address, kind=kind)


def in_thread(address: str) -> Recipient:
    """Somebody who was never written to, and took part in what the mail answers."""
    return replace(a_recipient(address), took_part_at=NOW - timedelta(days=1))


def own(name: str) -> Recipient:
    return a_recipient(f"{name}@{OWN_DOMAIN}")


def a_finding(
    severity: Severity = Severity.WARNING, place: Place | None = None, about: About | None = None
) -> Finding:
    return Finding("some-check", severity, "Something is odd.", (), place or OfMail(), about)


def decision(
    recipients: Sequence[Recipient] = (),
    attachments: Sequence[Attachment] = (),
    findings: Sequence[Finding] = (),
    *,
    kind: MailKind = MailKind.ORDINARY,
    possible: Sequence[Offer] = (BCC,),
    settings: Settings | None = None,
) -> Decision:
    case = Case(kind, tuple(recipients), tuple(attachments), tuple(findings), frozenset(possible))
    return decide(case, settings or Settings(), NOW)


def ids(made: Decision) -> list[str]:
    return [demand.id for demand in made.demands]


def without(address: str) -> Offer:
    return Offer("remove-recipient", address)


def actions(made: Decision) -> int:
    """Clicks, ticks and typings until the mail is sent, when every offer is taken."""
    return len(made.offers) + sum(not d.settled_by for d in made.demands) + 1


CROWD = [known(f"person{i}@company{i % 5}.example") for i in range(12)]


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (decision([known("hanako@acme.example")]), 1),
        (decision([known(f"p{i}@acme.example") for i in range(4)] + [own("a"), own("b")]), 1),
        (decision([own("a"), own("b"), own("c")], [an_attachment() for _ in range(3)]), 1),
        (
            decision(
                [known("hanako@acme.example"), unknown("suzuki@acme.example")],
                [an_attachment("quote.xlsx"), an_attachment("plan.pdf")],
                [a_finding(place=OfAttachment(0))],
            ),
            4,
        ),
        (decision(CROWD, findings=[a_finding(about=About.CROWD)]), 2),
        (decision([in_thread("hanako@acme.example"), in_thread("ken@beta.example")]), 1),
        (decision([in_thread("hanako@acme.example"), unknown("ken@beta.example")]), 2),
    ],
    ids=[
        "reply to one known person",
        "reply to all of one customer",
        "internal with three files",
        "quote with a new person and a hidden sheet",
        "notice to many",
        "reply to all of a conversation that others began",
        "the same with somebody new",
    ],
)
def test_a_mail_takes_no_more_actions_than_promised(made: Decision, expected: int) -> None:
    assert actions(made) == expected


def test_new_people_ask_for_one_tick_per_organisation() -> None:
    made = decision([unknown("a@one.example"), unknown("b@one.example"), unknown("c@two.example")])
    assert made.demands == (
        Demand("organisation:one.example", Act.TICK),
        Demand("organisation:two.example", Act.TICK),
    )


@pytest.mark.parametrize(("days_ago", "asked"), [(90, []), (91, ["organisation:acme.example"])])
def test_trust_ends_after_ninety_days_of_silence(days_ago: int, asked: list[str]) -> None:
    assert ids(decision([known("hanako@acme.example", days_ago)])) == asked


@pytest.mark.parametrize("severity", [Severity.WARNING, Severity.DANGER])
def test_who_took_part_is_asked_about_where_something_is_found(severity: Severity) -> None:
    people = [in_thread("a@one.example"), in_thread("b@two.example")]
    assert ids(decision(people)) == []
    made = decision(people, [], [a_finding(severity, OfRecipient("a@one.example"))])
    typed = severity is Severity.DANGER
    assert ids(made) == ["finding:0" if typed else "organisation:one.example"]
    noticed = decision(people, [], [a_finding(Severity.NOTICE, OfRecipient("a@one.example"))])
    assert ids(noticed) == []


@pytest.mark.parametrize("kind", [RecipientClass.OWN, RecipientClass.GROUP, RecipientClass.PARTNER])
def test_people_who_are_listed_need_no_tick(kind: RecipientClass) -> None:
    assert ids(decision([unknown("a@one.example", kind)])) == []


def test_each_file_that_leaves_asks_for_a_tick_but_no_picture_in_the_text() -> None:
    files = [an_attachment(), an_attachment("logo.png", inline=True), an_attachment()]
    assert ids(decision([known("a@one.example")], files)) == ["attachment:0", "attachment:2"]
    assert ids(decision([own("a")], files)) == []


@pytest.mark.parametrize(
    ("place", "asked"),
    [
        (OfAttachment(0), "attachment:0"),
        (OfRecipient(f"a@{OWN_DOMAIN}"), f"organisation:{OWN_DOMAIN}"),
        (OfRecipient("nobody@else.example"), "finding:0"),
        (OfMail(), "finding:0"),
        (OfSubject(), "finding:0"),
        (OfText(0, 3), "finding:0"),
    ],
)
def test_a_warning_takes_the_tick_of_the_row_it_speaks_of(place: Place, asked: str) -> None:
    made = decision([own("a")], [an_attachment()], [a_finding(place=place)])
    assert made.demands == (Demand(asked, Act.TICK),)


def test_a_warning_on_a_row_that_asks_already_adds_nothing() -> None:
    made = decision([known("a@one.example")], [an_attachment()], [a_finding(place=OfAttachment(0))])
    assert ids(made) == ["attachment:0"]


def test_a_danger_speaks_for_its_row_and_further_warnings_there_add_nothing() -> None:
    on_file = [a_finding(Severity.DANGER, OfAttachment(0)), a_finding(place=OfAttachment(0))]
    made = decision([known("a@one.example")], [an_attachment(), an_attachment()], on_file)
    assert ids(made) == ["finding:0", "attachment:1"]
    on_person = [a_finding(Severity.DANGER, OfRecipient("a@one.example"))]
    made = decision([unknown("a@one.example"), unknown("b@one.example")], [], on_person)
    assert ids(made) == ["finding:0", "organisation:one.example"]
    assert ids(decision([unknown("a@one.example")], [], on_person)) == ["finding:0"]


def test_only_one_danger_takes_typing_the_others_the_tick_of_their_row() -> None:
    dangers = [
        a_finding(Severity.DANGER),
        a_finding(Severity.DANGER, OfAttachment(0)),
        a_finding(Severity.DANGER, OfRecipient("a@one.example")),
        a_finding(Severity.DANGER, OfRecipient("b@two.example")),
    ]
    made = decision([known("a@one.example"), known("b@two.example")], [an_attachment()], dangers)
    assert [(demand.id, demand.act) for demand in made.demands] == [
        ("finding:0", Act.TICK),
        ("attachment:0", Act.TICK),
        ("finding:2", Act.TYPE),
        ("organisation:two.example", Act.TICK),
    ]


def test_findings_about_the_crowd_are_one_cause_and_the_worst_of_them_asks() -> None:
    found = [a_finding(about=About.CROWD), a_finding(about=About.CROWD)]
    made = decision(CROWD, [], found)
    assert made.offers == (BCC,)
    assert made.demands == (Demand("finding:0", Act.TICK, settled_by=(BCC,)),)
    found.append(a_finding(Severity.DANGER, about=About.CROWD))
    (demand,) = decision(CROWD, [], found).demands
    assert (demand.id, demand.act, demand.settled_by) == ("finding:2", Act.TYPE, (BCC,))


def test_findings_about_the_same_words_are_one_cause() -> None:
    found = [a_finding(place=OfText(0, 3)), a_finding(place=OfText(0, 3))]
    assert ids(decision([own("a")], [], found)) == ["finding:0"]
    found.append(a_finding(place=OfText(0, 4)))
    assert ids(decision([own("a")], [], found)) == ["finding:0", "finding:2"]


def test_findings_about_for_whom_it_is_are_one_cause() -> None:
    spoken_to = a_finding(Severity.DANGER, OfText(0, 3), ADDRESSEE)
    named = a_finding(Severity.WARNING, OfText(9, 12), ADDRESSEE)
    people = [known("a@one.example"), known("b@two.example")]
    made = decision(people, [], [named, spoken_to])
    assert [(demand.id, demand.act) for demand in made.demands] == [("finding:1", Act.REASON)]


def test_a_typed_domain_speaks_for_all_that_is_odd_there() -> None:
    lookalike = a_finding(Severity.DANGER, OfRecipient("a@one.example"))
    namesake = a_finding(Severity.WARNING, OfRecipient("a@one.example"))
    colleague = a_finding(Severity.WARNING, OfRecipient("b@one.example"))
    people = [known("a@one.example"), known("b@one.example")]
    both = [without("a@one.example"), without("b@one.example")]
    made = decision(people, [], [lookalike, namesake, colleague], possible=both)
    (demand,) = made.demands
    assert (demand.id, demand.act, demand.expected) == ("finding:0", Act.TYPE, "one.example")
    assert demand.settled_by == tuple(both)
    assert made.offers == tuple(both)


def test_the_only_outside_domain_once_typed_says_for_whom_it_is() -> None:
    spoken_to = a_finding(Severity.DANGER, OfText(0, 3), ADDRESSEE)
    namesake = a_finding(Severity.WARNING, OfRecipient("a@one.example"))
    lookalike = a_finding(Severity.DANGER, OfRecipient("a@one.example"))
    assert ids(decision([known("a@one.example")], [], [spoken_to, namesake])) == ["finding:0"]
    assert ids(decision([unknown("a@one.example")], [], [spoken_to])) == ["finding:0"]
    assert ids(decision([unknown("a@one.example")], [], [spoken_to, lookalike])) == ["finding:1"]
    two = [known("a@one.example"), known("b@two.example")]
    assert ids(decision(two, [], [spoken_to, lookalike])) == ["finding:0", "finding:1"]


def test_the_worst_is_asked_first() -> None:
    found = [a_finding(), a_finding(Severity.NOTICE), a_finding(Severity.DANGER)]
    assert ids(decision([own("a")], [], found)) == ["finding:2", "finding:0"]


def test_leaving_out_is_offered_where_something_is_wrong_with_a_recipient() -> None:
    found = [a_finding(place=OfRecipient("a@one.example"))]
    made = decision([known("a@one.example")], [], found, possible=[without("a@one.example")])
    assert made.offers == (without("a@one.example"),)
    (demand,) = made.demands
    assert demand.settled_by == made.offers
    notice = [a_finding(Severity.NOTICE, OfRecipient("a@one.example"))]
    assert decision([known("a@one.example")], [], notice).offers == ()


def test_leaving_one_out_does_not_speak_for_the_others_of_the_organisation() -> None:
    people = [unknown("a@one.example"), unknown("b@one.example")]
    found = [a_finding(place=OfRecipient("a@one.example"))]
    made = decision(people, [], found, possible=[without("a@one.example")])
    assert [demand.settled_by for demand in made.demands] == [()]
    both = [*found, a_finding(place=OfRecipient("b@one.example"))]
    everybody = [without("a@one.example"), without("b@one.example")]
    made = decision(people, [], both, possible=everybody)
    assert [demand.settled_by for demand in made.demands] == [tuple(everybody)]


def test_a_notice_asks_for_nothing() -> None:
    made = decision([known("a@one.example")], [], [a_finding(Severity.NOTICE)])
    assert made.demands == ()


def test_what_an_offered_action_mends_is_settled_by_it() -> None:
    made = decision(CROWD, [], [a_finding(about=About.CROWD)])
    assert made.offers == (BCC,)
    assert made.demands == (Demand("finding:0", Act.TICK, settled_by=(BCC,)),)


def test_an_action_that_cannot_be_done_is_not_offered() -> None:
    made = decision(CROWD, [], [a_finding(about=About.CROWD)], possible=())
    assert made.offers == ()
    assert made.demands == (Demand("finding:0", Act.TICK),)


def test_the_checklist_is_text_unless_the_organisation_makes_it_ticks() -> None:
    lines = ("Is it the right customer?", "Is the price right?")
    read = decision(settings=Settings(review=Review(checklist=lines)))
    ticked = decision(settings=Settings(review=Review(checklist=lines, tick_checklist=True)))
    assert (read.checklist, ids(read)) == (lines, [])
    assert (ticked.checklist, ids(ticked)) == (lines, ["checklist:0", "checklist:1"])


@pytest.mark.parametrize(
    ("recipients", "delay"),
    [
        ([own("a")], 1.0),
        ([own("a"), unknown("b@sister.example", RecipientClass.GROUP)], 30.0),
        ([known("a@one.example")], 30.0),
    ],
)
def test_the_delay_is_the_longer_one_as_soon_as_anybody_is_outside(
    recipients: list[Recipient], delay: float
) -> None:
    settings = Settings(delay=Delay(external=30.0, internal=1.0))
    assert decision(recipients, settings=settings).delay == delay


def test_a_receipt_needs_no_answer() -> None:
    made = decision([unknown("a@one.example")], kind=MailKind.RECEIPT)
    assert made == Decision((), needs_answer=False)


def test_a_receipt_with_something_odd_about_it_does() -> None:
    made = decision([unknown("a@one.example")], [], [a_finding()], kind=MailKind.RECEIPT)
    assert made.needs_answer
    assert "finding:0" in ids(made)


severities = st.sampled_from(Severity)
ROWS = {
    OfAttachment(0): "attachment:0",
    OfRecipient("a@one.example"): "organisation:one.example",
    OfRecipient("c@one.example"): "organisation:one.example",
}
places = st.sampled_from([OfMail(), OfSubject(), OfText(0, 3), *ROWS])
abouts = st.sampled_from([None, *About])
a_found = st.builds(a_finding, severities, places, abouts)
findings = st.lists(a_found, max_size=5)


def told(made: Decision, found: list[Finding]) -> set[str]:
    """The rows and findings that the user speaks of by meeting the demands."""
    told = set(ids(made))
    for demand in made.demands:
        kind, _colon, number = demand.id.partition(":")
        if kind == "finding":
            asking = found[int(number)]
            told |= {ROWS.get(asking.place, demand.id)}
            told |= {f"finding:{n}" for n, f in enumerate(found) if _have_one_cause(f, asking)}
        if demand.expected == "one.example":
            told |= {"organisation:one.example"}
            told |= {f"finding:{n}" for n, f in enumerate(found) if f.about is ADDRESSEE}
    return told | {f"finding:{n}" for n, f in enumerate(found) if ROWS.get(f.place) in told}


def _have_one_cause(one: Finding, other: Finding) -> bool:
    if one.about or other.about:
        return one.about is other.about
    return isinstance(one.place, OfText) and one.place == other.place


@given(findings, a_found)
def test_one_more_finding_never_asks_for_less(before: list[Finding], added: Finding) -> None:
    people = [known("a@one.example"), unknown("c@one.example"), own("b")]
    fewer = decision(people, [an_attachment()], before)
    more = decision(people, [an_attachment()], [*before, added])
    assert told(fewer, before) <= told(more, [*before, added])
    written = [[d.act is not Act.TICK for d in made.demands] for made in (fewer, more)]
    assert sum(written[0]) <= sum(written[1]) <= 1


@given(findings)
def test_every_warning_and_danger_is_asked_about(found: list[Finding]) -> None:
    made = decision([known("a@one.example"), known("c@one.example")], [an_attachment()], found)
    wrong = {f"finding:{n}" for n, f in enumerate(found) if f.severity is not Severity.NOTICE}
    assert wrong <= told(made, found)


def test_whoever_only_wrote_to_the_user_is_asked_about() -> None:
    stranger = a_recipient("x@acme.example", known=an_acquaintance(0, NOW - timedelta(days=1)))
    assert ids(decision([stranger])) == ["organisation:acme.example"]


def test_where_a_rule_hides_the_crowd_nothing_is_asked_about_it() -> None:
    crowd = Finding("visible-recipients", Severity.DANGER, "12 people", about=About.CROWD)
    case = Case(MailKind.ORDINARY, (known("a@acme.example"),), (), (crowd,), frozenset({BCC}))
    asked = decide(case, Settings(), NOW)
    assert [demand.settled_by for demand in asked.demands] == [(BCC,)]
    hidden = decide(case, Settings(), NOW, Verdict(preparation=Preparation(bcc=Bcc())))
    assert (hidden.demands, hidden.offers) == ((), ())
