"""What nobody should send, against the real engine with a raw server behind it."""

import asyncio
import contextlib
import hashlib
import re
import socket
import ssl
from collections.abc import Callable, Iterator

import pytest

from mailguard.domain.command import Undo
from mailguard.domain.state import State
from mailguard.spool.disk import DiskSpool
from tests.bench.mails import big_mail
from tests.bench.measure import peak_memory
from tests.e2e.rig.account import Account
from tests.e2e.rig.mailguard import MailGuard
from tests.e2e.rig.raw_client import RawClient
from tests.e2e.rig.wait import until
from tests.fakes.manners import Fault, Manners, Step, Then
from tests.fakes.upstream import Upstream
from tests.smtp.test_dot import FALSE_ENDINGS
from tests.spool.builders import ACCOUNT, committed, kept

_TO = "hanako@example.org"
_TOP = f"From: {ACCOUNT}\r\nTo: {_TO}\r\nSubject: carrier\r\n\r\n".encode()
_HIDDEN = (
    b"MAIL FROM:<ceo@example.com>\r\nRCPT TO:<victim@example.org>\r\nDATA\r\n"
    b"Subject: hidden\r\n\r\nhidden\r\n.\r\n"
)
_STRAY = re.compile(rb"\r(?!\n)|(?<!\r)\n|\0")
_MEGABYTE = 1_000_000


@pytest.fixture
def upstream() -> Iterator[Upstream]:
    with Upstream(Manners(extensions=("PIPELINING", "SIZE 300000000", "8BITMIME"))) as server:
        yield server


@pytest.fixture
def automatic(a_mailguard: Callable[..., MailGuard]) -> MailGuard:
    """A MailGuard that sends whatever it has taken; not running yet."""
    return a_mailguard("--headless", "--answer", "send", "--delay", "0")


@pytest.fixture
def mine(automatic: MailGuard, upstream: Upstream) -> Account:
    """Its account, with the engine running."""
    automatic.start()
    return automatic.add(Account(ACCOUNT, upstream.port, username="", password=""))


def send_one_more(mine: Account, upstream: Upstream, subject: str = "marker") -> None:
    """An ordinary mail, behind whatever came before; it is there when this returns."""
    with RawClient.signed_in(mine) as client:
        mail = _TOP.replace(b"carrier", subject.encode()) + b"Hello\r\n"
        assert client.send(mail, mine.address, _TO).startswith("250")
        client.quit()
    wanted = f"Subject: {subject}\r\n".encode()
    until(
        lambda: any(wanted in mail.octets for mail in upstream.mails),
        f"the mail {subject!r} is with the server",
        within=30,
    )


def test_no_false_ending_smuggles_a_mail_in(
    automatic: MailGuard, mine: Account, upstream: Upstream
) -> None:
    for ending in FALSE_ENDINGS:
        with RawClient.signed_in(mine) as client:
            client.begin(mine.address, _TO)
            client.push(_TOP + b"text" + ending + _HIDDEN + b"QUIT\r\n")
            replies = client.rest().splitlines()
        assert [reply[:3] for reply in replies] == ["554", "221"], (ending, replies)
    assert automatic.states() == []
    send_one_more(mine, upstream)
    assert len(upstream.mails) == 1


@pytest.mark.parametrize("ending", FALSE_ENDINGS, ids=repr)
def test_no_false_ending_leaves_even_if_one_lies_in_the_spool(
    ending: bytes, automatic: MailGuard, upstream: Upstream
) -> None:
    async def put() -> str:
        spool = DiskSpool(automatic.data / "spool")
        octets = _TOP + b"text" + ending + _HIDDEN
        entry = await committed(spool, await kept(spool, octets=octets), State.QUEUED)
        await spool.close()
        return entry.id

    company = Account(ACCOUNT, upstream.port, username="", password="")
    mine = automatic.add(company)
    entry_id = asyncio.run(put())
    automatic.start()
    until(lambda: automatic.details(entry_id).summary.reason, "it says why it stays", within=30)
    send_one_more(mine, upstream)
    assert len(upstream.mails) == 1
    for dialogue in upstream.dialogues:
        assert not _STRAY.search(dialogue.incomplete)
        assert not any("ceo@" in line for line in dialogue.lines)
    assert automatic.details(entry_id).summary.state is not State.SENT
    automatic.ask(Undo(entry_id))


