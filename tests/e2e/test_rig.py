"""The rig itself: real programs reach a real mailbox, and we see what their users see."""

import smtplib
import sys
from collections.abc import Callable
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.e2e.rig.account import Account, Security
from tests.e2e.rig.answering import AnsweringServer
from tests.e2e.rig.certificate import Certificate
from tests.e2e.rig.claws_mail import ClawsMail
from tests.e2e.rig.display import Display
from tests.e2e.rig.dovecot import Dovecot, without_trace
from tests.e2e.rig.postfix import Postfix
from tests.e2e.rig.programs import Letter, Program, msmtp, mutt, swaks
from tests.e2e.rig.thunderbird import Thunderbird
from tests.e2e.rig.thunderbird_profile import Language
from tests.e2e.rig.wait import until
from tests.e2e.rig.wire import Wire

_SENTENCE = "You chose to go back to editing."
_REFUSAL = f"554 5.7.1 {_SENTENCE}"


def _read(mail: bytes) -> EmailMessage:
    return message_from_bytes(mail, policy=policy.default)


def _text(mail: EmailMessage, kind: str = "plain") -> str:
    part = mail.get_body((kind,))
    assert part is not None
    return str(part.get_content())


def test_thunderbird_sends_plain_text_octet_for_octet(
    thunderbird: Thunderbird, dovecot: Dovecot, hanako: Account, recipient: str
) -> None:
    with Wire(hanako.port) as wire:
        thunderbird.use(replace(hanako, port=wire.port))
        thunderbird.compose(recipient, "お見積り", "山田です。\n.\n..\nよろしく\n")
        thunderbird.send()
        thunderbird.wait_until_sent()
        arrived = dovecot.mailbox(recipient).wait_for("Subject:")
    assert [without_trace(arrived)] == wire.mails()
    assert "\n.\n..\nよろしく" in _text(_read(arrived)).replace("\r\n", "\n")


def test_thunderbird_sends_html(
    thunderbird: Thunderbird, dovecot: Dovecot, hanako: Account, recipient: str
) -> None:
    thunderbird.use(hanako)
    thunderbird.compose(recipient, "Offer", "<p>Price: <b>100</b></p>", html=True)
    thunderbird.send()
    thunderbird.wait_until_sent()
    assert "<b>100</b>" in _text(_read(dovecot.mailbox(recipient).wait_for("Offer")), "html")


def test_thunderbird_sends_an_attachment_with_a_japanese_name(
    thunderbird: Thunderbird, dovecot: Dovecot, hanako: Account, recipient: str, tmp_path: Path
) -> None:
    minutes = tmp_path / "議事録 第3回（最終）.pdf"
    minutes.write_bytes(b"%PDF-1.4 minutes")
    thunderbird.use(hanako)
    thunderbird.compose(recipient, "Minutes", "Attached.", attachments=[minutes])
    thunderbird.send()
    thunderbird.wait_until_sent()
    (part,) = _read(dovecot.mailbox(recipient).wait_for("Minutes")).iter_attachments()
    assert (part.get_filename(), part.get_content()) == (minutes.name, minutes.read_bytes())


def test_thunderbird_sends_20_megabytes(
    thunderbird: Thunderbird, dovecot: Dovecot, hanako: Account, recipient: str, tmp_path: Path
) -> None:
    plan = tmp_path / "plan.bin"
    plan.write_bytes(bytes(range(256)) * (20 * 4096))
    with Wire(hanako.port) as wire:
        thunderbird.use(replace(hanako, port=wire.port))
        thunderbird.compose(recipient, "The plan", "Attached.", attachments=[plan])
        thunderbird.send()
        thunderbird.wait_until_sent()
        arrived = dovecot.mailbox(recipient).wait_for("The plan")
    assert len(arrived) > 20 << 20
    assert [without_trace(arrived)] == wire.mails()


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_thunderbird_trusts_the_company_s_certificate(
    thunderbird: Thunderbird,
    postfix: Postfix,
    dovecot: Dovecot,
    hanako: Account,
    recipient: str,
    security: Security,
) -> None:
    port = postfix.tls_port if security == "tls" else postfix.port
    thunderbird.use(replace(hanako, security=security, port=port))
    thunderbird.compose(recipient, "In private", "Hello")
    thunderbird.send()
    thunderbird.wait_until_sent()
    assert b"ESMTPSA" in dovecot.mailbox(recipient).wait_for("In private")


def test_thunderbird_asks_for_a_password_it_does_not_know(
    thunderbird: Thunderbird, dovecot: Dovecot, hanako: Account, recipient: str
) -> None:
    thunderbird.use(hanako, remember_password=False)
    thunderbird.compose(recipient, "Who am I", "Hello")
    thunderbird.send()
    thunderbird.answer_password(hanako.password)
    thunderbird.wait_until_sent()
    dovecot.mailbox(recipient).wait_for("Who am I")


