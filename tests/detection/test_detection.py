"""What the checks see and leave alone, on a part of the suites whose names nobody tuned them on."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest

from mailguard import checks
from mailguard.discovery import discover
from mailguard.domain.check import Check
from mailguard.domain.finding import Severity
from tests.detection.by_hand import is_caught, notices
from tests.detection.drafts import drafts
from tests.detection.everyday import OCCASIONS, everyday
from tests.detection.looking import Answer, Looking
from tests.detection.mishaps import mishaps
from tests.detection.planted import PLANTERS, clean, planted
from tests.detection.salutations import CHECKS as SPOKEN
from tests.detection.scenes.suite import SCENES, scenes
from tests.detection.scores import Score, interrupted, interrupts, score
from tests.detection.traps import traps
from tests.detection.world import Part, a_world

EACH = 6
SCENES_EACH = 3
CHECKS = {check.name: check for check in discover(checks, Check)}


class Suite:
    """The answers to all mails, each group by itself."""

    def __init__(self, folder: Path) -> None:
        world = a_world(Part.TEST)
        looking = Looking(folder, world)
        played = list(looking.answers(scenes(world, Part.TEST, SCENES_EACH)))
        self.tempting = [answer for answer in played if answer.case.tempts]
        self.planted = [*looking.answers(planted(world, EACH)), *self._wrong(played)]
        self.clean = list(looking.answers(clean(world, 10 * EACH)))
        self.traps = list(looking.answers(traps(world, EACH)))
        self.everyday = list(looking.answers(everyday(world, 1)))
        self.mishaps = list(looking.answers(mishaps(world, 1)))

    @staticmethod
    def _wrong(played: list[Answer]) -> Iterator[Answer]:
        return (answer for answer in played if answer.case.planted)

    def scores(self) -> Iterator[Score]:
        """Of every check that something was planted for; what it said of other mail is wrong."""
        answers = [*self.planted, *self.tempting, *self.clean, *self.traps, *self.everyday]
        for name in dict.fromkeys(answer.case.planted for answer in self.planted):
            yield score(name, CHECKS[name].severity, answers)


@pytest.fixture(scope="module")
def suite(tmp_path_factory: pytest.TempPathFactory) -> Suite:
    return Suite(tmp_path_factory.mktemp("detection"))


def told(answers: list[Answer]) -> list[tuple[str, list[str]]]:
    """What went wrong, to be read where a test fails."""
    return [(a.case.name, [f.check for f in a.findings]) for a in answers]


def test_every_check_is_measured_on_what_it_must_see_and_on_what_it_must_not() -> None:
    """A check without mails of its own in `planted`, `scenes` or `salutations` is not finished."""
    planted_for = PLANTERS.keys() | {check for check, book in SCENES.items() if book.wrong} | SPOKEN
    tempted = {check for check, book in SCENES.items() if book.right} | SPOKEN
    assert CHECKS.keys() - planted_for == set()
    assert CHECKS.keys() - tempted == set()


def test_every_check_finds_what_was_planted_for_it(suite: Suite) -> None:
    assert [s for s in suite.scores() if s.recall < 0.8] == []
    scores = list(suite.scores())
    assert sum(s.found for s in scores) >= 0.97 * sum(s.planted for s in scores)


@pytest.mark.parametrize("name", ["my-number", "secret"])
def test_my_numbers_and_secrets_are_found(suite: Suite, name: str) -> None:
    (found,) = (s for s in suite.scores() if s.check == name)
    assert found.recall >= 0.95


def test_a_danger_is_nearly_always_one(suite: Suite) -> None:
    dangers = [s for s in suite.scores() if s.severity is Severity.DANGER]
    assert len(dangers) >= 8
    assert [s for s in dangers if s.precision < 0.95] == []


def test_forgotten_attachments_are_told_and_hardly_any_others(suite: Suite) -> None:
    (found,) = (s for s in suite.scores() if s.check == "attachment-forgotten")
    assert found.precision >= 0.9


@pytest.mark.parametrize("group", ["clean", "traps", "tempting", "everyday"])
def test_of_ordinary_mail_two_in_a_hundred_are_interrupted_at_most(
    suite: Suite, group: str
) -> None:
    answers: list[Answer] = getattr(suite, group)
    wrong = [answer for answer in answers if interrupts(answer)]
    assert interrupted(answers).percent <= 2.0, told(wrong)


def test_everyday_mail_is_noticed_less_than_once_each(suite: Suite) -> None:
    assert notices(suite.everyday).total() <= 0.5 * len(suite.everyday)


def test_most_mistakes_that_happen_are_stopped(suite: Suite) -> None:
    missed = [answer for answer in suite.mishaps if not is_caught(answer)]
    assert len(missed) <= 0.1 * len(suite.mishaps), told(missed)


def test_every_draft_is_of_an_occasion_and_no_two_are_the_same() -> None:
    found = list(chain.from_iterable(drafts(occasion) for occasion in OCCASIONS))
    everything = [*found, *drafts("mishaps*")]
    assert len(everything) == len(list(drafts()))
    assert len({draft.text for draft in found}) == len(found) >= 150
