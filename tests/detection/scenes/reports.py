"""What mail systems write when a mail did not arrive, each in its own way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from email.utils import format_datetime

Report = Callable[[str, str, datetime], bytes]
"""(whom it did not reach, to whom it is told, when) → the message."""


def _postfix(failed: str, me: str, at: datetime, action: str = "failed") -> bytes:
    status, word = ("5.1.1", "could not be delivered to one or more recipients")
    if action == "delayed":
        status, word = ("4.4.1", "has been delayed; it will be tried again")
    return _report(
        "MAILER-DAEMON@mx.own.example (Mail Delivery System)",
        me,
        at,
        "Undelivered Mail Returned to Sender",
        "This is the mail system at host mx.own.example.\n\n"
        f"I'm sorry to have to inform you that your message {word}.\n\n"
        f"<{failed}>: host mx.elsewhere.example said: 550 5.1.1 <{failed}>: User unknown",
        "Reporting-MTA: dns; mx.own.example\nX-Postfix-Queue-ID: 4XyZ1234\n\n"
        f"Final-Recipient: rfc822; {failed}\nOriginal-Recipient: rfc822;{failed}\n"
        f"Action: {action}\nStatus: {status}\nRemote-MTA: dns; mx.elsewhere.example\n"
        f"Diagnostic-Code: smtp; 550 5.1.1 <{failed}>: User unknown",
    )


def _exchange(failed: str, me: str, at: datetime) -> bytes:
    return _report(
        '"postmaster@own.onmicrosoft.example" <postmaster@own.onmicrosoft.example>',
        me,
        at,
        "配信不能: 納入日程の件",
        f"{failed} への配信に失敗しました。\n入力した電子メール アドレスが見つかりませんでした。",
        "Reporting-MTA: dns;TY1PR01MB0001.apcprd01.example\n\n"
        f"Final-Recipient: rfc822;{failed}\nAction: failed\nStatus: 5.1.10\n"
        "Diagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found\n"
        "X-Display-Name: sato",
    )


def _gmail(failed: str, me: str, at: datetime) -> bytes:
    return _report(
        "Mail Delivery Subsystem <mailer-daemon@googlemail.example>",
        me,
        at,
        "Delivery Status Notification (Failure)",
        f"** Address not found **\n\nYour message wasn't delivered to {failed} because the address"
        " couldn't be found, or is unable to receive mail.",
        "Reporting-MTA: dns; googlemail.example\nArrival-Date: Mon, 02 Nov 2026 01:02:03 -0800\n\n"
        f"Final-Recipient: rfc822; {failed}\nAction: failed\nStatus: 5.1.1\n"
        f"Diagnostic-Code: smtp; 550-5.1.1 The email account that you tried to reach does not exist",
    )


def _sendmail(failed: str, me: str, at: datetime) -> bytes:
    return _report(
        "Mail Delivery Subsystem <MAILER-DAEMON@own.example>",
        me,
        at,
        "Returned mail: see transcript for details",
        f"   ----- The following addresses had permanent fatal errors -----\n<{failed}>\n"
        "    (reason: 550 5.1.1 User unknown)",
        "Reporting-MTA: dns; own.example\nReceived-From-MTA: DNS; pc01.own.example\n\n"
        f"Original-Recipient: rfc822;{failed}\nFinal-Recipient: RFC822; {failed.upper()}\n"
        "Action: failed\nStatus: 5.1.1\nRemote-MTA: DNS; mx.elsewhere.example",
    )


def _qmail(failed: str, me: str, at: datetime) -> bytes:
    """Its own way: a text, no parts."""
    text = (
        "Hi. This is the qmail-send program at own.example.\n"
        "I'm afraid I wasn't able to deliver your message to the following addresses.\n"
        "This is a permanent error; I've given up. Sorry it didn't work out.\n\n"
        f"<{failed}>:\n192.0.2.25 does not like recipient.\n"
        f"Remote host said: 550 5.1.1 <{failed}>: Recipient address rejected\n"
        "Giving up on 192.0.2.25.\n\n--- Below this line is a copy of the message.\n\n"
        f"Return-Path: <{me}>\nTo: {failed}\nSubject: test\n\ntext"
    )
    head = _head("MAILER-DAEMON@own.example", me, at, "failure notice")
    return _lines(f"{head}Content-Type: text/plain\n\n{text}\n")


REPORTS: tuple[Report, ...] = (_postfix, _exchange, _gmail, _sendmail, _qmail)


def a_delay(failed: str, me: str, at: datetime) -> bytes:
    """It is not given up yet."""
    return _postfix(failed, me, at, "delayed")


def an_arrival(reached: str, me: str, at: datetime) -> bytes:
    """It has arrived."""
    return _postfix(reached, me, at, "delivered")


def an_absence(away: str, me: str, at: datetime) -> bytes:
    """Somebody's program answers that they are on holiday."""
    head = _head(away, me, at, "自動応答: 納入日程の件")
    text = "休暇をいただいております。ご連絡は来週以降に差し上げます。"
    return _lines(
        f"{head}Auto-Submitted: auto-replied\nMIME-Version: 1.0\n"
        f"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n{text}\n"
    )


def _report(author: str, me: str, at: datetime, subject: str, told: str, groups: str) -> bytes:
    head = _head(author, me, at, subject)
    return _lines(
        f"{head}MIME-Version: 1.0\nAuto-Submitted: auto-replied\n"
        'Content-Type: multipart/report; report-type=delivery-status;\n boundary="b1_2"\n\n'
        "--b1_2\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n"
        f"{told}\n\n--b1_2\nContent-Type: message/delivery-status\n\n{groups}\n\n"
        f"--b1_2\nContent-Type: text/rfc822-headers\n\nFrom: {me}\nSubject: test\n\n--b1_2--\n"
    )


def _head(author: str, me: str, at: datetime, subject: str) -> str:
    number = f"{at.timestamp():.0f}"
    return (
        f"Return-Path: <>\nMessage-ID: <{number}.report@{me.partition('@')[2]}>\n"
        f"Date: {format_datetime(at)}\nFrom: {author}\nTo: {me}\nSubject: {subject}\n"
    )


def _lines(text: str) -> bytes:
    return text.replace("\n", "\r\n").encode()
