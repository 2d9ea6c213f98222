"""How long mails take to be looked through, by what they are, and by how many words are looked for.

From the engine's question to the worker's whole answer: a real worker process, every check on, a
store of contacts behind it.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

from mailguard.domain.entry import Entry
from mailguard.domain.policy import Policy
from mailguard.domain.settings import Settings
from mailguard.inspection.inspector import WorkerInspector, worker_command
from mailguard.names.readings import surnames
from tests.bench.documents import photos, three_documents
from tests.bench.goals import verdict
from tests.bench.knowing import a_reply, fill
from tests.bench.measure import percentile
from tests.bench.table import markdown
from tests.bench.trial import TrialError
from tests.inspection.entries import ACCOUNT, HANAKO, an_entry
from tests.mails import an_eml

CONTACTS = 1_000
KEYWORDS = (10, 100, 1_000, 5_000)
BIG = 25_000_000  # octets of a mail
WARM = 5  # mails before those that count

PLAIN, DOCUMENTS, LARGE = "plain, 1.3 kB", "three files: Word, Excel, PDF", "25 MB: photos in a zip"
LIMITS = {PLAIN: 0.05, DOCUMENTS: 1.0, LARGE: 5.0}  # seconds, of 95 in 100 mails
GROWTH = 0.2

Times = Mapping[str, Sequence[float]]


def measure_inspections(folder: Path, count: int) -> str:
    """The tables of `count` plain mails and fewer of the others, and what has to hold.

    Raises TrialError when a mail was not looked through in full.
    """
    folder.mkdir(parents=True)
    knowledge = folder / "knowledge.sqlite"
    people = fill(knowledge, CONTACTS)
    plain = [a_reply(people, number) for number in range(count)]
    return asyncio.run(_measured(folder, knowledge, plain))


async def _measured(folder: Path, knowledge: Path, plain: Sequence[bytes]) -> str:
    async with _inspector(knowledge, 0) as inspector:
        kinds = {
            name: await _times(inspector, folder, mails)
            for name, mails in _mails_by_kind(plain).items()
        }
    words = await _times_by_words(folder, knowledge, plain)
    return f"{kinds_table(kinds)}\n\n{words_table(words)}\n" + "".join(
        f"\n- {goal}" for goal in (*kind_goals(kinds), words_goal(words))
    )


def kinds_table(kinds: Times) -> str:
    """A row for each kind of mail."""
    rows = [[name, str(len(times)), *_figures(times)] for name, times in kinds.items()]
    return markdown(("looked through", "mails", "p50 ms", "p95 ms", "most ms"), rows)


def words_table(words: Mapping[int, Sequence[float]]) -> str:
    """A row for each number of words; the first mail also waits for the list to be made."""
    rows = [[f"{number:,}", *_figures(times)] for number, times in words.items()]
    return markdown(("a plain mail, words looked for", "p50 ms", "p95 ms", "most ms"), rows)


def kind_goals(kinds: Times) -> Iterator[str]:
    """Whether each kind of mail is looked through soon enough."""
    for name, times in kinds.items():
        high, limit = 1000 * percentile(times, 0.95), 1000 * LIMITS[name]
        sentence = f"{name}: p95 {high:.0f} ms (at most {limit:,.0f})"
        yield verdict(sentence, is_reached=high <= limit)


def words_goal(words: Mapping[int, Sequence[float]]) -> str:
    """Whether the time stays the same with more words."""
    middles = [percentile(times, 0.5) for times in words.values()]
    change = max(middles[-1] / middles[0] - 1, 0.0)
    sentence = (
        f"{max(words):,} words instead of {min(words)} take {change:.0%} longer (at most 20 %)"
    )
    return verdict(sentence, is_reached=change <= GROWTH)


def _figures(seconds: Sequence[float]) -> list[str]:
    return [f"{1000 * percentile(seconds, share):.1f}" for share in (0.5, 0.95, 1.0)]


def _mails_by_kind(plain: Sequence[bytes]) -> dict[str, Sequence[bytes]]:
    chance = random.Random(1)
    others = range(max(len(plain) // 4, 1))
    text = "Dear Hanako,\n\nPlease find the documents attached.\n\nRegards\nTaro\n"
    large = an_eml(text=text, attachments={"photos.zip": photos(chance, BIG * 3 // 4)})
    return {
        PLAIN: plain,
        DOCUMENTS: [an_eml(text=text, attachments=three_documents(chance)) for _ in others],
        LARGE: [large] * max(len(others) // 2, 1),
    }


async def _times_by_words(
    folder: Path, knowledge: Path, mails: Sequence[bytes]
) -> dict[int, list[float]]:
    """Each mail goes to a worker of each number of words in turn: what slows one, slows all."""
    times: dict[int, list[float]] = {number: [] for number in KEYWORDS}
    async with AsyncExitStack() as stack:
        inspectors = {
            number: await stack.enter_async_context(_inspector(knowledge, number))
            for number in KEYWORDS
        }
        for mail in mails:
            entry = an_entry(folder, mail, [HANAKO])
            for number, inspector in inspectors.items():
                times[number].append(await _time(inspector, entry))
    return times


@asynccontextmanager
async def _inspector(knowledge: Path, words: int) -> AsyncIterator[WorkerInspector]:
    """A warm worker that looks for so many words of the organisation's own."""
    policy = Policy(Settings(checks={"keyword": {"warning": tuple(_words(words))}}))
    inspector = WorkerInspector(lambda _account: policy, worker_command(knowledge))
    await inspector.start()
    try:
        entry = an_entry(knowledge.parent, an_eml(), name="warm")
        for _ in range(WARM):
            await _time(inspector, entry)
        yield inspector
    finally:
        await inspector.close()


def _words(number: int) -> Iterator[str]:
    """Names of projects, of which the mails have none."""
    names = sorted(surnames().by_name)
    for index in range(number):
        yield f"{names[index % len(names)]}計画{index}" if index % 2 else f"project x{index}"


async def _times(
    inspector: WorkerInspector, folder: Path, mails: Sequence[bytes]
) -> Sequence[float]:
    return [await _time(inspector, an_entry(folder, mail, [HANAKO])) for mail in mails]


async def _time(inspector: WorkerInspector, entry: Entry) -> float:
    """Seconds until the whole inspection is there. Raises TrialError for one that is not whole."""
    begun = time.perf_counter()
    inspection = await inspector.inspect(entry, ACCOUNT, lambda _preview: None)
    taken = time.perf_counter() - begun
    if inspection.unchecked:
        raise TrialError(f"a mail was not checked in full: {inspection.unchecked}")
    return taken
