"""The main job: Thunderbird → MailGuard's review, delay and undo → Postfix → Dovecot."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from mailguard.domain.state import State
from tests.e2e.rig.account import Account
from tests.e2e.rig.desktop import Desktop
from tests.e2e.rig.display import Display
from tests.e2e.rig.dovecot import Dovecot, without_trace
from tests.e2e.rig.mailguard import MailGuard
from tests.e2e.rig.reading import files, text
from tests.e2e.rig.thunderbird import Thunderbird
from tests.e2e.rig.wait import until
from tests.e2e.rig.wire import Wire

_BACK = "Back to editing: nothing was sent, and you can go on writing"


@pytest.fixture
def mine(mailguard: MailGuard, desktop: Desktop, hanako: Account) -> Account:
    """What Hanako has entered in Thunderbird; `desktop` has started the engine."""
    del desktop
    return mailguard.add(hanako)


@pytest.fixture
def wire(mine: Account) -> Iterator[Wire]:
    """Between Thunderbird and MailGuard: what Thunderbird sent."""
    with Wire(mine.port) as recording:
        yield recording


@pytest.fixture
def writer(thunderbird: Thunderbird, mine: Account, wire: Wire) -> Thunderbird:
    """Thunderbird with Hanako's account, which goes through MailGuard."""
    thunderbird.use(replace(mine, port=wire.port))
    return thunderbird


def test_a_mail_is_reviewed_delayed_and_arrives_octet_for_octet(
    writer: Thunderbird,
    desktop: Desktop,
    mailguard: MailGuard,
    dovecot: Dovecot,
    recipient: str,
    wire: Wire,
) -> None:
    writer.compose(recipient, "お見積り", "山田です。\n.\n..\nよろしく\n")
    writer.send()
    assert desktop.review()
    assert writer.compose_is_open()
    desktop.answer("Tab", "space", "ctrl+Return")  # a new organisation takes a tick
    writer.wait_until_sent()
    delayed = mailguard.wait_for(State.DELAYED, "お見積り")
    assert delayed.delay == 4.0
    arrived = dovecot.mailbox(recipient).wait_for("Subject:")
    assert [without_trace(arrived)] == wire.mails()
    assert "\n.\n..\nよろしく" in text(arrived)
    mailguard.wait_for(State.SENT, "お見積り")


def test_the_second_mail_to_the_same_person_takes_one_key(
    writer: Thunderbird, desktop: Desktop, mailguard: MailGuard, dovecot: Dovecot, recipient: str
) -> None:
    writer.compose(recipient, "First", "Hello")
    writer.send()
    mailguard.answer("send", "First")
    mailguard.wait_for(State.SENT, "First")
    writer.wait_until_sent()
    until(lambda: mailguard.knows(recipient), f"{recipient} is known", within=30)
    writer.compose(recipient, "Second", "Hello again")
    writer.send()
    desktop.answer("ctrl+Return")
    writer.wait_until_sent()
    dovecot.mailbox(recipient).wait_for("Second")


def test_html_arrives_as_it_was_written(
    writer: Thunderbird, mailguard: MailGuard, dovecot: Dovecot, recipient: str, wire: Wire
) -> None:
    writer.compose(recipient, "Offer", "<p>Price: <b>100</b></p>", html=True)
    writer.send()
    mailguard.answer("send", "Offer")
    writer.wait_until_sent()
    arrived = dovecot.mailbox(recipient).wait_for("Offer")
    assert "<b>100</b>" in text(arrived, "html")
    assert [without_trace(arrived)] == wire.mails()


def test_an_attachment_with_a_japanese_name_takes_its_tick_and_arrives(
    writer: Thunderbird, desktop: Desktop, dovecot: Dovecot, recipient: str, tmp_path: Path
) -> None:
    minutes = tmp_path / "議事録 第3回（最終）.pdf"
    minutes.write_bytes(b"%PDF-1.4 minutes")
    writer.compose(recipient, "Minutes", "Please see the minutes.", attachments=[minutes])
    writer.send()
    desktop.answer("Tab", "space", "Tab", "space", "ctrl+Return")
    writer.wait_until_sent()
    arrived = dovecot.mailbox(recipient).wait_for("Minutes")
    assert files(arrived) == {minutes.name: minutes.read_bytes()}


