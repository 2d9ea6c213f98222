"""Both sides prove that they know the secret; every kind of forgery is turned away."""

from __future__ import annotations

import pytest

from mailguard.control.handshake import ClientHandshake, HandshakeError, ServerHandshake
from mailguard.control.protocol import (
    VERSION,
    Challenge,
    Decoder,
    Frame,
    Hello,
    Proof,
    Reason,
    Refusal,
    Request,
    Role,
    Welcome,
)
from mailguard.domain.command import Stop

SECRET = b"s" * 32
OTHER = b"o" * 32


def frame_of(line: bytes) -> Frame:
    (frame,) = Decoder().feed(line)
    return frame


def converse(client: ClientHandshake, server: ServerHandshake) -> list[bytes]:
    """Everything said until both are done, the client's first line first."""
    said = [client.hello()]
    for speaker in (server, client, server):
        said.append(speaker.receive(frame_of(said[-1])))
    client.receive(frame_of(said[-1]))
    return said


@pytest.mark.parametrize("role", list(Role))
def test_two_who_share_the_secret_are_done_and_know_the_role(role: Role) -> None:
    client, server = ClientHandshake(SECRET, role), ServerHandshake(SECRET)
    converse(client, server)
    assert client.done
    assert server.done
    assert server.role is role


def test_the_secret_is_never_said() -> None:
    said = b"".join(converse(ClientHandshake(SECRET, Role.CLI), ServerHandshake(SECRET)))
    assert SECRET not in said
    assert b"c3Nzc3Nzc3Nz" not in said  # the same in base64


def test_a_client_without_the_secret_is_turned_away() -> None:
    server = ServerHandshake(SECRET)
    stranger, accomplice = ClientHandshake(OTHER, Role.CLI), ServerHandshake(OTHER)
    server.receive(frame_of(stranger.hello()))
    proof = stranger.receive(frame_of(accomplice.receive(frame_of(stranger.hello()))))
    with pytest.raises(HandshakeError) as turned_away:
        server.receive(frame_of(proof))
    assert turned_away.value.refusal == Refusal(Reason.PROOF)
    assert server.role is None


def test_an_engine_without_the_secret_hears_no_proof() -> None:
    client, impostor = ClientHandshake(SECRET, Role.CLI), ServerHandshake(OTHER)
    challenge = frame_of(impostor.receive(frame_of(client.hello())))
    with pytest.raises(HandshakeError, match="not MailGuard"):
        client.receive(challenge)


def test_a_recorded_conversation_does_not_open_the_next_connection() -> None:
    hello, _challenge, proof, _welcome = converse(
        ClientHandshake(SECRET, Role.DESKTOP), ServerHandshake(SECRET)
    )
    server = ServerHandshake(SECRET)
    server.receive(frame_of(hello))
    with pytest.raises(HandshakeError):
        server.receive(frame_of(proof))
    assert not server.done


def test_the_engines_own_proof_sent_back_proves_nothing() -> None:
    server = ServerHandshake(SECRET)
    challenge = frame_of(server.receive(Hello(VERSION, Role.CLI, b"n" * 32)))
    assert isinstance(challenge, Challenge)
    with pytest.raises(HandshakeError):
        server.receive(Proof(challenge.proof))


def test_a_role_changed_on_the_way_is_noticed() -> None:
    client, server = ClientHandshake(SECRET, Role.CLI), ServerHandshake(SECRET)
    hello = frame_of(client.hello())
    assert isinstance(hello, Hello)
    challenge = frame_of(server.receive(Hello(hello.version, Role.DESKTOP, hello.nonce)))
    with pytest.raises(HandshakeError):
        client.receive(challenge)


@pytest.mark.parametrize(
    "frame",
    [Request(1, Stop()), Proof(b"p" * 32), Welcome(), Challenge(b"n" * 32, b"p" * 32)],
)
def test_nothing_but_hello_opens_a_connection(frame: Frame) -> None:
    with pytest.raises(HandshakeError):
        ServerHandshake(SECRET).receive(frame)


def test_a_second_hello_is_turned_away() -> None:
    server = ServerHandshake(SECRET)
    server.receive(Hello(VERSION, Role.CLI, b"n" * 32))
    with pytest.raises(HandshakeError):
        server.receive(Hello(VERSION, Role.CLI, b"n" * 32))


def test_another_version_is_told_so() -> None:
    with pytest.raises(HandshakeError, match="updated") as turned_away:
        ServerHandshake(SECRET).receive(Hello(VERSION + 1, Role.CLI, b"n" * 32))
    assert turned_away.value.refusal == Refusal(Reason.VERSION)


@pytest.mark.parametrize("frame", [Welcome(), Request(1, Stop())])
def test_a_client_believes_nothing_before_the_engine_has_proved_itself(frame: Frame) -> None:
    client = ClientHandshake(SECRET, Role.CLI)
    with pytest.raises(HandshakeError):
        client.receive(frame)
    assert not client.done


@pytest.mark.parametrize("reason", list(Reason))
def test_a_refused_client_says_why(reason: Reason) -> None:
    with pytest.raises(HandshakeError) as refused:
        ClientHandshake(SECRET, Role.CLI).receive(Refusal(reason))
    assert str(refused.value)
