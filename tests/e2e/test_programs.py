"""Other mail programs through MailGuard, Postfix and Dovecot."""

from pathlib import Path

import pytest

from mailguard.domain.state import State
from tests.e2e.rig.account import Account
from tests.e2e.rig.claws_mail import ClawsMail
from tests.e2e.rig.display import Display
from tests.e2e.rig.dovecot import Dovecot
from tests.e2e.rig.mailguard import MailGuard
from tests.e2e.rig.programs import Letter, Program, msmtp, mutt, swaks
from tests.e2e.rig.reading import files, text

_BACK = "Back to editing: nothing was sent, and you can go on writing"

EVERY = pytest.mark.parametrize("program", [swaks, msmtp, mutt])


@pytest.fixture
def mine(headless: MailGuard, hanako: Account) -> Account:
    """What Hanako has entered in her mail program."""
    return headless.add(hanako)


@EVERY
def test_what_is_answered_send_arrives(
    program: Program,
    headless: MailGuard,
    mine: Account,
    dovecot: Dovecot,
    recipient: str,
    tmp_path: Path,
) -> None:
    drawing = tmp_path / "図面.dwg"
    drawing.write_bytes(b"AC1027")
    sending = program(mine, Letter(recipient, "Drawing", attachments=[drawing]), tmp_path)
    headless.answer("send", "Drawing")
    outcome = sending.outcome()
    assert outcome.sent, outcome.said
    mail = dovecot.mailbox(recipient).wait_for("Drawing")
    assert files(mail) == {drawing.name: b"AC1027"}
    headless.wait_for(State.SENT, "Drawing")


@EVERY
def test_what_is_answered_back_is_not_sent_and_the_program_says_so(
    program: Program,
    headless: MailGuard,
    mine: Account,
    recipient: str,
    tmp_path: Path,
) -> None:
    sending = program(mine, Letter(recipient, "Not yet"), tmp_path)
    headless.answer("back", "Not yet")
    outcome = sending.outcome()
    assert not outcome.sent
    assert _BACK in outcome.said
    assert headless.states() == [State.REFUSED]


def test_an_impatient_user_who_ends_the_program_has_sent_nothing(
    headless: MailGuard, mine: Account, recipient: str, tmp_path: Path
) -> None:
    sending = msmtp(mine, Letter(recipient, "Never mind"), tmp_path)
    headless.wait_for(State.RECEIVED, "Never mind")
    sending.end()
    headless.wait_for(State.ABANDONED, "Never mind")


def test_claws_mail_sends(
    headless: MailGuard,
    mine: Account,
    open_folder: Path,
    dovecot: Dovecot,
    recipient: str,
    tmp_path: Path,
) -> None:
    contract = tmp_path / "契約書.txt"
    contract.write_text("between us", "utf-8")
    with Display(open_folder / "claws-guarded") as display, ClawsMail(display, mine) as claws:
        claws.compose(recipient, "Contract", "See attached.\n", attachments=[contract])
        claws.send(password=mine.password)
        headless.answer("send", "Contract")
        claws.wait_until_sent()
        mail = dovecot.mailbox(recipient).wait_for("Contract")
    assert list(files(mail)) == [contract.name]
    assert "See attached." in text(mail)


def test_claws_mail_keeps_what_goes_back_to_editing(
    headless: MailGuard, mine: Account, open_folder: Path, recipient: str
) -> None:
    with Display(open_folder / "claws-guarded-2") as display, ClawsMail(display, mine) as claws:
        claws.compose(recipient, "Not yet", "Hello\n")
        claws.send(password=mine.password)
        headless.answer("back", "Not yet")
        assert _BACK in claws.error_text()
        assert claws.compose_is_open()
