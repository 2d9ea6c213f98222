"""The demo, played in a terminal with a real engine."""

from __future__ import annotations

import signal
from collections.abc import Iterator

import pytest

from tests.cli.conftest import Mailguard


@pytest.fixture(autouse=True)
def no_display(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No windows; how this process ends is its own affair again afterwards."""
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    ending = signal.getsignal(signal.SIGTERM)
    yield
    signal.signal(signal.SIGTERM, ending)


def test_what_is_sent_is_shown_as_delivered(
    mailguard: Mailguard, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mailguard.demo.stage.DELAY", 0)
    played = mailguard("demo", "--answer", "send")
    assert (played.code, played.err) == (0, "")
    assert "  Delivered to hanako.tanaka@acme.example\n" in played.out
    assert played.out.count("The mail program hears: 250 OK") == 3


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ("back", "  Back to editing: nothing was sent.\n"),
        ("undo", "  Taken back: nothing was sent; the mail is kept as a draft.\n"),
    ],
)
def test_it_plays_to_its_end_with_an_answer_given_beforehand(
    mailguard: Mailguard, answer: str, told: str
) -> None:
    played = mailguard("demo", "--answer", answer)
    assert (played.code, played.err) == (0, "")
    assert played.out.count(told) == 3


def test_it_plays_with_answers_from_the_keyboard(mailguard: Mailguard) -> None:
    played = mailguard("demo", stdin=b"b\nwhat?\nu\nb\n")
    assert played.code == 0
    assert played.out.count("Back to editing: nothing was sent.") == 2


def test_where_nobody_can_answer_it_says_so_last(mailguard: Mailguard) -> None:
    played = mailguard("demo")
    assert played.code == 1
    assert played.err == "\nNobody can answer here. Try: mailguard demo --answer send\n"
    assert "hears" not in played.out
