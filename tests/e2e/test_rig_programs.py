"""The other mail programs of the rig, and the display: they send, and say what went wrong."""

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tests.e2e.rig.account import Account, Security
from tests.e2e.rig.answering import AnsweringServer
from tests.e2e.rig.claws_mail import ClawsMail
from tests.e2e.rig.display import Display
from tests.e2e.rig.dovecot import Dovecot
from tests.e2e.rig.postfix import Postfix
from tests.e2e.rig.programs import Letter, Program, msmtp, mutt, swaks
from tests.e2e.rig.reading import files

_SENTENCE = "You chose to go back to editing."
_REFUSAL = f"554 5.7.1 {_SENTENCE}"


@pytest.mark.parametrize("program", [swaks, msmtp, mutt])
@pytest.mark.parametrize("security", ["none", "starttls", "tls"])
def test_a_command_line_program_sends(
    program: Program,
    security: Security,
    postfix: Postfix,
    dovecot: Dovecot,
    hanako: Account,
    recipient: str,
    tmp_path: Path,
) -> None:
    port = postfix.tls_port if security == "tls" else postfix.port
    drawing = tmp_path / "図面.dwg"
    drawing.write_bytes(b"AC1027")
    letter = Letter(recipient, "From the command line", attachments=[drawing])
    outcome = program(replace(hanako, security=security, port=port), letter, tmp_path).outcome()
    assert outcome.sent, outcome.said
    mail = dovecot.mailbox(recipient).wait_for("From the command line")
    assert (b"SMTPSA id" in mail) == (security != "none")
    assert files(mail) == {drawing.name: b"AC1027"}


@pytest.mark.parametrize("program", [swaks, msmtp, mutt])
def test_a_command_line_program_tells_its_user_the_server_s_sentence(
    program: Program, hanako: Account, recipient: str, tmp_path: Path
) -> None:
    with AnsweringServer(_REFUSAL) as server:
        letter = Letter(recipient, "Not yet")
        outcome = program(replace(hanako, port=server.port), letter, tmp_path).outcome()
    assert not outcome.sent
    assert _SENTENCE in outcome.said


def test_claws_mail_sends(
    open_folder: Path, dovecot: Dovecot, hanako: Account, recipient: str, tmp_path: Path
) -> None:
    contract = tmp_path / "契約書.txt"
    contract.write_text("between us", "utf-8")
    with Display(open_folder / "claws-display") as display, ClawsMail(display, hanako) as claws:
        claws.compose(recipient, "Contract", "See attached.\n", attachments=[contract])
        claws.send(password=hanako.password)
        claws.wait_until_sent()
        assert list(files(dovecot.mailbox(recipient).wait_for("Contract"))) == [contract.name]


def test_claws_mail_tells_its_user_the_server_s_sentence(
    open_folder: Path, hanako: Account, recipient: str
) -> None:
    with (
        AnsweringServer(_REFUSAL) as server,
        Display(open_folder / "claws-display-2") as display,
        ClawsMail(display, replace(hanako, port=server.port)) as claws,
    ):
        claws.compose(recipient, "Not yet", "Hello\n")
        claws.send(password=hanako.password)
        assert _SENTENCE in claws.error_text()


def test_a_program_on_the_display_finds_a_tray(tray: Display) -> None:
    asks = (
        "from PySide6.QtWidgets import QApplication, QSystemTrayIcon;"
        "app = QApplication([]); print('tray:', QSystemTrayIcon.isSystemTrayAvailable())"
    )
    program = tray.start(sys.executable, "-c", asks)
    program.until_ended(within=60)
    assert "tray: True" in program.said()