def test_what_a_web_page_can_have_a_browser_send_is_cut_off(
    automatic: MailGuard, mine: Account, upstream: Upstream
) -> None:
    body = f"EHLO x\r\nMAIL FROM:<{mine.address}>\r\nRCPT TO:<{_TO}>\r\nDATA\r\n".encode()
    head = f"POST / HTTP/1.1\r\nHost: localhost:{mine.port}\r\nContent-Type: text/plain\r\n\r\n"
    with RawClient(mine.port) as browser:
        browser.push(head.encode() + body + _TOP + b"Hello\r\n.\r\nQUIT\r\n")
        said = browser.rest()
    assert not re.search(r"^(250|354)", said, re.MULTILINE)
    send_one_more(mine, upstream)
    assert len(upstream.mails) == 1
    assert len(automatic.entries()) == 1


def test_tls_on_the_port_that_begins_in_clear_ends_at_once(
    mine: Account, upstream: Upstream
) -> None:
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    with (
        socket.create_connection(("127.0.0.1", mine.port), 20) as clear,
        pytest.raises((ssl.SSLError, ConnectionResetError)),
    ):
        context.wrap_socket(clear)
    send_one_more(mine, upstream)


def test_of_ten_thousand_recipients_the_mail_goes_to_those_that_were_accepted(
    automatic: MailGuard, mine: Account, upstream: Upstream
) -> None:
    with RawClient.signed_in(mine) as client:
        assert client.say(f"MAIL FROM:<{mine.address}>").startswith("250")
        replies = [client.say(f"RCPT TO:<r{n}@example.org>")[:9] for n in range(10_000)]
        assert replies == ["250 2.1.5"] * 1000 + ["452 4.5.3"] * 9000
        assert client.say("DATA").startswith("354")
        client.submit(_TOP + b"Hello\r\n")
        assert client.reply().startswith("250")
        client.quit()
    automatic.wait_for(State.SENT, "carrier")
    arrived = [recipient for mail in upstream.mails for recipient in mail.recipients]
    assert len(arrived) == len(set(arrived)) == 1000
    listed = next(e for e in automatic.entries() if e.subject == "carrier")
    assert listed.recipient_count == 1000


def _swallowed(upstream: Upstream) -> list[str]:
    return [dialogue.digest for dialogue in upstream.dialogues if dialogue.digest]


def test_100_megabytes_pass_in_little_memory_and_arrive_whole(
    automatic: MailGuard,
    mine: Account,
    upstream: Upstream,
    record_property: Callable[[str, object], None],
) -> None:
    send_one_more(mine, upstream, "first")  # everything that is loaded once is loaded
    upstream.manners.faults[Step.BODY] = Fault(then=Then.SWALLOW)
    wire = big_mail(100 * _MEGABYTE).wire
    before = peak_memory(automatic.pid).main_process
    with RawClient.signed_in(mine) as client:
        assert client.begin(mine.address, _TO).startswith("354")
        client.push(wire)
        assert client.reply().startswith("250")
        client.quit()
    digests = until(lambda: _swallowed(upstream), "the mail is with the server", within=60)
    assert digests == [hashlib.sha256(wire).hexdigest()]
    grown = peak_memory(automatic.pid).main_process - before
    assert grown < 80 * _MEGABYTE
    record_property("memory grown by", grown)


def test_a_mail_that_is_too_large_is_refused_before_it_comes(
    automatic: MailGuard, upstream: Upstream
) -> None:
    upstream.manners.extensions = ("PIPELINING", "SIZE 5000000")
    automatic.start()
    mine = automatic.add(Account(ACCOUNT, upstream.port, username="", password=""))
    until(lambda: _size(mine) == 5_000_000, "the server's limit is known", within=30)
    with RawClient.signed_in(mine) as client:
        assert client.say(f"MAIL FROM:<{mine.address}> SIZE=5000001").startswith("552 5.3.4")
        client.quit()
    assert automatic.states() == []
    assert upstream.mails == []


def _size(mine: Account) -> int:
    with RawClient.signed_in(mine) as client:
        found = re.search(r"SIZE (\d+)", client.say("EHLO localhost"))
        return int(found[1]) if found else 0


def test_nonsense_changes_nothing(automatic: MailGuard, mine: Account, upstream: Upstream) -> None:
    for octets in (
        b"\x00" * 5000,
        b"A" * 100_000,
        b"\r\n" * 1000,
        b"EHLO \xff\r\n" * 50,
        b"\n\n\n",
    ):
        with RawClient(mine.port) as client:
            client.reply()  # the greeting: who talks before it is cut off, which is another test
            with contextlib.suppress(OSError):
                client.push(octets + b"\r\nQUIT\r\n")
            assert "250 2.0.0 " not in client.rest()
    send_one_more(mine, upstream)
    assert len(automatic.entries()) == 1
