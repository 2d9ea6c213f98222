"""The session ends while mail waits."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from mailguard.domain.command import Answer, Choice, ReleaseNow, Stop
from mailguard.domain.event import Asked, Changed, Inspected
from mailguard.domain.state import State
from tests.ui.play import Play
from tests.ui.questions import NOW, a_question, a_summary
from ui.session.source import Source
from ui.session.watch import SessionWatch
from ui.theme import Theme

DELAYED = Changed(a_summary("m1", State.DELAYED, release_at=NOW))
SENT = Changed(a_summary("m1", State.SENT))
QUESTION = a_question()
assert QUESTION.inspection is not None
ASKED = Asked(a_summary("m1", State.ASKING), QUESTION.preview)
INSPECTED = Inspected("m1", 1, QUESTION.inspection)


class End:
    """An end of the session, as a system announces it."""

    def __init__(self) -> None:
        self.outcome = "held"

    def release(self) -> None:
        self.outcome = "released"

    def refuse(self) -> None:
        self.outcome = "refused"


class System(Source):
    """A system that asks before the session ends, if it was told that mail waits."""

    def __init__(self) -> None:
        super().__init__()
        self.waits = False

    def follow(self, *, waits: bool) -> None:
        self.waits = waits

    def log_off(self) -> End:
        end = End()
        if self.waits:
            self.ending.emit(end)
        else:
            end.release()
        return end


@pytest.fixture
def system() -> System:
    return System()


@pytest.fixture
def play(system: System, theme: Theme) -> Iterator[Play]:
    play = Play(theme, SessionWatch([system]))
    yield play
    play.close()


def asked_what_becomes_of_the_mail(play: Play) -> bool:
    dialog = play.desktop.quitting.dialog
    return dialog is not None and dialog.isVisible()


def test_with_nothing_waiting_nothing_is_held(play: Play, system: System) -> None:
    play.tell(DELAYED, SENT)
    assert system.log_off().outcome == "released"


@pytest.mark.parametrize(
    "summary",
    [a_summary("m1", State.DELAYED), a_summary("m1", State.FAILED)],
    ids=["paused", "failed"],
)
def test_what_would_not_leave_by_itself_holds_nothing(
    play: Play, system: System, summary: object
) -> None:
    play.tell(Changed(summary))  # type: ignore[arg-type]  # parametrize keeps no types
    assert system.log_off().outcome == "released"


def test_mail_that_waits_holds_the_end_and_is_asked_about(play: Play, system: System) -> None:
    play.tell(DELAYED)
    end = system.log_off()
    assert end.outcome == "held"
    assert asked_what_becomes_of_the_mail(play)


def test_send_now_ends_the_session_once_everything_has_left(play: Play, system: System) -> None:
    play.tell(DELAYED)
    end = system.log_off()
    play.desktop.quitting.send()
    assert play.link.fake.sent == [ReleaseNow("m1")]
    play.tell(Changed(a_summary("m1", State.SENDING)))
    assert end.outcome == "held"
    play.tell(SENT)
    assert play.link.fake.sent_of(Stop) == [Stop()]
    assert end.outcome == "released"


def test_send_next_time_ends_the_engine_so_that_nothing_leaves_behind_the_users_back(
    play: Play, system: System
) -> None:
    play.tell(DELAYED)
    end = system.log_off()
    play.desktop.quitting.stop()
    assert play.link.fake.sent == [Stop()]
    assert end.outcome == "released"


def test_the_user_may_stay(play: Play, system: System) -> None:
    play.tell(DELAYED)
    end = system.log_off()
    assert play.desktop.quitting.dialog is not None
    play.desktop.quitting.dialog.reject()
    assert end.outcome == "refused"
    assert play.link.fake.sent == []
    assert system.log_off().outcome == "held"
    assert asked_what_becomes_of_the_mail(play)


def test_what_leaves_meanwhile_needs_no_answer(play: Play, system: System) -> None:
    play.tell(DELAYED)
    end = system.log_off()
    play.tell(SENT)
    assert end.outcome == "released"
    assert not asked_what_becomes_of_the_mail(play)


def test_two_services_that_announce_the_same_end_ask_once(play: Play, system: System) -> None:
    play.tell(DELAYED)
    ends = [system.log_off(), system.log_off()]
    play.desktop.quitting.stop()
    assert [end.outcome for end in ends] == ["released", "released"]


def test_an_unanswered_question_is_shown_once_more(play: Play, system: System) -> None:
    play.tell(ASKED, INSPECTED)
    play.desktop.review.close()
    end = system.log_off()
    assert end.outcome == "held"
    assert play.desktop.review.isVisible()
    assert "about to end" in play.desktop.review.banner.text
    assert not asked_what_becomes_of_the_mail(play)


def test_a_question_that_is_put_off_again_holds_nothing_up(play: Play, system: System) -> None:
    play.tell(ASKED, INSPECTED)
    end = system.log_off()
    play.desktop.review.close()
    assert end.outcome == "released"


def test_a_mail_that_is_answered_at_the_end_waits_like_any_other(
    play: Play, system: System
) -> None:
    play.tell(ASKED, INSPECTED)
    end = system.log_off()
    play.desktop.review.footer.send.click()
    play.tell(DELAYED)
    assert play.link.fake.sent_of(Answer) == [Answer("m1", 1, Choice.SEND)]
    assert end.outcome == "held"
    assert asked_what_becomes_of_the_mail(play)


def test_unlocking_shows_what_was_put_off(play: Play, system: System) -> None:
    play.tell(ASKED, INSPECTED)
    play.desktop.review.close()
    system.locked.emit()
    system.unlocked.emit()
    assert play.desktop.review.isVisible()


def test_unlocking_shows_nothing_where_nothing_is_asked(play: Play, system: System) -> None:
    play.tell(DELAYED)
    system.locked.emit()
    system.unlocked.emit()
    assert not play.desktop.review.isVisible()
