"""What rules make of a review, on a real screen and by command line."""

from collections.abc import Callable, Iterator

import pytest

from mailguard.domain.state import State
from tests.e2e.rig.account import Account
from tests.e2e.rig.desktop import Desktop
from tests.e2e.rig.display import Display
from tests.e2e.rig.mailguard import MailGuard
from tests.e2e.rig.sending import Sending
from tests.e2e.rig.wait import until
from tests.fakes.upstream import Upstream

_COLLEAGUE = "taro@company.test"
_CUSTOMER = "taro@customer.test"

REFUSE = """
[[rule]]
id = "no-lists"
[rule.when]
subject = { words = ["customer list"] }
[rule.then]
refuse = "Customer lists stay in the house."
"""

TICK = """
[[rule]]
id = "look"
[rule.then]
tick = "I looked at it."
"""

NIGHT = """
[hours]
begin = "00:00"
end = "00:01"
days_off = []
holidays = "none"
"""


@pytest.fixture
def upstream() -> Iterator[Upstream]:
    with Upstream() as server:
        yield server


@pytest.fixture
def company(upstream: Upstream) -> Account:
    return Account("hanako@company.test", upstream.port, username="", password="")


def sending_of(mine: Account, subject: str, to: str = _COLLEAGUE) -> Sending:
    words = f"From: hanako@company.test\r\nTo: {to}\r\nSubject: {subject}\r\n\r\nHello\r\n"
    return Sending(mine, words.encode(), to)


def test_a_refused_mail_goes_back_with_the_rule_s_sentence(
    a_mailguard: Callable[..., MailGuard], company: Account, tray: Display, upstream: Upstream
) -> None:
    mailguard = a_mailguard(config=REFUSE)
    with Desktop(mailguard, tray) as desktop:
        sending = sending_of(mailguard.add(company), "the customer list")
        desktop.press("ctrl+Return")  # there is no Send
        assert mailguard.states() == [State.RECEIVED]
        desktop.answer("Escape")
        assert sending.wait() == "554 5.7.1 Customer lists stay in the house."
    assert upstream.mails == []


def test_what_a_rule_wants_ticked_is_ticked_by_keyboard(
    a_mailguard: Callable[..., MailGuard], company: Account, tray: Display, upstream: Upstream
) -> None:
    mailguard = a_mailguard(config=TICK)
    with Desktop(mailguard, tray) as desktop:
        sending = sending_of(mailguard.add(company), "look")
        desktop.press("ctrl+Return")
        assert mailguard.states() == [State.RECEIVED]
        desktop.press("Tab", "Tab", "space")  # past the recipients
        desktop.answer("ctrl+Return")
        assert sending.wait().startswith("250")
        until(lambda: len(upstream.mails) == 1, "it leaves", within=30)


def test_outside_office_hours_it_can_be_put_off_and_let_go_all_the_same(
    a_mailguard: Callable[..., MailGuard], company: Account, upstream: Upstream
) -> None:
    mailguard = a_mailguard("--headless", config=NIGHT)
    mailguard.start()
    sending = sending_of(mailguard.add(company), "tomorrow", _CUSTOMER)
    asked = mailguard.wait_for(State.RECEIVED, "tomorrow")
    assert "--later" in mailguard.run("show", asked.id)
    mailguard.run("answer", asked.id, "send", "--later")
    assert sending.wait().startswith("250")
    entry = mailguard.wait_for(State.DELAYED, "tomorrow")
    assert entry.scheduled
    assert entry.release_at is not None
    local = entry.release_at.astimezone()
    assert (local.hour, local.minute) == (8, 30)
    mailguard.run("now", entry.id)
    until(lambda: len(upstream.mails) == 1, "it leaves", within=30)
    mailguard.stop()
