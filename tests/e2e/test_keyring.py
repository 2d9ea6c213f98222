"""The password of the company's server: kept in a keyring, else asked for again."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from mailguard.domain.state import State
from tests.e2e.rig.account import Account
from tests.e2e.rig.mailguard import NO_KEYRING, MailGuard, bare_env
from tests.e2e.rig.raw_client import RawClient
from tests.e2e.rig.wait import until
from tests.fakes.manners import Manners
from tests.fakes.upstream import Upstream
from tests.kills.engine import PROGRAM

_PASSWORD = "correct horse battery"
_MAIL = b"From: hanako@company.test\r\nSubject: plan\r\n\r\nHello\r\n"

# A log-in: the session's keyring, opened with the log-in's password, then the engine.
_LOG_IN = (
    'printf "log-in password" | gnome-keyring-daemon --unlock --components=secrets >/dev/null'
    ' && exec "$@"'
)


@pytest.fixture
def upstream() -> Iterator[Upstream]:
    with Upstream(Manners(users={"hanako": _PASSWORD})) as server:
        yield server


@pytest.fixture
def company(upstream: Upstream) -> Account:
    return Account("hanako@company.test", upstream.port, "hanako", _PASSWORD)


@pytest.fixture
def with_keyring(a_mailguard: Callable[..., MailGuard], tmp_path: Path) -> Iterator[MailGuard]:
    """A running MailGuard in a session with a keyring; the session ends with it."""
    env = {name: word for name, word in bare_env(tmp_path).items() if name not in NO_KEYRING}
    command = ("dbus-run-session", "--", "sh", "-c", _LOG_IN, "sh", PROGRAM)
    flags = ("--headless", "--answer", "send", "--delay", "0")
    mailguard = a_mailguard(*flags, env=env, command=command)
    mailguard.start()
    yield mailguard
    log_out(mailguard)


def without_keyring(a_mailguard: Callable[..., MailGuard]) -> MailGuard:
    return a_mailguard("--headless", "--answer", "send", "--delay", "0")


def log_out(mailguard: MailGuard) -> None:
    """End the engine, and with it the session around it."""
    mailguard.run("stop")
    mailguard.until_ended()


def hand_in(mine: Account) -> None:
    with RawClient.signed_in(mine) as client:
        assert client.send(_MAIL, mine.address, "taro@company.test").startswith("250")
        client.quit()


def files_hold(mailguard: MailGuard, text: str) -> list[Path]:
    files = [path for path in mailguard.data.rglob("*") if path.is_file()]
    return [path for path in files if text.encode() in path.read_bytes()]


def test_in_a_keyring_the_password_outlives_the_session(
    with_keyring: MailGuard, company: Account, upstream: Upstream
) -> None:
    mailguard = with_keyring
    mine = mailguard.add(company)
    log_out(mailguard)
    mailguard.start()
    hand_in(mine)
    mailguard.wait_for(State.SENT, "plan")
    assert len(upstream.mails) == 1
    assert files_hold(mailguard, _PASSWORD) == []
    assert "keyring" not in mailguard.run("doctor", check=False).lower()


def test_without_a_keyring_the_mail_waits_for_the_password(
    a_mailguard: Callable[..., MailGuard], company: Account, upstream: Upstream
) -> None:
    mailguard = without_keyring(a_mailguard)
    mailguard.start()
    mine = mailguard.add(company)
    hand_in(mine)
    mailguard.wait_for(State.SENT, "plan")
    mailguard.stop()
    mailguard.start()
    hand_in(mine)
    waiting = until(
        lambda: [e for e in mailguard.entries(State.QUEUED) if e.reason], "a reason", within=30
    )
    assert "password" in waiting[0].reason
    assert "password" in mailguard.run("account", "list")
    assert len(upstream.mails) == 1
    mailguard.run("account", "password", mine.address, "--password-stdin", entered=_PASSWORD)
    until(lambda: len(upstream.mails) == 2, "the mail leaves", within=30)
    assert files_hold(mailguard, _PASSWORD) == []
    assert "keyring" in mailguard.run("doctor", check=False).lower()
