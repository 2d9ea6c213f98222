"""What arrives is what was sent, octet for octet, but for the three named exceptions.

A Bcc field goes; a missing Date and a missing Message-ID are put before everything else.
"""

import re

import pytest

from mailguard.domain.state import State
from tests.e2e.rig.account import Account
from tests.e2e.rig.dovecot import Dovecot, without_trace
from tests.e2e.rig.mailguard import MailGuard
from tests.e2e.rig.raw_client import RawClient

_TOP = b"From: hanako@company.test\r\nTo: taro@example.test\r\nSubject: octets\r\n"
_STAMPED = _TOP + b"Date: Tue, 24 Nov 2026 10:00:00 +0900\r\nMessage-ID: <1@company.test>\r\n"
_SIGNATURE = (
    b"DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/simple; d=company.test;\r\n"
    b"\ts=mail; h=from : to :\r\n\t subject; bh=abc=;\r\n  b=def ghi=\r\n"
)

UNTOUCHED = {
    "plain": _STAMPED + b"\r\nHello\r\n",
    "dots": _STAMPED + b"\r\n.\r\n..\r\n. \r\n.a\r\n...\r\nend.\r\n.\r\n",
    "8bit": _STAMPED
    + b"MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
    + b"Content-Transfer-Encoding: 8bit\r\n\r\n"
    + "こんにちは。\r\n".encode()
    + b"\xff\xfe\x80 no letters at all\r\n",
    "iso-2022-jp": _STAMPED
    + b"MIME-Version: 1.0\r\nContent-Type: text/plain; charset=iso-2022-jp\r\n\r\n"
    + "見積書です\r\n".encode("iso-2022-jp"),
    "long lines": _STAMPED + b"X-Long: " + b"x" * 900 + b"\r\n\r\n" + b"y" * 5000 + b"\r\n",
    "signed": _SIGNATURE + _STAMPED + b"\r\nHello \t \r\n\r\n\r\n",
    "odd header": _STAMPED
    + b"x-UPPER-lower:no space\r\nEmpty:\r\nX-Tab:\tt\r\n\t folded\r\n\r\nHi\r\n",
    "no body": _STAMPED,
    "blank end": _STAMPED + b"\r\nHello\r\n\r\n\r\n\r\n",
}


@pytest.fixture
def mine(headless: MailGuard, hanako: Account) -> Account:
    """What Hanako has entered in her mail program."""
    return headless.add(hanako)


def sent_through(headless: MailGuard, mine: Account, octets: bytes, *recipients: str) -> None:
    """Send it with `octets`, answered *Send*."""
    with RawClient.signed_in(mine) as client:
        client.begin(mine.address, *recipients, parameters=" BODY=8BITMIME")
        client.submit(octets)
        headless.answer("send", "octets")
        assert client.reply().startswith("250")


def arrived(dovecot: Dovecot, recipient: str) -> bytes:
    return without_trace(dovecot.mailbox(recipient).wait_for("Subject: octets"))


@pytest.mark.parametrize("name", UNTOUCHED)
def test_a_mail_arrives_as_it_was_sent(
    name: str, headless: MailGuard, mine: Account, dovecot: Dovecot, recipient: str
) -> None:
    sent_through(headless, mine, UNTOUCHED[name], recipient)
    assert arrived(dovecot, recipient) == UNTOUCHED[name]


def test_a_bcc_field_goes_and_its_recipients_stay(
    headless: MailGuard, mine: Account, dovecot: Dovecot, recipient: str
) -> None:
    blind = f"blind-{recipient}"
    fields = b"Bcc: blind@example.test,\r\n other@example.test\r\nbcc: third@example.test\r\n"
    octets = _TOP + fields + _STAMPED.removeprefix(_TOP) + b"\r\nHello\r\nBcc: not a field\r\n"
    sent_through(headless, mine, octets, recipient, blind)
    expected = octets.replace(fields, b"")
    assert arrived(dovecot, recipient) == expected
    assert arrived(dovecot, blind) == expected


def test_a_missing_date_and_message_id_are_put_first(
    headless: MailGuard, mine: Account, dovecot: Dovecot, recipient: str
) -> None:
    octets = _TOP + b"\r\nHello\r\n"
    sent_through(headless, mine, octets, recipient)
    mail = arrived(dovecot, recipient)
    assert mail.endswith(octets)
    added = mail.removesuffix(octets)
    assert re.fullmatch(rb"Date: [^\r\n]+\r\nMessage-ID: <[^\r\n<>@]+@[^\r\n<>@]+>\r\n", added)


def test_a_date_that_is_there_is_left_alone(
    headless: MailGuard, mine: Account, dovecot: Dovecot, recipient: str
) -> None:
    octets = b"date: yesterday\r\n" + _TOP + b"\r\nHello\r\n"
    sent_through(headless, mine, octets, recipient)
    mail = arrived(dovecot, recipient)
    assert mail.endswith(octets)
    assert mail.removesuffix(octets).count(b"\r\n") == 1
    assert mail.startswith(b"Message-ID: <")


def test_no_line_of_ours_says_that_it_passed_here(
    headless: MailGuard, mine: Account, dovecot: Dovecot, recipient: str
) -> None:
    sent_through(headless, mine, UNTOUCHED["plain"], recipient)
    whole = dovecot.mailbox(recipient).wait_for("Subject: octets")
    assert whole.count(b"\r\nReceived: ") == 2  # Postfix and Dovecot
    assert b"mailguard" not in whole.lower()


def test_every_mail_is_the_same_after_a_restart(
    headless: MailGuard, mine: Account, hanako: Account, dovecot: Dovecot, recipient: str
) -> None:
    with RawClient.signed_in(mine) as client:
        client.begin(mine.address, recipient, parameters=" BODY=8BITMIME")
        client.submit(b"X-Mailer: Microsoft Outlook 16.0\r\n" + UNTOUCHED["8bit"])
        assert client.reply().startswith("250")  # an outbox is not kept waiting
    headless.kill()
    headless.start()
    headless.run("account", "password", mine.address, "--password-stdin", entered=hanako.password)
    headless.wait_for(State.ASKING, "octets")
    headless.answer("send", "octets")
    expected = b"X-Mailer: Microsoft Outlook 16.0\r\n" + UNTOUCHED["8bit"]
    assert arrived(dovecot, recipient) == expected
