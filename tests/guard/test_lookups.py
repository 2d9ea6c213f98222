"""What a desktop hears when it connects, and what can be asked."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from mailguard.domain.command import Declined, Detailed, Export, Exported, List, Listing, Show, Undo
from mailguard.domain.event import Asked, Inspected, Snapshot
from mailguard.domain.state import State
from tests.guard.conftest import MAIL, Rig


async def test_a_snapshot_holds_what_waits_and_the_open_questions(rig: Rig) -> None:
    rig.hand_in()
    first = await rig.asked()
    await rig.answer(first)
    rig.hand_in(MAIL + b"another\r\n")
    second = await rig.asked(2)
    page, asked, inspected = rig.guard.front.snapshot()
    assert isinstance(page, Snapshot)
    assert [(e.id, e.state) for e in page.entries] == [
        (first, State.DELAYED),
        (second, State.RECEIVED),
    ]
    assert page.last
    assert isinstance(asked, Asked)
    assert asked.summary.client_waits
    assert isinstance(inspected, Inspected)
    assert (inspected.id, inspected.revision) == (second, 1)


async def test_a_delayed_mail_says_when_it_leaves(rig: Rig) -> None:
    rig.hand_in()
    await rig.answer(await rig.asked())
    rig.clock.pass_awake(20)
    (page,) = rig.guard.front.snapshot()
    assert isinstance(page, Snapshot)
    (summary,) = page.entries
    assert (summary.release_in, summary.delay, summary.undoable) == (40, 60, True)


async def test_a_long_snapshot_comes_in_pages(rig: Rig) -> None:
    rig.accounts.accounts = (rig.accounts.accounts[0],)
    for number in range(201):
        rig.hand_in(MAIL + b"%d\r\n" % number)
    await rig.asked(201)
    pages = [e for e in rig.guard.front.snapshot() if isinstance(e, Snapshot)]
    assert [len(page.entries) for page in pages] == [200, 1]
    assert [page.last for page in pages] == [False, True]


async def test_details_have_results_and_the_journal(rig: Rig) -> None:
    rig.hand_in()
    entry_id = await rig.asked()
    await rig.answer(entry_id)
    await rig.do(Undo(entry_id))
    response = await rig.do(Show(entry_id))
    assert isinstance(response, Detailed)
    assert [r.address for r in response.details.results] == ["hanako@acme.example"]
    assert [h.state for h in response.details.journal] == [State.DELAYED, State.WITHDRAWN]


async def test_a_listing_can_be_narrowed_by_state(rig: Rig) -> None:
    rig.hand_in()
    entry_id = await rig.asked()
    await rig.answer(entry_id)
    listing = await rig.do(List((State.DELAYED,)))
    assert isinstance(listing, Listing)
    assert [e.id for e in listing.entries] == [entry_id]
    assert await rig.do(List((State.SENT,))) == Listing(())


async def test_what_is_unknown_is_declined(rig: Rig) -> None:
    for command in (Show("x"), Export("x")):
        response = await rig.do(command)
        assert isinstance(response, Declined)
        assert response.code == "unknown"


async def test_a_mail_is_exported_as_a_draft(rig: Rig, tmp_path: Path) -> None:
    source = tmp_path / "octets"
    source.write_bytes(MAIL)
    rig.hand_in()
    entry_id = await rig.asked()
    question = rig.guard._questions.get(entry_id)
    assert question is not None
    question.entry = replace(
        question.entry, source=replace(question.entry.source, path=str(source))
    )
    response = await rig.do(Export(entry_id))
    assert isinstance(response, Exported)
    draft = Path(response.path)
    assert draft.read_bytes() == b"X-Unsent: 1\r\n" + MAIL
    assert draft.stat().st_mode & 0o077 == 0


async def test_an_attachment_that_is_not_there_is_declined(rig: Rig) -> None:
    rig.hand_in()
    response = await rig.do(Export(await rig.asked(), 3))
    assert isinstance(response, Declined)