def test_20_megabytes_arrive_whole(
    writer: Thunderbird,
    mailguard: MailGuard,
    dovecot: Dovecot,
    recipient: str,
    tmp_path: Path,
    wire: Wire,
) -> None:
    plan = tmp_path / "plan.bin"
    plan.write_bytes(bytes(range(256)) * (20 * 4096))
    writer.compose(recipient, "The plan", "Attached.", attachments=[plan])
    writer.send()
    mailguard.answer("send", "The plan")
    writer.wait_until_sent()
    arrived = dovecot.mailbox(recipient).wait_for("The plan")
    assert len(arrived) > 20 << 20
    assert [without_trace(arrived)] == wire.mails()


def test_back_to_editing_leaves_the_compose_window_open_and_says_so(
    writer: Thunderbird, desktop: Desktop, mailguard: MailGuard, dovecot: Dovecot, recipient: str
) -> None:
    writer.compose(recipient, "Too early", "Hello")
    writer.send()
    desktop.answer("Escape")
    assert _BACK in writer.error_text()
    mailguard.wait_for(State.REFUSED, "Too early")
    writer.close_dialog()
    assert writer.compose_is_open()
    writer.send()  # after a second thought
    desktop.answer("Tab", "space", "ctrl+Return")
    writer.wait_until_sent()
    mailguard.wait_for(State.SENT, "Too early")
    dovecot.mailbox(recipient).wait_for("Too early")
    assert len(dovecot.mailbox(recipient).messages()) == 1


def test_the_send_key_of_the_mail_program_answers_no_review(
    writer: Thunderbird, desktop: Desktop, mailguard: MailGuard, display: Display, recipient: str
) -> None:
    colleague = recipient.replace("example.test", "company.test")  # the review asks for no tick
    writer.compose(colleague, "Fast fingers", "Hello")
    writer.send(held=True)
    review = desktop.review()
    display.wait_until_still(review, seconds=2)
    display.release("Return", "ctrl")
    display.wait_until_still(review, seconds=1)
    assert mailguard.wait_for(State.RECEIVED, "Fast fingers").client_waits


def test_undo_on_the_card_takes_the_mail_back(
    writer: Thunderbird, desktop: Desktop, mailguard: MailGuard, dovecot: Dovecot, recipient: str
) -> None:
    writer.compose(recipient, "Oh no", "Hello")
    writer.send()
    desktop.answer("Tab", "space", "ctrl+Return")
    writer.wait_until_sent()
    desktop.undo()
    mailguard.wait_for(State.WITHDRAWN, "Oh no")
    writer.compose(recipient, "Better", "Hello")
    writer.send()
    mailguard.answer("send", "Better")
    dovecot.mailbox(recipient).wait_for("Better")
    assert len(dovecot.mailbox(recipient).messages()) == 1


def test_undo_by_command_line_takes_the_mail_back(
    writer: Thunderbird, mailguard: MailGuard, dovecot: Dovecot, recipient: str
) -> None:
    writer.compose(recipient, "Not this", "Hello")
    writer.send()
    asked = mailguard.answer("send", "Not this")
    mailguard.run("undo", asked.id)
    mailguard.wait_for(State.WITHDRAWN, "Not this")
    writer.wait_until_sent()
    mailguard.run("restore", asked.id)
    mailguard.run("now", asked.id)
    dovecot.mailbox(recipient).wait_for("Not this")
    assert len(dovecot.mailbox(recipient).messages()) == 1


def test_an_answer_later_than_thunderbird_waits_still_counts(
    writer: Thunderbird, desktop: Desktop, mailguard: MailGuard, dovecot: Dovecot, recipient: str
) -> None:
    writer.compose(recipient, "At lunch", "Hello")
    writer.send()
    desktop.review()
    writer.wait_until_sent(within=110)  # MailGuard's 250 after 85 s; Thunderbird waits 100
    mailguard.wait_for(State.ASKING, "At lunch")
    assert desktop.asks()
    desktop.answer("Tab", "space", "ctrl+Return")
    dovecot.mailbox(recipient).wait_for("At lunch")
    assert len(dovecot.mailbox(recipient).messages()) == 1
