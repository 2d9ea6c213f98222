"""What the recipient model looks at."""

from __future__ import annotations

from mailguard.domain.mail import Mail
from mailguard.knowledge.risk_features import Features, features_of
from mailguard.knowledge.risk_history import Conversation
from tests.knowledge.histories import HistoryInMemory
from tests.mails import SENDER, TODAY, a_mail

A, B = "anna@a.example", "ben@b.example"


def _features(mail: Mail, history: HistoryInMemory) -> dict[str, Features]:
    return features_of(mail, history, int(TODAY.timestamp()))


def test_everybody_but_the_author_is_looked_at_once() -> None:
    assert list(_features(a_mail(to=[A, A], cc=[B, SENDER]), HistoryInMemory())) == [A, B]


def test_every_recipient_has_the_same_features() -> None:
    found = _features(a_mail(to=[A, B]), HistoryInMemory([A]))
    assert found[A].keys() == found[B].keys()


def test_a_stranger_is_told_from_a_friend() -> None:
    found = _features(a_mail(to=[A, B]), HistoryInMemory(*[[A]] * 30))
    assert found[A]["stranger"] == 0
    assert found[B]["stranger"] == found[B]["never_sent"] == 1
    assert found[B]["silence"] > found[A]["silence"]
    assert found[A]["sent_than_others"] == -found[B]["sent_than_others"] > 0


def test_who_is_in_the_thread_is_told_from_who_is_not() -> None:
    talk = Conversation(frozenset({A}), A, (frozenset({A}),), ())
    found = _features(a_mail(to=[A, B], is_reply=True), HistoryInMemory(conversation=talk))
    assert (found[A]["in_parent"], found[B]["in_parent"]) == (1, -1)
    assert (found[A]["takes_part"], found[B]["takes_part"]) == (1, -1)
    assert found[A]["evidence"] == 1
    assert found[B]["others_take_part"] == 1


def test_without_a_thread_nobody_is_said_to_be_missing_in_it() -> None:
    found = _features(a_mail(to=[A]), HistoryInMemory())
    assert found[A]["has_thread"] == found[A]["in_parent"] == found[A]["takes_part"] == 0


def test_one_recipient_alone_differs_from_nobody() -> None:
    found = _features(a_mail(to=[A]), HistoryInMemory([A]))
    assert {value for name, value in found[A].items() if name.endswith("_than_others")} == {0}
