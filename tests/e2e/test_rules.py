"""What rules of the policy make of a mail, from the mail program to the recipients' mailboxes."""

import io
import smtplib
from collections.abc import Callable
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
import pyzipper

from mailguard.domain.state import State
from tests.e2e.rig.account import Account
from tests.e2e.rig.dovecot import Dovecot, without_trace
from tests.e2e.rig.mailguard import MailGuard
from tests.mails import an_eml

NAME = "御見積書_株式会社アクメ様.csv"
CONTENT = "合計,1234567\r\n".encode()

ENCRYPT = """
[[rule]]
id = "lock"
[rule.when]
attachments = [{ name = ["*.csv"] }]
[rule.then]
encrypt = { password_by_mail = true, password_after = 1.0 }
"""

CONVERT = """
[[rule]]
id = "notice"
[rule.then]
bcc = { who = "all" }
tag = "[社外]"
add_bcc = ["archive@example.test"]
notify = ["boss@example.test"]
add_text = { text = "— Company Ltd." }
set_header = { "X-Class" = "external" }
"""

REFUSE = """
[[rule]]
id = "no-lists"
[rule.when]
subject = { words = ["顧客名簿"] }
[rule.then]
refuse = "Customer lists stay in the house."
"""

Start = Callable[..., tuple[MailGuard, Account]]


@pytest.fixture
def start(a_mailguard: Callable[..., MailGuard], hanako: Account) -> Start:
    """Starts a MailGuard that answers every review itself, with these rules."""

    def begin(rules: str, *flags: str) -> tuple[MailGuard, Account]:
        flags = flags or ("--delay", "0")
        mailguard = a_mailguard("--headless", "--answer", "send", *flags, config=rules)
        mailguard.start()
        return mailguard, mailguard.add(hanako)

    return begin


def send(mine: Account, octets: bytes, *to: str) -> None:
    with smtplib.SMTP(mine.host, mine.port, timeout=60) as client:
        client.login(mine.username, mine.password)
        client.sendmail(mine.address, to, octets)


def read(octets: bytes) -> EmailMessage:
    found = message_from_bytes(without_trace(octets), policy=policy.default)
    assert isinstance(found, EmailMessage)
    return found


def test_files_arrive_locked_and_the_password_after_them(
    start: Start, dovecot: Dovecot, recipient: str
) -> None:
    mailguard, mine = start(ENCRYPT)
    octets = an_eml(
        sender=mine.address, to=[recipient], subject="見積", attachments={NAME: CONTENT}
    )
    send(mine, octets, recipient)
    there = dovecot.mailbox(recipient)
    first = read(there.wait_for("multipart/mixed"))
    second = read(there.wait_for("Auto-Submitted"))
    mailguard.wait_for(State.SENT, "見積")
    (entry,) = mailguard.entries()
    received = mailguard.details(entry.id).received
    assert received is not None
    lock = received.lock
    assert lock is not None
    assert lock.password in second.get_content()
    (part,) = first.iter_attachments()
    assert isinstance(part, EmailMessage)
    archive = pyzipper.AESZipFile(io.BytesIO(part.get_content()))
    archive.setpassword(lock.password.encode())
    assert archive.read(NAME) == CONTENT
    results = mailguard.details(entry.id).results
    assert [(r.state, r.follows) for r in results] == [(State.SENT, False), (State.SENT, True)]
    mailguard.stop()


def test_undo_takes_the_mail_and_its_password(
    start: Start, dovecot: Dovecot, recipient: str
) -> None:
    mailguard, mine = start(ENCRYPT, "--delay", "60")
    octets = an_eml(
        sender=mine.address, to=[recipient], subject="見積", attachments={NAME: CONTENT}
    )
    send(mine, octets, recipient)
    entry = mailguard.wait_for(State.DELAYED, "見積")
    mailguard.run("undo", entry.id)
    assert {r.state for r in mailguard.details(entry.id).results} == {State.WITHDRAWN}
    assert len(mailguard.details(entry.id).results) == 2
    mailguard.stop()
    assert dovecot.mailbox(recipient).messages() == []


def test_recipients_are_hidden_and_what_the_rules_add_is_there(
    start: Start, dovecot: Dovecot, recipient: str
) -> None:
    mailguard, mine = start(CONVERT)
    other = f"other-{recipient}"
    octets = an_eml(sender=mine.address, to=[recipient, other], subject="ご案内", text="Hello")
    send(mine, octets, recipient, other)
    for address in (recipient, other, "archive@example.test"):
        arrived = read(dovecot.mailbox(address).wait_for("X-Class"))
        assert recipient not in str(arrived)
        assert arrived["To"] == mine.address
        assert arrived["Bcc"] is None
        assert arrived["Subject"] == "[社外] ご案内"
        assert "Company Ltd." in arrived.get_content()
    note = read(dovecot.mailbox("boss@example.test").wait_for("Auto-Submitted"))
    assert recipient in note.get_content()
    assert "Hello" not in note.get_content()
    mailguard.stop()


def test_what_a_rule_refuses_stays_in_the_mail_program(start: Start, recipient: str) -> None:
    mailguard, mine = start(REFUSE)
    octets = an_eml(sender=mine.address, to=[recipient], subject="顧客名簿です")
    with pytest.raises(smtplib.SMTPDataError, match="Customer lists stay"):
        send(mine, octets, recipient)
    assert mailguard.states() == [State.REFUSED]
    mailguard.stop()


def test_the_journal_knows_all_of_it_and_is_whole(start: Start, recipient: str) -> None:
    mailguard, mine = start(REFUSE)
    send(mine, an_eml(sender=mine.address, to=[recipient], subject="plan"), recipient)
    mailguard.wait_for(State.SENT, "plan")
    mailguard.stop()
    assert "none was changed" in mailguard.run("journal", "verify")
    exported = mailguard.run("journal", "export")
    for what in ("inspected", "answered", "moved", "delivered"):
        assert f'"what":"{what}"' in exported
    assert recipient in exported
