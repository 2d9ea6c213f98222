"""Where the setting says so, lone CR, LF and NUL are put right before anything sees the mail."""

from collections.abc import Callable, Iterator

import pytest

from mailguard.domain.state import State
from tests.e2e.rig.account import Account
from tests.e2e.rig.mailguard import MailGuard
from tests.e2e.rig.raw_client import RawClient
from tests.e2e.rig.wait import until
from tests.fakes.manners import Manners
from tests.fakes.upstream import Upstream

_FROM, _TO = "taro@example.com", "hanako@example.org"
_TOP = (
    f"From: {_FROM}\r\nTo: {_TO}\r\nSubject: strays\r\nMessage-ID: <1@example.com>\r\n"
    "Date: Tue, 24 Nov 2026 10:00:00 +0900\r\n\r\n"
).encode()
_STRAY = _TOP + b"one\rtwo\nthr\0ee\n.\nMAIL FROM:<ceo@example.com>\r\nfour\r\0\nend\n\r\n"
_RIGHT = (
    _TOP + b"one\r\ntwo\r\nthree\r\n.\r\nMAIL FROM:<ceo@example.com>\r\nfour\r\n\r\nend\r\n\r\n"
)


@pytest.fixture
def upstream() -> Iterator[Upstream]:
    with Upstream(Manners(extensions=("PIPELINING", "8BITMIME"))) as server:
        yield server


@pytest.fixture
def tolerant(a_mailguard: Callable[..., MailGuard]) -> MailGuard:
    """A running MailGuard that puts strays right."""
    mailguard = a_mailguard(
        "--headless", "--delay", "0", config='[submission]\nstrays = "normalise"\n'
    )
    mailguard.start()
    return mailguard


@pytest.fixture
def mine(tolerant: MailGuard, upstream: Upstream) -> Account:
    return tolerant.add(Account(_FROM, upstream.port, username="", password=""))


def test_the_review_and_the_server_see_the_mail_put_right(
    tolerant: MailGuard, mine: Account, upstream: Upstream
) -> None:
    with RawClient.signed_in(mine) as client:
        client.begin(_FROM, _TO)
        client.push(_STRAY + b".\r\n")
        asked = tolerant.wait_for(State.RECEIVED, "strays")
        inspection = until(
            lambda: tolerant.details(asked.id).inspection, "it is looked through", within=30
        )
        lines = inspection.text.split("\n")
        assert lines[:5] == ["one", "two", "three", ".", "MAIL FROM:<ceo@example.com>"]
        tolerant.answer("send", "strays")
        assert client.reply().startswith("250")
        client.quit()
    (mail,) = until(lambda: upstream.mails, "the mail is with the server", within=30)
    assert mail.octets == _RIGHT


def test_its_fingerprint_is_that_of_the_mail_put_right(tolerant: MailGuard, mine: Account) -> None:
    with RawClient.signed_in(mine) as client:
        client.begin(_FROM, _TO)
        client.push(_STRAY + b".\r\n")
        first = tolerant.wait_for(State.RECEIVED, "strays")
    tolerant.wait_for(State.ABANDONED, "strays")
    with RawClient.signed_in(mine) as client:
        client.begin(_FROM, _TO)
        client.submit(_RIGHT)
        tolerant.answer("back", "strays")
        assert client.reply().startswith("554")
        client.quit()
    assert tolerant.details(first.id).summary.state is State.SUPERSEDED
    assert tolerant.states() == [State.REFUSED, State.SUPERSEDED]


def test_with_a_setting_that_cannot_be_they_are_refused_and_the_file_is_named(
    a_mailguard: Callable[..., MailGuard], upstream: Upstream
) -> None:
    mailguard = a_mailguard("--headless", config='[submission]\nstrays = "normalize"\n')
    mailguard.start()
    mine = mailguard.add(Account(_FROM, upstream.port, username="", password=""))
    said = mailguard.run("doctor", check=False)
    assert 'config.toml, line 2: “submission.strays” has to be "refuse" or "normalise"' in said
    with RawClient.signed_in(mine) as client:
        client.begin(_FROM, _TO)
        client.push(_STRAY + b".\r\n")
        assert client.reply().startswith("554 5.6.0")
    assert upstream.mails == []
