"""Thunderbird of the rig: what is written arrives, and we see what its user sees."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.e2e.rig.account import Account, Security
from tests.e2e.rig.answering import AnsweringServer
from tests.e2e.rig.display import Display
from tests.e2e.rig.dovecot import Dovecot, without_trace
from tests.e2e.rig.postfix import Postfix
from tests.e2e.rig.reading import files, text
from tests.e2e.rig.thunderbird import Thunderbird
from tests.e2e.rig.thunderbird_profile import Language
from tests.e2e.rig.wait import until
from tests.e2e.rig.wire import Wire

_SENTENCE = "You chose to go back to editing."
_REFUSAL = f"554 5.7.1 {_SENTENCE}"


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
    assert "\n.\n..\nよろしく" in text(arrived)


def test_thunderbird_sends_html(
    thunderbird: Thunderbird, dovecot: Dovecot, hanako: Account, recipient: str
) -> None:
    thunderbird.use(hanako)
    thunderbird.compose(recipient, "Offer", "<p>Price: <b>100</b></p>", html=True)
    thunderbird.send()
    thunderbird.wait_until_sent()
    assert "<b>100</b>" in text(dovecot.mailbox(recipient).wait_for("Offer"), "html")


def test_thunderbird_sends_an_attachment_with_a_japanese_name(
    thunderbird: Thunderbird, dovecot: Dovecot, hanako: Account, recipient: str, tmp_path: Path
) -> None:
    minutes = tmp_path / "議事録 第3回（最終）.pdf"
    minutes.write_bytes(b"%PDF-1.4 minutes")
    thunderbird.use(hanako)
    thunderbird.compose(recipient, "Minutes", "Attached.", attachments=[minutes])
    thunderbird.send()
    thunderbird.wait_until_sent()
    arrived = dovecot.mailbox(recipient).wait_for("Minutes")
    assert files(arrived) == {minutes.name: minutes.read_bytes()}


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


def test_thunderbird_hangs_up_when_its_user_cancels(
    thunderbird: Thunderbird, hanako: Account, recipient: str
) -> None:
    if thunderbird.version() < 153:
        pytest.skip("before version 153 (seen in 140), Cancel after the final dot changes nothing")
    with AnsweringServer("250 2.0.0 ok") as server:
        server.hold()
        thunderbird.use(replace(hanako, port=server.port))
        thunderbird.compose(recipient, "Never mind", "Hello")
        thunderbird.send()
        until(lambda: server.mails, "the mail is with the server", within=60)
        thunderbird.cancel()
        until(lambda: server.hang_ups, "Thunderbird hangs up", within=60)
        assert thunderbird.compose_is_open()


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
        said = thunderbird.error_text()
        assert _SENTENCE in said
        assert "メッセージ" in said
