"""The desktop killed, frozen or absent while mails come: none is lost, none leaves unasked."""

import threading
from collections.abc import Callable, Iterator
from itertools import count

import pytest

from mailguard.domain.state import State
from tests.e2e.rig.account import Account
from tests.e2e.rig.desktop import Desktop, Windows
from tests.e2e.rig.display import Display
from tests.e2e.rig.mailguard import NO_KEYRING, MailGuard
from tests.e2e.rig.raw_client import RawClient
from tests.e2e.rig.sending import Sending
from tests.e2e.rig.wait import until
from tests.fakes.upstream import Upstream

_TO = "taro@company.test"  # a colleague: the review takes one key
_OUTBOX = "X-Mailer: Microsoft Outlook 16.0\r\n"


def a_mail(subject: str, top: str = "") -> bytes:
    words = f"From: hanako@company.test\r\nSubject: {subject}\r\n\r\nHello\r\n"
    return f"{top}{words}".encode()


@pytest.fixture
def upstream() -> Iterator[Upstream]:
    with Upstream() as server:
        yield server


@pytest.fixture
def company(upstream: Upstream) -> Account:
    return Account("hanako@company.test", upstream.port, username="", password="")


def sending_of(mine: Account, subject: str) -> Sending:
    return Sending(mine, a_mail(subject), _TO)


def wait_for_more(taken: list[str]) -> None:
    goal = len(taken) + 5
    until(lambda: len(taken) >= goal, "five more mails are taken", within=60)


def subjects(upstream: Upstream) -> list[str]:
    return [m.octets.split(b"Subject: ")[1].split(b"\r\n")[0].decode() for m in upstream.mails]


def test_without_a_desktop_the_mail_program_keeps_its_mail(
    a_mailguard: Callable[..., MailGuard], company: Account, upstream: Upstream
) -> None:
    mailguard = a_mailguard()  # there is no display on which a desktop could come up
    mailguard.start()
    sending = sending_of(mailguard.add(company), "nobody there")
    assert sending.wait().startswith("451 4.3.0 ")
    assert 9 < sending.seconds < 15
    mailguard.wait_for(State.ABANDONED, "nobody there")
    assert upstream.mails == []


def test_without_a_desktop_the_engine_brings_one_up(
    a_mailguard: Callable[..., MailGuard], company: Account, tray: Display, upstream: Upstream
) -> None:
    mailguard = a_mailguard(env={**tray.env, **NO_KEYRING})
    mailguard.start()
    sending = sending_of(mailguard.add(company), "wake up")
    Windows(tray).answer("ctrl+Return")
    assert sending.wait().startswith("250")
    mailguard.wait_for(State.SENT, "wake up")
    assert subjects(upstream) == ["wake up"]


def test_a_frozen_desktop_is_no_desktop(
    mailguard: MailGuard, desktop: Desktop, company: Account, upstream: Upstream
) -> None:
    mine = mailguard.add(company)
    desktop.freeze()
    sending = sending_of(mine, "frozen")
    assert sending.wait().startswith("451 4.3.0 ")
    assert 9 < sending.seconds < 15
    desktop.thaw()
    again = sending_of(mine, "frozen")  # the user sends again
    desktop.answer("ctrl+Return")
    assert again.wait().startswith("250")
    mailguard.wait_for(State.SENT, "frozen")
    assert subjects(upstream) == ["frozen"]


def test_a_desktop_that_freezes_with_a_review_on_the_screen_sends_nothing(
    mailguard: MailGuard, desktop: Desktop, company: Account, upstream: Upstream
) -> None:
    mine = mailguard.add(company)
    sending = sending_of(mine, "slow")
    desktop.review()
    desktop.freeze()
    assert sending.waits
    assert mailguard.states() == [State.RECEIVED]
    desktop.kill()
    desktop.start()
    desktop.answer("Escape")
    assert sending.wait().startswith("554 5.7.1 ")
    assert upstream.mails == []


def test_a_desktop_killed_under_a_review_comes_back_with_it(
    mailguard: MailGuard, desktop: Desktop, company: Account, upstream: Upstream
) -> None:
    mine = mailguard.add(company)
    sending = sending_of(mine, "still there")
    desktop.review()
    desktop.kill()
    assert sending.waits
    desktop.start()
    desktop.answer("ctrl+Return")
    assert sending.wait().startswith("250")
    mailguard.wait_for(State.SENT, "still there")
    assert subjects(upstream) == ["still there"]


def test_what_came_while_no_desktop_ran_is_shown_by_the_next_one(
    a_mailguard: Callable[..., MailGuard], company: Account, tray: Display, upstream: Upstream
) -> None:
    mailguard = a_mailguard("--headless")
    mailguard.start()
    mine = mailguard.add(company)
    with RawClient.signed_in(mine) as client:
        for number in range(3):
            mail = a_mail(f"waits {number}", _OUTBOX)
            assert client.send(mail, mine.address, _TO).startswith("250")
    with Desktop(mailguard, tray) as desktop:
        desktop.press("ctrl+Return")
        until(lambda: len(upstream.mails) == 1, "the first one leaves", within=30)
        desktop.press("ctrl+Return")
        until(lambda: len(upstream.mails) == 2, "the second one leaves", within=30)
        desktop.answer("ctrl+Return")
        until(lambda: len(upstream.mails) == 3, "the third one leaves", within=30)
    assert sorted(subjects(upstream)) == ["waits 0", "waits 1", "waits 2"]


def test_a_desktop_killed_again_and_again_loses_nothing_and_sends_nothing(
    mailguard: MailGuard, desktop: Desktop, company: Account, upstream: Upstream
) -> None:
    mine = mailguard.add(company)
    taken: list[str] = []
    over = threading.Event()
    numbers = count()

    def send_on() -> None:
        while not over.is_set():
            subject = f"stream {next(numbers)}."
            with RawClient.signed_in(mine) as client:
                reply = client.send(a_mail(subject, _OUTBOX), mine.address, _TO)
                if reply.startswith("250"):
                    taken.append(subject)
                else:
                    assert reply.startswith("451"), reply
                client.quit()

    programs = [threading.Thread(target=send_on) for _ in range(2)]
    for program in programs:
        program.start()
    for early in (False, True, False, True):
        wait_for_more(taken)
        if not early:
            desktop.review()
        desktop.kill()
        desktop.start()
    over.set()
    for program in programs:
        program.join()
    asked = {entry.subject for entry in mailguard.entries(State.ASKING)}
    assert set(taken) <= asked
    assert upstream.mails == []
    assert desktop.review()
