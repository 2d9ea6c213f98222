"""Whatever the engine has to say fits into lines, and nothing an eye needs is left out."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mailguard.control.fitting import lines
from mailguard.control.protocol import LINE_LIMIT, Answered, Decoder, Frame
from mailguard.domain.address import Address
from mailguard.domain.command import Detailed, Listing
from mailguard.domain.event import Asked, Changed, Details, Inspected, Snapshot
from mailguard.domain.finding import Finding, Severity
from mailguard.domain.inspection import TEXT_LIMIT, Decision, Inspection, Preview
from mailguard.domain.mail import Correspondents, Mailbox, MailKind
from mailguard.domain.recipient import Field, Recipient, RecipientClass
from tests.fakes.front import a_summary, some_summaries


def heard(frame: Frame) -> list[Frame]:
    """What the other side makes of `frame`'s lines."""
    octets = lines(frame)
    assert all(len(line) <= LINE_LIMIT for line in octets)
    return list(Decoder().feed(b"".join(octets)))


def a_preview(recipients: int = 1, name: str = "", subject: str = "Greetings") -> Preview:
    addresses = [Address(f"someone-{n}", f"{'d' * 60}.example") for n in range(recipients)]
    return Preview(
        subject,
        MailKind.ORDINARY,
        Correspondents(to=tuple(Mailbox(address, name) for address in addresses)),
        tuple(Recipient(a, Field.TO, RecipientClass.EXTERNAL, a.domain, name) for a in addresses),
    )


def an_inspection(preview: Preview, findings: int = 0, text: str = "Hello") -> Inspection:
    finding = Finding("visible-recipients", Severity.WARNING, "s" * 200, ("e" * 100,) * 10)
    return Inspection(
        preview, (), text, False, False, (finding,) * findings, Decision(()), b"f" * 32
    )


def test_an_ordinary_frame_is_one_line_and_unchanged() -> None:
    frame = Asked(a_summary(), a_preview())
    assert heard(frame) == [frame]


def test_the_text_of_a_review_is_never_cut() -> None:
    frame = Inspected("a1", 1, an_inspection(a_preview(500, "山田" * 10), text="x" * TEXT_LIMIT))
    assert heard(frame) == [frame]


def test_a_snapshot_of_any_length_comes_whole_in_order_and_ends_once() -> None:
    entries = some_summaries(5000, subject="件名" * 60)
    pages = heard(Snapshot(entries, (), ("taro@example.co.jp",), last=True))
    assert all(isinstance(page, Snapshot) for page in pages)
    snapshots = [page for page in pages if isinstance(page, Snapshot)]
    assert tuple(e for page in snapshots for e in page.entries) == entries
    assert [page.last for page in snapshots] == [False] * (len(snapshots) - 1) + [True]
    assert snapshots[-1].accounts == ("taro@example.co.jp",)


def test_a_page_before_the_last_stays_a_page_before_the_last() -> None:
    (page,) = heard(Snapshot(some_summaries(3), (), (), last=False))
    assert isinstance(page, Snapshot)
    assert not page.last


def test_a_long_listing_comes_in_several_answers() -> None:
    entries = some_summaries(5000, subject="件名" * 60)
    answers = [a for a in heard(Answered(4, Listing(entries))) if isinstance(a, Answered)]
    assert len(answers) > 1
    assert {answer.number for answer in answers} == {4}
    assert [answer.last for answer in answers] == [False] * (len(answers) - 1) + [True]
    listed = [e for a in answers if isinstance(a.response, Listing) for e in a.response.entries]
    assert tuple(listed) == entries


@pytest.mark.parametrize("frame", [Snapshot((), (), (), last=True), Answered(1, Listing(()))])
def test_nothing_is_still_a_page(frame: Frame) -> None:
    assert heard(frame) == [frame]


def test_an_endless_subject_is_cut_visibly() -> None:
    summary = a_summary(subject="x" * 2_000_000)
    for frame in (Changed(summary), Snapshot((summary,), (), (), last=True)):
        (short,) = heard(frame)
        assert isinstance(short, Changed | Snapshot)
        shown = short.summary if isinstance(short, Changed) else short.entries[0]
        assert shown.subject.startswith("xxx")
        assert shown.subject.endswith("…")
        assert shown.id == summary.id


def test_a_thousand_recipients_with_long_names_are_all_shown() -> None:
    (asked,) = heard(Asked(a_summary(), a_preview(1000, "名" * 300)))
    assert isinstance(asked, Asked)
    assert len(asked.preview.recipients) == 1000
    assert asked.preview.recipients[0].address.local == "someone-0"


@pytest.mark.parametrize("in_details", [False, True])
def test_what_cannot_be_shown_whole_says_so(*, in_details: bool) -> None:
    inspection = an_inspection(a_preview(20_000, "名" * 50), findings=5000)
    frame: Frame = Inspected("a1", 1, inspection)
    if in_details:
        frame = Answered(1, Detailed(Details(a_summary(), (), (), inspection)))
    (shown,) = heard(frame)
    assert b"more recipients" in msgspec.json.encode(shown)


@settings(deadline=None)
@given(st.text(alphabet=st.characters(categories=["L", "N", "Cs", "Cc"]), max_size=50))
def test_any_subject_can_be_told_even_one_that_utf8_cannot_hold(subject: str) -> None:
    for frame in (
        Changed(a_summary(subject=subject)),
        Snapshot((a_summary(subject=subject),), (), (), last=True),
        Answered(1, Listing((a_summary(subject=subject),))),
    ):
        assert len(heard(frame)) == 1
