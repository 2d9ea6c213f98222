"""Whatever a mail does to the worker, there is an inspection, and the other mails get theirs."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from mailguard.domain.finding import Severity
from mailguard.domain.inspection import Act, Inspection, Preview
from mailguard.domain.policy import Policy
from mailguard.domain.recipient import RecipientClass
from mailguard.inspection.crew import Patience
from mailguard.inspection.inspector import WorkerInspector, worker_command
from tests.inspection.entries import ACCOUNT, HANAKO, an_entry
from tests.inspection.odd_worker import INSPECTION, PREVIEW, odd_command
from tests.mails import an_eml

Inspect = Callable[[str], "asyncio.Task[Inspection]"]
SHORT = Patience(start=60, one_mail=0.6, whole=60, help=60, look=0.02)


@pytest.fixture
def inspect_with(tmp_path: Path) -> Callable[[WorkerInspector], Inspect]:
    """Inspects a mail to `LOCAL@x.example` by an inspector."""

    def use(inspector: WorkerInspector) -> Inspect:
        def inspect(local: str) -> asyncio.Task[Inspection]:
            entry = an_entry(tmp_path, b"\r\n", [f"{local}@x.example"], name=local)
            return asyncio.create_task(inspector.inspect(entry, ACCOUNT, lambda _preview: None))

        return inspect

    return use


@asynccontextmanager
async def an_inspector(*command: str, patience: Patience = SHORT) -> AsyncIterator[WorkerInspector]:
    inspector = WorkerInspector(lambda _account: Policy(), command or odd_command(), patience)
    await inspector.start()
    try:
        yield inspector
    finally:
        await inspector.close()


def is_unchecked(inspection: Inspection) -> bool:
    """Whether it says so, in a way that the user cannot overlook."""
    (finding,) = inspection.findings
    demands = {demand.id: demand.act for demand in inspection.decision.demands}
    return (
        bool(inspection.unchecked)
        and finding.severity is Severity.WARNING
        and demands["finding:0"] is Act.TICK
    )


async def test_an_ordinary_mail_is_looked_through_by_the_real_worker(tmp_path: Path) -> None:
    previews: list[Preview] = []
    entry = an_entry(tmp_path, an_eml(subject="=?utf-8?b?6KaL56mN?="), [HANAKO])
    command = worker_command(tmp_path / "knowledge.sqlite")
    patient = Patience(start=120, one_mail=120, whole=120)
    async with an_inspector(*command, patience=patient) as inspector:
        inspection = await inspector.inspect(entry, ACCOUNT, previews.append)
    assert inspection.preview.subject == "見積"
    assert previews == [inspection.preview]
    assert [demand.id for demand in inspection.decision.demands] == ["organisation:acme.example"]
    assert inspection.unchecked == ()


@pytest.mark.parametrize("fate", ["crash", "hang", "nonsense", "fail"])
async def test_a_mail_that_a_worker_fails_over_is_unchecked_and_the_next_is_not(
    fate: str, inspect_with: Callable[[WorkerInspector], Inspect]
) -> None:
    async with an_inspector() as inspector:
        inspect = inspect_with(inspector)
        bad, good = inspect(fate), inspect("good")
        assert is_unchecked(await bad)
        assert await good == INSPECTION
        assert await inspect("another") == INSPECTION


async def test_what_waits_behind_a_slow_mail_goes_to_a_second_worker(
    inspect_with: Callable[[WorkerInspector], Inspect],
) -> None:
    async with an_inspector(
        patience=Patience(start=60, one_mail=60, whole=60, help=0.05, look=0.02)
    ) as inspector:
        inspect = inspect_with(inspector)
        slow = inspect("hang")
        others = [inspect(f"good{number}") for number in range(5)]
        assert await asyncio.gather(*others) == [INSPECTION] * 5
        assert not slow.done()


async def test_the_second_worker_goes_when_it_is_not_needed_any_more(
    inspect_with: Callable[[WorkerInspector], Inspect],
) -> None:
    patience = Patience(start=60, one_mail=0.3, whole=60, help=0.05, idle=0.1, look=0.02)
    async with an_inspector(patience=patience) as inspector:
        inspect = inspect_with(inspector)
        await asyncio.gather(inspect("hang"), inspect("good"))
        async with asyncio.timeout(30):
            while len(inspector._crew._workers) > 1:
                await asyncio.sleep(0.01)
        assert await inspect("another") == INSPECTION


def test_the_engine_loads_nothing_that_reads_mail() -> None:
    program = (
        "import sys, mailguard.inspection.inspector\n"
        "heavy = ('lxml', 'magic', 'publicsuffixlist', 'mailguard.checks', 'mailguard.content')\n"
        "print([name for name in heavy if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert done.stdout.strip() == b"[]"


async def test_a_preview_that_was_made_is_kept(
    inspect_with: Callable[[WorkerInspector], Inspect],
) -> None:
    async with an_inspector() as inspector:
        assert (await inspect_with(inspector)("crash")).preview == PREVIEW


async def test_without_any_the_envelope_says_who_gets_it(
    inspect_with: Callable[[WorkerInspector], Inspect],
) -> None:
    async with an_inspector() as inspector:
        inspection = await inspect_with(inspector)("fail")
    (recipient,) = inspection.preview.recipients
    assert str(recipient.address) == "fail@x.example"
    assert recipient.kind is RecipientClass.EXTERNAL
    assert "organisation:x.example" in [demand.id for demand in inspection.decision.demands]


@pytest.mark.parametrize(
    "command", [("/no/such/program",), odd_command("dies")], ids=["missing", "dying"]
)
async def test_without_a_worker_every_mail_is_unchecked(
    command: tuple[str, ...],
    inspect_with: Callable[[WorkerInspector], Inspect],
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with an_inspector(*command) as inspector:
        inspect = inspect_with(inspector)
        assert is_unchecked(await inspect("one"))
        assert is_unchecked(await inspect("two"))
    assert "x.example" not in caplog.text


async def test_a_mail_that_waits_too_long_is_unchecked(
    inspect_with: Callable[[WorkerInspector], Inspect],
) -> None:
    patience = Patience(start=60, one_mail=60, whole=0.3, help=60, look=0.02)
    async with an_inspector(patience=patience) as inspector:
        inspect = inspect_with(inspector)
        assert is_unchecked(await inspect("hang"))


async def test_closing_ends_what_is_under_way(
    inspect_with: Callable[[WorkerInspector], Inspect],
) -> None:
    inspector = WorkerInspector(lambda _account: Policy(), odd_command(), Patience())
    await inspector.start()
    waiting = inspect_with(inspector)("hang")
    await asyncio.sleep(0)
    await inspector.close()
    assert is_unchecked(await waiting)


async def test_many_mails_at_once_all_get_theirs(
    inspect_with: Callable[[WorkerInspector], Inspect],
) -> None:
    async with an_inspector(patience=Patience()) as inspector:
        inspect = inspect_with(inspector)
        found = await asyncio.gather(*(inspect(f"m{number}") for number in range(200)))
    assert found == [INSPECTION] * 200
