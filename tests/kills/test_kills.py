"""`kill -9` of the engine at random points of a stream of mails, its server wanting a password."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.fakes.manners import Manners
from tests.fakes.upstream import Upstream
from tests.kills.engine import Engine
from tests.kills.storm import PASSWORD, SENDER, USERNAME, Storm

BY_ITSELF = ("--headless", "--answer", "send", "--delay", "0")
BY_THE_USER = ("--headless", "--answer", "ask", "--delay", "0")

FEW = pytest.param(10, marks=pytest.mark.real)
MANY = pytest.param(100, marks=[pytest.mark.e2e, pytest.mark.timeout(1200)])


@pytest.fixture
def upstream() -> Iterator[Upstream]:
    with Upstream(Manners(users={USERNAME: PASSWORD})) as one:
        yield one


@contextmanager
def a_storm(folder: Path, upstream: Upstream, flags: tuple[str, ...]) -> Iterator[Storm]:
    data = folder / "data"
    engine = Engine(data, *flags)
    engine.add_account(
        SENDER,
        upstream.port,
        *("--auth", "password", "--username", USERNAME, "--password-stdin"),
        password=PASSWORD,
    )
    storm = Storm(engine, data / "channel.json", upstream, flags is BY_THE_USER)
    try:
        yield storm
    finally:
        storm.end()


def states(storm: Storm) -> dict[int, str]:
    return {int(e["subject"].split()[-1]): e["state"] for e in storm.engine.held() if e["subject"]}


@pytest.mark.parametrize("kills", [FEW, MANY])
def test_every_acknowledged_mail_arrives_once_or_is_marked(
    tmp_path: Path, upstream: Upstream, kills: int, record_property: Callable[[str, object], None]
) -> None:
    with a_storm(tmp_path, upstream, BY_ITSELF) as storm:
        storm.run(kills, seed=kills)
        waiting = states(storm)
    assert storm.kills == kills
    assert len(storm.acknowledged) > kills
    missing = storm.acknowledged - set(storm.arrived) - set(waiting)
    assert missing == set()
    assert {n for n, times in storm.arrived.items() if times > 1} == set()
    assert set(waiting.values()) <= {"uncertain"}
    record_property("acknowledged", len(storm.acknowledged))
    record_property("uncertain", len(waiting))


@pytest.mark.parametrize("kills", [FEW, MANY])
def test_what_the_user_did_not_answer_never_leaves(
    tmp_path: Path, upstream: Upstream, kills: int, record_property: Callable[[str, object], None]
) -> None:
    with a_storm(tmp_path, upstream, BY_THE_USER) as storm:
        storm.run(kills, seed=kills)
        waiting = states(storm)
    left = set(storm.arrived)
    assert len(storm.acknowledged) > kills
    assert len(left) > kills / 2, "too few were answered to prove anything"
    assert left <= storm.answered, "released unasked"
    unanswered = {n for n in storm.acknowledged if n % 2}
    assert {waiting.get(n) for n in unanswered} == {"asking"}
    assert storm.acknowledged - left - set(waiting) == set(), "acknowledged, and lost"
    assert {n for n, times in storm.arrived.items() if times > 1} == set()
    record_property("acknowledged", len(storm.acknowledged))
    record_property("answered and gone", len(left))
