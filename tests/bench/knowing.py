"""How the processor time for a mail grows with the number of contacts, in stores of many sizes."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from mailguard import actions, checks
from mailguard.content.filetype import FileTypes
from mailguard.discovery import discover
from mailguard.domain.action import Action
from mailguard.domain.check import Check
from mailguard.domain.lesson import Lesson, Party
from mailguard.domain.mail import Mail
from mailguard.domain.policy import Policy
from mailguard.inspection.domains import organisation_of
from mailguard.inspection.examiner import Examiner
from mailguard.inspection.protocol import Request
from mailguard.inspection.ruling import Ruling
from mailguard.inspection.study import envelope_of, heading_in, study
from mailguard.knowledge.digests import digest
from mailguard.knowledge.reader import KnowledgeReader
from mailguard.knowledge.store import Store
from mailguard.names.readings import given_names, surnames
from mailguard.rulebook.almanac import almanac_of
from tests.bench.measure import percentile
from tests.bench.table import markdown
from tests.mails import NOWHERE, SENDER, an_address, an_eml

SIZES = (1_000, 10_000, 100_000)
ROUNDS = 40
_TOGETHER = 1_000  # lessons of one transaction
_OTHERS = 20  # contacts who are written to besides


def measure_growth(folder: Path, sizes: Sequence[int] = SIZES) -> str:
    """The table, and what has to hold."""
    folder.mkdir(parents=True, exist_ok=True)
    columns = [_measured(folder / f"{size}.sqlite", size) for size in sizes]
    names = [name for name, _seconds in columns[0]]
    rows = [
        [name, *(f"{1000 * column[index][1]:.2f}" for column in columns)]
        for index, name in enumerate(names)
    ]
    whole = [dict(column)[_WHOLE] for column in columns]
    change = max(whole) / min(whole) - 1
    verdict = "reached" if change <= 0.2 else "missed"
    table = markdown(["p50, ms", *(f"{size:,} contacts" for size in sizes)], rows)
    goal = f"{verdict}: a mail takes {change:.0%} longer at most, whatever the size (20 %)"
    return f"{table}\n\n- {goal}"


_WHOLE = "a plain mail, read and checked"


def _measured(path: Path, size: int) -> list[tuple[str, float]]:
    begun = time.process_time()
    people = fill(path, size)
    each = (time.process_time() - begun) / (size // 2)
    with closing(KnowledgeReader(path, organisation_of)) as reader:
        reader.warm_up()
        mails = [a_reply(people, number) for number in range(ROUNDS)]
        asked = _questions(reader, people)
        return [
            (_WHOLE, _median(_inspections(reader, mails))),
            *((name, _median(question(number) for number in range(ROUNDS)))
              for name, question in asked.items()),
            ("learning from a mail, when the store was filled", each),
        ]  # fmt: skip


def _people(size: int) -> list[tuple[str, str]]:
    """Addresses and names, as many people share a name as do in Japan, more or less."""
    noise = random.Random(1)
    families = sorted(surnames().by_name)[:4000]
    given = sorted(given_names().by_name)[:2000]
    found = []
    for number in range(size):
        family, first = families[int(len(families) * noise.random() ** 3)], noise.choice(given)
        reading = f"{given_names().of(first)[0]}.{surnames().of(family)[0]}"
        company = int((size // 5) * noise.random())
        found.append((f"{reading}{number}@company{company}.co.jp", f"{family} {first}"))
    return found


def fill(path: Path, size: int) -> list[tuple[str, str]]:
    """Teach a new store at `path` of as many people; their addresses and names."""
    people = _people(size)
    with closing(Store(path)) as store:
        lessons: list[Lesson] = []
        for lesson in _lessons(people):
            lessons.append(lesson)
            if len(lessons) == _TOGETHER:
                store.learn_all(lessons)
                lessons = []
        store.learn_all(lessons)
    return people


def _lessons(people: Sequence[tuple[str, str]]) -> Iterator[Lesson]:
    """Half as many mails as people, each to two of them, in threads of four mails."""
    begin = datetime(2020, 1, 1, tzinfo=UTC)
    me = Party(SENDER, "example.co.jp")
    for number in range(len(people) // 2):
        parties = [
            Party(key, organisation_of(an_address(key)), name)
            for key, name in people[2 * number : 2 * number + 2]
        ]
        organisation = parties[0].organisation
        yield Lesson(
            is_sent=True,
            at=begin + timedelta(minutes=number),
            author=me,
            to=tuple(parties[:1]),
            cc=tuple(parties[1:]),
            own=(SENDER, "example.co.jp"),
            message=digest(str(number)),
            ancestors=(digest(str(number - 1)),) if number % 4 else (),
            subject=digest(f"subject {number // 4}"),
            text=digest(f"text {number}"),
            companies=((organisation, f"商会{organisation.partition('.')[0]}"),),
        )


def a_reply(people: Sequence[tuple[str, str]], number: int) -> bytes:
    """A reply to two known people and somebody new who is nearly one of them."""
    at = number * 7919 % (len(people) // 2)
    (one, name), (other, _name) = people[2 * at : 2 * at + 2]
    family = name.split(" ", maxsplit=1)[0]
    return an_eml(
        to=[f"{name} <{one}>", other],
        cc=[one.replace("@", "x@")],
        text=f"商会company{at}\n{family}様\n\n" + "Some ordinary text for a line.\n" * 40,
        fields={"In-Reply-To": "<x@y>", "Subject": f"Re: subject {at // 4}"},
        subject=None,
    )


def _inspections(reader: KnowledgeReader, mails: Sequence[bytes]) -> Iterator[float]:
    examiner = Examiner(
        discover(checks, Check), discover(actions, Action), reader, FileTypes(), Ruling(almanac_of)
    )
    for octets in (*mails[:3], *mails):
        request = Request(
            1, "bench", (an_address(SENDER),), NOWHERE, envelope_of(heading_in(memoryview(octets))),
            Policy(), octets,
        )  # fmt: skip
        begun = time.process_time()
        examiner.examine(request, lambda _preview: None)
        yield time.process_time() - begun


def _questions(
    reader: KnowledgeReader, people: Sequence[tuple[str, str]]
) -> dict[str, Callable[[int], float]]:
    def timed(question: Callable[[str, str, Mail], object]) -> Callable[[int], float]:
        def answer(number: int) -> float:
            key, name = people[number * 7919 % len(people)]
            mail = study(memoryview(a_reply(people, number)), [an_address(SENDER)])
            begun = time.process_time()
            question(key, name, mail)
            return time.process_time() - begun

        return answer

    return {
        "who it is": timed(lambda key, _n, _m: reader.acquaintance(an_address(key))),
        "addresses alike": timed(lambda key, _n, _m: reader.alike(an_address(f"x{key}"))),
        "domains alike": timed(lambda key, _n, _m: reader.domains_alike(f"x{key.split('@')[1]}")),
        "people of a name": timed(lambda _k, name, _m: reader.named(name)),
        "people of a family name": timed(lambda _k, name, _m: reader.named(name.split(" ")[0])),
        "companies in a text": timed(lambda _k, _n, mail: reader.mentions(mail.text.new)),
        "the thread": timed(lambda _k, _n, mail: reader.thread(mail)),
        "risks": timed(lambda _k, _n, mail: reader.risks(mail)),
    }


def _median(seconds: Iterator[float]) -> float:
    return percentile([*seconds], 0.5)
