"""The real engine on a disk that is full: it says so, keeps nothing by half, and goes on."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from mailguard.domain.command import Answer, Choice, Declined
from mailguard.domain.state import State
from tests.e2e.rig.account import Account
from tests.e2e.rig.mailguard import MailGuard
from tests.e2e.rig.raw_client import RawClient
from tests.e2e.rig.wait import until
from tests.fakes.upstream import Upstream
from tests.kills.engine import PROGRAM
from tests.spool.test_full_disk import own_mounts

_SIZE = 240  # MB; the engine leaves 200 of them free
_MEGABYTE = 1 << 20
_TOP = b"X-Mailer: Microsoft Outlook 16.0\r\nFrom: hanako@company.test\r\nSubject: plan\r\n\r\n"
_LINE = b"x" * 1022 + b"\r\n"


class SmallDisk:
    """The disk under the spool of an engine, which sees it alone."""

    def __init__(self, mailguard: MailGuard) -> None:
        self._spool = Path(f"/proc/{mailguard.pid}/root{mailguard.data}/spool")
        self._ballast = self._spool / "ballast"

    def fill(self, left: int) -> None:
        """Take all room but about `left` octets."""
        with self._ballast.open("ab", buffering=0) as file:
            try:
                while True:
                    file.write(bytes(_MEGABYTE))
            except OSError:
                file.truncate(max(0, file.tell() - left))

    def clear(self) -> None:
        """Make room again."""
        self._ballast.unlink()

    def half_mails(self) -> list[Path]:
        """Files of mails that did not come whole."""
        return list(self._spool.rglob("*.tmp"))


@pytest.fixture
def upstream() -> Iterator[Upstream]:
    with Upstream() as server:
        yield server


@pytest.fixture
def mailguard(a_mailguard: Callable[..., MailGuard]) -> MailGuard:
    """An engine whose spool lies on a small disk of its own."""
    namespace = own_mounts()
    if namespace is None:
        pytest.skip("no mounts of our own here")
    # the last word of an engine's command is its data folder
    script = (
        'for data; do :; done; mkdir -p "$data/spool" &&'
        f' mount -t tmpfs -o size={_SIZE}m tmpfs "$data/spool" && exec "$@"'
    )
    command = (*namespace, "sh", "-c", script, "sh", PROGRAM)
    mailguard = a_mailguard("--headless", "--delay", "0", command=command)
    mailguard.start()
    return mailguard


@pytest.fixture
def mine(mailguard: MailGuard, upstream: Upstream) -> Account:
    return mailguard.add(Account("hanako@company.test", upstream.port, username="", password=""))


def test_while_the_disk_is_full_mail_programs_keep_their_mails(
    mailguard: MailGuard, mine: Account, upstream: Upstream
) -> None:
    disk = SmallDisk(mailguard)
    with RawClient.signed_in(mine) as client:
        disk.fill(100 * _MEGABYTE)
        assert (
            client.send(_TOP + b"Hello\r\n", mine.address, "taro@example.test")[:9] == "452 4.3.1"
        )
        client.say("RSET")
        disk.clear()
        assert client.send(_TOP + b"Hello\r\n", mine.address, "taro@example.test")[:3] == "250"
        client.quit()
    assert mailguard.states() == [State.ASKING]
    mailguard.answer("send", "plan")
    mailguard.wait_for(State.SENT, "plan")
    assert len(upstream.mails) == 1


def test_a_disk_that_fills_up_while_a_mail_comes_keeps_nothing_of_it(
    mailguard: MailGuard, mine: Account, upstream: Upstream
) -> None:
    disk = SmallDisk(mailguard)
    with RawClient.signed_in(mine) as client:
        assert client.begin(mine.address, "taro@example.test")[:3] == "354"
        client.push(_TOP + _LINE * 1024)
        disk.fill(0)
        client.push(_LINE * 4096 + b".\r\n")
        assert client.reply()[:9] == "452 4.3.1"
        assert disk.half_mails() == []
        assert mailguard.states() == []
        disk.clear()
        assert client.send(_TOP + _LINE * 4096, mine.address, "taro@example.test")[:3] == "250"
        client.quit()
    mailguard.answer("send", "plan")
    mailguard.wait_for(State.SENT, "plan")
    assert [mail.octets.endswith(_TOP + _LINE * 4096) for mail in upstream.mails] == [True]


def test_what_was_taken_before_stays_and_leaves_afterwards(
    mailguard: MailGuard, mine: Account, upstream: Upstream
) -> None:
    disk = SmallDisk(mailguard)
    with RawClient.signed_in(mine) as client:
        for _ in range(3):
            assert client.send(_TOP + b"Hello\r\n", mine.address, "taro@example.test")[:3] == "250"
        client.quit()
    mailguard.wait_for(State.ASKING, "plan")
    disk.fill(0)
    answers = [
        mailguard.ask(Answer(entry.id, entry.revision, Choice.SEND))
        for entry in mailguard.entries(State.ASKING)
    ]
    assert any(isinstance(answer, Declined) for answer in answers)
    still_asked = mailguard.entries(State.ASKING)
    assert len(still_asked) == sum(isinstance(answer, Declined) for answer in answers)
    disk.clear()
    for entry in still_asked:
        mailguard.run("answer", entry.id, "send")
    until(lambda: len(upstream.mails) == 3, "all three leave", within=60)
    until(lambda: set(mailguard.states()) == {State.SENT}, "and are known as sent", within=30)
    assert len(upstream.mails) == 3
