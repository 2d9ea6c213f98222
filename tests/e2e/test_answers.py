"""Who may answer, and which answer counts: the real engine on its control channel."""

import secrets
import socket
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from mailguard.control import address
from mailguard.control.address import ChannelAddress
from mailguard.control.client import Client, connect
from mailguard.control.handshake import ClientHandshake, HandshakeError
from mailguard.control.protocol import Decoder, Request, Role, encode
from mailguard.domain.command import Answer, Choice, Declined, Done, Response, Stop, Undo
from mailguard.domain.state import State
from tests.e2e.rig.account import Account
from tests.e2e.rig.mailguard import MailGuard
from tests.e2e.rig.raw_client import RawClient
from tests.fakes.upstream import Upstream

_OUTBOX = b"X-Mailer: Microsoft Outlook 16.0\r\n"
_STOP = encode(Request(1, Stop()))
_MAIL = b"From: hanako@company.test\r\nSubject: contract\r\n\r\nHello\r\n"


@pytest.fixture
def upstream() -> Iterator[Upstream]:
    with Upstream() as server:
        yield server


@pytest.fixture
def mine(headless: MailGuard, upstream: Upstream) -> Account:
    """Hanako's account, whose mail program waits a second for an answer."""
    company = Account("hanako@company.test", upstream.port, username="", password="")
    return headless.add(company, "--hold-limit", "1")


@pytest.fixture
def accepted(headless: MailGuard, mine: Account) -> str:
    """The id of a mail that waits for its answer, after its 250."""
    with RawClient.signed_in(mine) as client:
        assert client.send(_OUTBOX + _MAIL, mine.address, "taro@example.test").startswith("250")
    return headless.wait_for(State.ASKING, "contract").id


def declined(response: Response) -> str:
    assert isinstance(response, Declined), response
    return response.code


def delivered(headless: MailGuard, upstream: Upstream) -> int:
    headless.wait_for(State.SENT, "contract")
    return len(upstream.mails)


def test_an_answer_to_an_old_revision_is_refused(
    headless: MailGuard, accepted: str, upstream: Upstream
) -> None:
    seen = headless.wait_for(State.ASKING, "contract")
    headless.kill()
    headless.start()
    now = headless.wait_for(State.ASKING, "contract")
    assert now.revision > seen.revision
    assert declined(headless.ask(Answer(accepted, seen.revision, Choice.SEND))) == "stale"
    assert headless.states() == [State.ASKING]
    assert headless.ask(Answer(accepted, now.revision, Choice.SEND)) == Done()
    assert delivered(headless, upstream) == 1


def test_an_answer_counts_although_the_mail_program_stopped_waiting_meanwhile(
    headless: MailGuard, mine: Account, upstream: Upstream
) -> None:
    with RawClient.signed_in(mine) as client:
        client.begin(mine.address, "taro@example.test")
        client.submit(_MAIL)
        seen = headless.wait_for(State.RECEIVED, "contract")
        assert client.reply().startswith("250")  # time is up
    assert headless.ask(Answer(seen.id, seen.revision, Choice.SEND)) == Done()
    assert delivered(headless, upstream) == 1


def test_a_second_answer_is_refused(headless: MailGuard, accepted: str, upstream: Upstream) -> None:
    asked = headless.wait_for(State.ASKING)
    assert headless.ask(Answer(accepted, asked.revision, Choice.SEND)) == Done()
    for choice in Choice:
        declined(headless.ask(Answer(accepted, asked.revision, choice)))
    assert delivered(headless, upstream) == 1


def test_of_many_answers_at_once_one_counts(
    headless: MailGuard, accepted: str, upstream: Upstream
) -> None:
    asked = headless.wait_for(State.ASKING)
    answers = [Answer(accepted, asked.revision, choice) for choice in list(Choice) * 8]
    with ThreadPoolExecutor(16) as windows:
        responses = list(windows.map(headless.ask, answers))
    (winner,) = [a for a, r in zip(answers, responses, strict=True) if r == Done()]
    assert all(isinstance(r, Done | Declined) for r in responses)
    if winner.choice is Choice.SEND:
        assert delivered(headless, upstream) == 1
    else:
        headless.wait_for(State.WITHDRAWN, "contract")
        assert upstream.mails == []


def test_an_answer_to_a_mail_that_is_not_there_is_refused(
    headless: MailGuard, accepted: str
) -> None:
    assert declined(headless.ask(Answer("0123456789abcdef", 1, Choice.SEND))) == "unknown"
    assert declined(headless.ask(Undo(f"../{accepted}"))) == "unknown"


def test_whoever_does_not_know_the_secret_is_turned_away(
    headless: MailGuard, accepted: str
) -> None:
    del accepted
    real = address.read(headless.channel)
    assert real
    forged = ChannelAddress(real.port, secrets.token_bytes(32), real.pid)
    with pytest.raises(HandshakeError):
        Client(forged, Role.DESKTOP)
    assert headless.states() == [State.ASKING]
    assert headless.pid == real.pid


def _asks_at_once(port: int, secret: bytes) -> bytes:
    """A command, without any handshake."""
    del secret
    return _spoken(port, _STOP)


def _asks_before_the_proof(port: int, secret: bytes) -> bytes:
    """A command between Hello and Proof."""
    del secret
    hello = ClientHandshake(b"x" * 32, Role.CLI).hello()
    return _spoken(port, hello + _STOP)


def _replays(port: int, secret: bytes) -> bytes:
    """What a true client said in another conversation."""
    handshake = ClientHandshake(secret, Role.CLI)
    with socket.create_connection(("127.0.0.1", port), 10) as true:
        true.sendall(handshake.hello())
        (challenge,) = Decoder().feed(true.recv(65536))
        proof = handshake.receive(challenge)
    return _spoken(port, handshake.hello() + proof + _STOP)


def _posts(port: int, secret: bytes) -> bytes:
    """What a web page can have a browser say."""
    del secret
    body = _STOP
    head = f"POST / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Length: {len(body)}\r\n\r\n"
    return _spoken(port, head.encode() + body)


def _says_too_much(port: int, secret: bytes) -> bytes:
    """A line without an end."""
    del secret
    return _spoken(port, b"x" * 2_000_000)


def _spoken(port: int, octets: bytes) -> bytes:
    """Say it all, and read until the engine hangs up."""
    with socket.create_connection(("127.0.0.1", port), 30) as stranger:
        heard = b""
        try:
            stranger.sendall(octets)
            while more := stranger.recv(65536):
                heard += more
        except (ConnectionResetError, BrokenPipeError):
            pass
        return heard


FORGERIES = [_asks_at_once, _asks_before_the_proof, _replays, _posts, _says_too_much]


@pytest.mark.parametrize("forgery", FORGERIES, ids=lambda f: f.__name__.strip("_"))
def test_a_forged_control_connection_gets_nothing(
    forgery: Callable[[int, bytes], bytes], headless: MailGuard, accepted: str
) -> None:
    del accepted
    channel = address.read(headless.channel)
    assert channel
    heard = forgery(channel.port, channel.secret)
    assert b"welcome" not in heard
    assert b"answered" not in heard
    assert b"contract" not in heard
    assert channel.secret not in heard
    assert headless.states() == [State.ASKING]
    assert headless.pid == channel.pid


def test_the_true_secret_opens_it(headless: MailGuard) -> None:
    """So that the tests above cannot pass because nothing is ever answered."""
    with connect(headless.channel) as client:
        assert client.request(Stop()) == Done()
