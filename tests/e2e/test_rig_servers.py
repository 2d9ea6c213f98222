"""The servers of the rig: a company's Postfix and Dovecot, as strict and as modest as told."""

import smtplib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from tests.e2e.rig.account import Account
from tests.e2e.rig.certificate import Certificate
from tests.e2e.rig.dovecot import Dovecot, without_trace
from tests.e2e.rig.postfix import Postfix
from tests.e2e.rig.programs import Letter, msmtp, swaks


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
