"""Messages with the guard, and the moment their client leaves."""

from __future__ import annotations

import asyncio

from mailguard.domain.envelope import Envelope
from mailguard.domain.reply import Reply
from mailguard.smtp.context import ServerContext
from mailguard.smtp.settings import SubmissionSettings
from mailguard.smtp.submission import Submission
from tests.fakes.intake import ACCEPTED, FakeIntake, FakeReception, an_account


def submit(intake: FakeIntake, answers: list[Reply]) -> Submission:
    context = ServerContext(intake, SubmissionSettings(), None)
    reception = FakeReception("entry-1", an_account().id, Envelope(None, ()), None)
    return Submission(context, reception, answers.append)


async def test_the_answer_is_given() -> None:
    intake, answers = FakeIntake(), list[Reply]()
    submit(intake, answers)
    for _ in range(2):
        await asyncio.sleep(0)
    assert answers == [ACCEPTED]


async def test_who_leaves_between_decision_and_answer_has_not_heard_it() -> None:
    intake, answers = FakeIntake(), list[Reply]()
    submission = submit(intake, answers)
    await asyncio.sleep(0)
    assert intake.finished == ["entry-1"]
    assert answers == [], "the guard has decided, and the answer is on its way"
    submission.client_left()
    for _ in range(2):
        await asyncio.sleep(0)
    assert answers == []
    assert intake.unheard == ["entry-1"]


async def test_a_cancelled_guard_answers_nothing() -> None:
    """As at the end of the whole program."""
    intake, answers = FakeIntake(holds=True), list[Reply]()
    submission = submit(intake, answers)
    await asyncio.sleep(0)
    submission._task.cancel()
    for _ in range(3):
        await asyncio.sleep(0)
    assert answers == []
    assert submission._task.cancelled()