def test_thunderbird_shows_the_server_s_sentence_and_keeps_the_mail_open(
    thunderbird: Thunderbird, hanako: Account, recipient: str
) -> None:
    with AnsweringServer(_REFUSAL) as server:
        thunderbird.use(replace(hanako, port=server.port))
        thunderbird.compose(recipient, "Not yet", "Hello")
        thunderbird.send()
        assert _SENTENCE in thunderbird.error_text()
        thunderbird.close_dialog()
        assert thunderbird.compose_is_open()
        assert len(server.mails) == 1


def test_thunderbird_waits_while_the_server_holds_its_reply(
    thunderbird: Thunderbird, hanako: Account, recipient: str
) -> None:
    with AnsweringServer("250 2.0.0 ok") as server:
        server.hold()
        thunderbird.use(replace(hanako, port=server.port))
        thunderbird.compose(recipient, "Later", "Hello")
        thunderbird.send()
        until(lambda: server.mails, "the mail is with the server", within=60)
        assert thunderbird.is_sending()
        assert thunderbird.compose_is_open()
        server.answer()
        thunderbird.wait_until_sent()


def test_a_thunderbird_in_japanese_shows_the_server_s_sentence(
    open_folder: Path, hanako: Account, recipient: str
) -> None:
    language: Language = "ja"
    with (
        AnsweringServer(_REFUSAL) as server,
        Display(open_folder / "japanese-display") as display,
        Thunderbird(display, language=language) as thunderbird,
    ):
        thunderbird.use(replace(hanako, port=server.port))
        thunderbird.compose(recipient, "まだ", "こんにちは")
        thunderbird.send()
        text = thunderbird.error_text()
        assert _SENTENCE in text
        assert "メッセージ" in text


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
    assert (b"ESMTPSA" in mail) == (security != "none")
    (part,) = _read(mail).iter_attachments()
    assert part.get_filename() == drawing.name


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
        (part,) = _read(dovecot.mailbox(recipient).wait_for("Contract")).iter_attachments()
    assert part.get_filename() == contract.name


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


def test_postfix_wants_a_password(postfix: Postfix, recipient: str) -> None:
    with smtplib.SMTP("127.0.0.1", postfix.port) as client:
        client.ehlo()
        client.mail("hanako@company.test")
        assert client.rcpt(recipient)[0] == 554


def test_postfix_offers_only_what_it_is_told_to(a_postfix: Callable[..., Postfix]) -> None:
    modest = a_postfix(
        message_size_limit=10_000, without=frozenset({"8BITMIME", "SMTPUTF8", "DSN"})
    )
    with smtplib.SMTP("127.0.0.1", modest.port) as client:
        client.ehlo()
        assert client.esmtp_features["size"] == "10000"
        assert not {"8bitmime", "smtputf8", "dsn"} & client.esmtp_features.keys()


def test_postfix_can_go_down_and_come_back(
    a_postfix: Callable[..., Postfix],
    hanako: Account,
    dovecot: Dovecot,
    recipient: str,
    tmp_path: Path,
) -> None:
    frail = a_postfix()
    account, letter = replace(hanako, port=frail.port), Letter(recipient, "After the break")
    frail.stop()
    assert not msmtp(account, letter, tmp_path).outcome().sent
    frail.start()
    assert msmtp(account, letter, tmp_path).outcome().sent
    dovecot.mailbox(recipient).wait_for("After the break")


def test_internationalised_mail_arrives_where_lmtp_cannot_take_it(
    a_postfix: Callable[..., Postfix], hanako: Account, dovecot: Dovecot, recipient: str
) -> None:
    with smtplib.SMTP("127.0.0.1", a_postfix(lmtp=False).port) as client:
        client.login(hanako.username, hanako.password)
        mail = (
            "From: 花子 <hanako@company.test>\r\nSubject: UTF8 件名\r\n\r\nこんにちは\r\n".encode()
        )
        client.sendmail(hanako.address, recipient, mail, ["SMTPUTF8", "BODY=8BITMIME"])
    assert without_trace(dovecot.mailbox(recipient).wait_for("UTF8")) == mail


def test_the_certificate_is_for_the_loopback_names(
    postfix: Postfix,
    server_certificate: Certificate,
    hanako: Account,
    recipient: str,
    tmp_path: Path,
) -> None:
    named = replace(hanako, host="localhost", port=postfix.tls_port, security="tls")
    assert swaks(named, Letter(recipient, "By name"), tmp_path).outcome().sent
    assert server_certificate.authority == named.authority
