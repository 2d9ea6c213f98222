"""No check, and nothing that reads a text, takes longer than the text is long: by any text."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

from mailguard import checks
from mailguard.checks.keyword import Words
from mailguard.content.filetype import FileTypes
from mailguard.discovery import discover
from mailguard.domain.check import Check
from mailguard.domain.content import Content
from mailguard.domain.mail import Link, Mail
from mailguard.inspection.budget import Budget
from mailguard.inspection.reading import read
from mailguard.knowledge.reader import KnowledgeReader
from tests.hostile_texts import TEXTS, Text
from tests.knowledge.learning import a_past_mail, known, learn, sent
from tests.mails import a_mail, an_attachment
from tests.timing import TRACED

SHORT, TIMES = 20_000, 4  # characters of the shorter text; how many times longer the other one is
STEEP = 9  # so many times longer, a search is not linear any more; a quadratic one takes 16 times
QUICK = 0.1 * TRACED  # seconds: what takes no longer is quick, whatever the shorter text took
ALL = 2.0 * TRACED  # seconds for the longer text and all checks: a busy machine's, many times over
READ = 2.0 * TRACED  # seconds
TRIES = 5
TYPES = FileTypes()

EACH_TEXT = pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())


@pytest.fixture(scope="module")
def knowledge(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeReader]:
    """A few people, and the names of their companies."""
    folder: Path = tmp_path_factory.mktemp("knowledge")
    text = "株式会社アクメ\n佐藤様\n\nHello.\n"
    learn(
        folder,
        *(sent(a_past_mail(to=[f"佐藤 <sato{n}@acme.example>"], text=text)) for n in range(9)),
    )
    with known(folder) as reader:
        yield reader


@EACH_TEXT
def test_no_check_takes_longer_than_its_text_is_long(
    text: Text, knowledge: KnowledgeReader
) -> None:
    short, long = _mail(text(SHORT)), _mail(text(SHORT * TIMES))
    slow: dict[str, float] = {}
    for _ in range(TRIES):
        times = {check.name: _seconds(_run, check, long, knowledge) for check in _checks()}
        slow = {
            check.name: times[check.name]
            for check in _checks()
            if times[check.name] > QUICK
            and times[check.name] > STEEP * _seconds(_run, check, short, knowledge)
        }
        if sum(times.values()) > ALL:
            slow |= times
        if not slow:
            break
    assert slow == {}


@EACH_TEXT
@pytest.mark.parametrize("subtype", ["plain", "html"])
def test_reading_takes_no_longer_than_the_text_is_long(text: Text, subtype: str) -> None:
    short, long = _octets(text(SHORT), subtype), _octets(text(SHORT * TIMES), subtype)
    steepness = seconds = 0.0
    for _ in range(TRIES):
        seconds = _seconds(_read, long)
        steepness = seconds / max(_seconds(_read, short), QUICK / TIMES)
        if steepness < STEEP and seconds < READ:
            break
    assert steepness < STEEP
    assert seconds < READ


def _checks() -> tuple[Check, ...]:
    return discover(checks, Check)


def _run(check: Check, mail: Mail, knowledge: KnowledgeReader) -> None:
    words = Words(warning=("falcon", "原価"), inside=True)
    settings: msgspec.Struct = words if check.name == "keyword" else check.settings
    check.findings(mail, knowledge, settings)


def _mail(text: str) -> Mail:
    """A mail that has the text wherever one can be, as long as it can be there."""
    return a_mail(
        subject=text[:20_000],
        text=text,
        quoted=text,
        links=[Link(text[:300], f"https://{text[:2000]}")] * 100,
        to=[f"{text[:200].strip() or 'x'} <hanako@acme.example>", "taro@example.co.jp"],
        attachments=[an_attachment(text[:255])],
        contents=[Content(text, headings=(text[:200],) * 200)],
        is_reply=True,
    )


def _octets(text: str, subtype: str) -> memoryview:
    """The text as the body of a mail, and as a file."""
    part = (
        b"--b--b\r\nContent-Type: text/%b; charset=utf-8\r\nContent-Disposition: %b\r\n\r\n%b\r\n"
    )
    octets, kind = text.encode("utf-8", "replace"), subtype.encode()
    body, file = part % (kind, b"inline", octets), part % (kind, b"attachment; filename=a", octets)
    return memoryview(b"Content-Type: multipart/mixed; boundary=b--b\r\n\r\n" + body + file)


def _read(octets: memoryview) -> None:
    read(octets, is_automatic=False, types=TYPES, budget=Budget(60))


def _seconds(work: Callable[..., None], *arguments: object) -> float:
    begun = time.thread_time()
    work(*arguments)
    return time.thread_time() - begun
