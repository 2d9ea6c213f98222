"""What waits and what was, for people and for programs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from mailguard.domain.address import Address
from mailguard.domain.command import Declined, Detailed, Show
from mailguard.domain.consequence import Remark
from mailguard.domain.event import Details, Happening, RecipientResult
from mailguard.domain.finding import Finding, Severity
from mailguard.domain.inspection import Decision, Inspection, Preview
from mailguard.domain.mail import Correspondents, MailKind
from mailguard.domain.received import Lock, Received
from mailguard.domain.recipient import Field, Recipient, RecipientClass
from mailguard.domain.reply import Reply
from mailguard.domain.settings import Review, Settings
from mailguard.domain.state import State
from mailguard.policy.decision import Case, decide
from tests.cli.conftest import Mailguard
from tests.fakes.front import NOON, FakeFront, a_summary
from tests.mails import an_attachment

LATER = datetime(2026, 11, 24, 12, 1, tzinfo=UTC)
TWENTY_FIVE = tuple(f"someone-{number}@acme.example" for number in range(25))

SENT = a_summary("0sent00", State.SENT)
DELAYED = a_summary("0a1b2c3", State.DELAYED, subject="お見積り", release_at=LATER, release_in=12.4)
MANY = a_summary("0many00", recipients=TWENTY_FIVE[:20], subject="To all")


def with_many_recipients(front: FakeFront) -> None:
    summary = a_summary("0many00", State.DELAYED, recipients=TWENTY_FIVE)
    short = a_summary("0many00", State.DELAYED, recipients=TWENTY_FIVE[:20])
    results = tuple(RecipientResult(address, State.QUEUED) for address in TWENTY_FIVE)
    front.entries = (msgspec.structs.replace(short, recipient_count=25),)
    front.answers[Show] = lambda command: (
        Detailed(Details(summary, results, ()))
        if command.id == "0many00"
        else Declined("There is no such mail.", "unknown")
    )


def test_held_json_is_exactly_what_is_promised(mailguard: Mailguard, front: FakeFront) -> None:
    front.entries = (DELAYED, SENT, a_summary("0asking", State.ASKING, subject=""))
    told = mailguard("held", "--json")
    assert told.code == 0
    assert told.json == [
        {
            "id": "0a1b2c3",
            "state": "delayed",
            "account": "taro@example.co.jp",
            "subject": "お見積り",
            "sender": "taro@example.co.jp",
            "recipients": ["hanako@acme.example"],
            "release_at": "2026-11-24T12:01:00Z",
        },
        {
            "id": "0asking",
            "state": "asking",
            "account": "taro@example.co.jp",
            "subject": "",
            "sender": "taro@example.co.jp",
            "recipients": ["hanako@acme.example"],
            "release_at": None,
        },
    ]


def test_held_json_names_every_recipient(mailguard: Mailguard, front: FakeFront) -> None:
    with_many_recipients(front)
    (entry,) = mailguard("held", "--json").json
    assert entry["recipients"] == list(TWENTY_FIVE)


def test_held_shows_a_line_for_each_mail_that_lines_up(
    mailguard: Mailguard, front: FakeFront
) -> None:
    front.entries = (DELAYED, a_summary("0asking", State.ASKING))
    first, second = mailguard("held").out.splitlines()
    assert first.startswith("0a1b2c3  ")
    assert "leaves in 12 s" in first
    assert first.endswith("お見積り")
    assert "asks you" in second
    assert first.index("hanako") == second.index("hanako")


def test_held_shows_how_many_more_recipients_there_are(
    mailguard: Mailguard, front: FakeFront
) -> None:
    with_many_recipients(front)
    assert "someone-0@acme.example +24" in mailguard("held").out


def test_a_mail_that_is_held_until_released_says_so(mailguard: Mailguard, front: FakeFront) -> None:
    front.entries = (a_summary(state=State.DELAYED),)
    assert " held " in mailguard("held").out


def test_nothing_that_waits_is_a_sentence(mailguard: Mailguard, front: FakeFront) -> None:
    front.entries = (SENT,)
    assert mailguard("held").out == "No mail is waiting.\n"
    assert mailguard("held", "--json").json == []


def test_history_shows_the_latest_of_all(mailguard: Mailguard, front: FakeFront) -> None:
    front.entries = (DELAYED, SENT)
    assert [entry["id"] for entry in mailguard("history", "--json").json] == ["0a1b2c3", "0sent00"]
    assert "sent" in mailguard("history").out
    assert [e["id"] for e in mailguard("history", "--json", "--limit", "1").json] == ["0a1b2c3"]


def test_a_subject_cannot_rule_the_terminal(mailguard: Mailguard, front: FakeFront) -> None:
    front.entries = (a_summary(subject="\x1b]0;owned\x07\r\nforged line\u202etxt.exe"),)
    out = mailguard("held").out
    assert len(out.splitlines()) == 1
    assert out.rstrip("\n").isprintable()


class TestShow:
    """One mail in full."""

    @pytest.fixture(autouse=True)
    def details(self, front: FakeFront) -> None:
        summary = a_summary("0a1b2c3", State.FAILED, reason="Refused by the server.")
        result = RecipientResult(
            "hanako@acme.example", State.FAILED, Reply(550, "No such user", "5.1.1"), 1
        )
        journal = (Happening(NOON, State.DELAYED, "desktop", "Answered"),)
        details = Detailed(Details(summary, (result,), journal))
        front.entries = (summary,)
        front.answers[Show] = lambda command: (
            details if command.id == "0a1b2c3" else Declined("There is no such mail.", "unknown")
        )

    def test_for_people(self, mailguard: Mailguard) -> None:
        out = mailguard("show", "0a1").out
        for words in ("Greetings", "refused", "550 5.1.1 No such user", "Answered", "1 recipient"):
            assert words in out

    def test_what_was_found_and_who_gets_it_while_it_asks(
        self, mailguard: Mailguard, front: FakeFront
    ) -> None:
        addresses = (Address("hanako", "acme.example"), Address("jiro", "acme.example"))
        inspection = Inspection(
            preview=Preview(
                "Greetings",
                MailKind.ORDINARY,
                Correspondents(),
                tuple(
                    Recipient(address, Field.TO, RecipientClass.EXTERNAL, address.domain)
                    for address in addresses
                ),
            ),
            attachments=(),
            text="",
            text_is_cut=False,
            has_quoted_text=False,
            findings=(Finding("empty-subject", Severity.WARNING, "The subject is empty."),),
            decision=Decision(()),
            fingerprint=b"",
        )
        summary = a_summary("0a1b2c3", State.RECEIVED, recipients=())
        front.answers[Show] = Detailed(Details(summary, (), (), inspection))
        out = mailguard("show", "0a1b2c3").out
        for words in ("2 recipients", "jiro@acme.example", "! The subject is empty."):
            assert words in out

    def test_what_the_window_would_ask(self, mailguard: Mailguard, front: FakeFront) -> None:
        now = datetime.now(UTC)
        people = tuple(
            Recipient(Address(name, domain), Field.TO, RecipientClass.EXTERNAL, domain,
                      took_part_at=took_part_at)
            for name, domain, took_part_at in (
                ("hanako", "acme.example", now), ("jiro", "beta.example", None),
            )
        )  # fmt: skip
        found = Finding("template-leftover", Severity.DANGER, "A place was left to fill in.")
        case = Case(MailKind.ORDINARY, people, (an_attachment("plan.pdf"),), (found,), frozenset())
        settings = Settings(review=Review(("Is it right?",), tick_checklist=True))
        inspection = Inspection(
            preview=Preview("Greetings", MailKind.ORDINARY, Correspondents(), people),
            attachments=case.attachments,
            text="",
            text_is_cut=False,
            has_quoted_text=False,
            findings=case.findings,
            decision=decide(case, settings, now),
            fingerprint=b"",
        )
        summary = a_summary("0a1b2c3", State.RECEIVED, recipients=())
        front.answers[Show] = Detailed(Details(summary, (), (), inspection))
        out = mailguard("show", "0a1b2c3").out
        assert "hanako@acme.example  took part in this conversation\n" in out
        assert out.endswith(
            "To be checked before it leaves:\n"
            "  [ ] To go on, write why it may leave. The reason is kept with the mail.\n"
            "  [ ] the recipients of beta.example\n"
            "  [ ] plan.pdf\n"
            "  [ ] Is it right?\n"
        )
        sent = a_summary("0a1b2c3", State.SENT, recipients=())
        front.answers[Show] = Detailed(Details(sent, (), (), inspection))
        assert "[ ]" not in mailguard("show", "0a1b2c3").out

    def test_for_programs(self, mailguard: Mailguard) -> None:
        told = mailguard("show", "0a1b2c3", "--json").json
        assert told["summary"]["id"] == "0a1b2c3"
        assert told["results"][0]["reply"]["code"] == 550


class TestId:
    """A mail is named by its id or by the beginning of it."""

    @pytest.fixture(autouse=True)
    def entries(self, front: FakeFront) -> None:
        now = datetime.now(UTC)
        waiting = [a_summary(i, received_at=now - timedelta(seconds=1)) for i in ("0ab1", "0ab2")]
        front.entries = (*waiting, a_summary("0ab3", State.SENT), a_summary("0cd4", State.SENT))
        by_id = {entry.id: Detailed(Details(entry, (), ())) for entry in front.entries}
        unknown = Declined("There is no such mail.", "unknown")
        front.answers[Show] = lambda command: by_id.get(command.id, unknown)

    @pytest.mark.parametrize(
        ("given", "found"), [("0ab1", "0ab1"), ("0AB1", "0ab1"), ("0c", "0cd4"), ("0ab3", "0ab3")]
    )
    def test_a_beginning_that_is_clear_is_enough(
        self, mailguard: Mailguard, given: str, found: str
    ) -> None:
        assert mailguard("show", given, "--json").json["summary"]["id"] == found

    def test_a_beginning_of_several_that_wait_names_them(self, mailguard: Mailguard) -> None:
        told = mailguard("show", "0ab")
        assert told.code == 1
        assert "0ab1, 0ab2" in told.err

    @pytest.mark.parametrize("given", ["zz", "0ab11", ""])
    def test_no_such_mail_is_said(self, mailguard: Mailguard, given: str) -> None:
        told = mailguard("show", given)
        assert told.code == 1
        assert told.err


def an_inspection(decision: Decision) -> Inspection:
    return Inspection(
        preview=Preview("Greetings", MailKind.ORDINARY, Correspondents(), ()),
        attachments=(),
        text="",
        text_is_cut=False,
        has_quoted_text=False,
        findings=(),
        decision=decision,
        fingerprint=b"",
    )


def shown(mailguard: Mailguard, front: FakeFront, details: Details) -> str:
    front.entries = (details.summary,)
    front.answers[Show] = Detailed(details)
    return mailguard("show", details.summary.id).out


def test_a_mail_for_a_time_of_the_calendar_says_it(mailguard: Mailguard, front: FakeFront) -> None:
    wednesday = datetime(2030, 11, 27, 12, 0, tzinfo=UTC)
    front.entries = (a_summary("0later0", State.DELAYED, release_at=wednesday, scheduled=True),)
    assert f"leaves {wednesday.astimezone():%Y-%m-%d %H:%M}" in mailguard("held").out


def test_the_password_and_the_mail_that_tells_it_are_shown(
    mailguard: Mailguard, front: FakeFront
) -> None:
    lock = Lock("correct horse battery", ("quote.zip",), by_mail=True)
    results = (
        RecipientResult("hanako@acme.example", State.SENT),
        RecipientResult("hanako@acme.example", State.QUEUED, follows=True),
    )
    told = shown(mailguard, front, Details(SENT, results, (), received=Received((), lock)))
    lines = [line.strip() for line in told.splitlines()]
    at = lines.index("1 recipient")
    assert lines[at + 1 : at + 5] == [
        "hanako@acme.example  sent",
        "Password of quote.zip: correct horse battery",
        "What follows it:",
        "hanako@acme.example  waits for the server",
    ]


def test_what_rules_say_and_the_other_time_are_shown(
    mailguard: Mailguard, front: FakeFront
) -> None:
    at = datetime(2030, 11, 27, 12, 0, tzinfo=UTC)
    decision = Decision(
        (),
        said=(Remark("organisation/a", "A", "Prices are confidential."),),
        refusals=(Remark("organisation/b", "B", "Customer lists stay in the house."),),
        later=at,
    )
    summary = a_summary("0asking", State.ASKING)
    told = shown(mailguard, front, Details(summary, (), (), an_inspection(decision)))
    assert "  ! Prices are confidential.\n" in told
    assert "  ! Customer lists stay in the house.\n" in told
    assert "“mailguard answer 0asking send --later”" in told


def test_a_password_that_was_agreed_on_is_not_known_here(
    mailguard: Mailguard, front: FakeFront
) -> None:
    received = Received((), Lock("", ("quote.zip",), is_agreed=True))
    told = shown(mailguard, front, Details(SENT, (), (), received=received))
    assert "Password of quote.zip: the one that was agreed on with the recipients\n" in told
