"""The handshake of the control channel: both sides prove that they know its secret.

Either proof is an HMAC over both nonces under the secret, which is never sent. Like the protocol
it does no I/O: `receive` takes the frames that came and gives the octets to send.
"""

from __future__ import annotations

import hmac
import secrets

from mailguard.control.protocol import (
    VERSION,
    Challenge,
    Frame,
    Hello,
    Proof,
    ProtocolError,
    Reason,
    Refusal,
    Role,
    Welcome,
    encode,
)
from mailguard.i18n import _


class HandshakeError(ProtocolError):
    """The other side is not who it should be; `refusal` is to be sent before closing."""

    def __init__(self, sentence: str, refusal: Refusal | None = None) -> None:
        super().__init__(sentence)
        self.refusal = refusal


class ClientHandshake:
    """The client's side: send `hello`, then what `receive` gives, until `done`."""

    def __init__(self, secret: bytes, role: Role) -> None:
        self.done = False
        self._secret = secret
        self._hello = Hello(VERSION, role, secrets.token_bytes(32))
        self._challenged = False

    def hello(self) -> bytes:
        """The first line to send."""
        return encode(self._hello)

    def receive(self, frame: Frame) -> bytes:
        """What to send in answer to `frame`; often nothing. Raises HandshakeError."""
        match frame:
            case Challenge() if not self._challenged:
                return self._answer(frame)
            case Welcome() if self._challenged:
                self.done = True
                return b""
            case Refusal():
                raise HandshakeError(_refused(frame.reason))
            case _:
                raise HandshakeError(_("What answers at MailGuard's port is not MailGuard."))

    def _answer(self, challenge: Challenge) -> bytes:
        expected = _proof(self._secret, "engine", self._hello, challenge.nonce)
        if not hmac.compare_digest(expected, challenge.proof):
            raise HandshakeError(_("What answers at MailGuard's port is not MailGuard."))
        self._challenged = True
        return encode(Proof(_proof(self._secret, "client", self._hello, challenge.nonce)))


class ServerHandshake:
    """The engine's side: send what `receive` gives, until `done`; then `role` says who it is."""

    def __init__(self, secret: bytes) -> None:
        self.done = False
        self._secret = secret
        self._nonce = secrets.token_bytes(32)  # fresh, so an old proof proves nothing
        self._hello: Hello | None = None

    @property
    def role(self) -> Role | None:
        """Who connected; None until it is proved."""
        return self._hello.role if self._hello and self.done else None

    def receive(self, frame: Frame) -> bytes:
        """What to send in answer to `frame`. Raises HandshakeError."""
        match frame:
            case Hello() if self._hello is None:
                return self._challenge(frame)
            case Proof() if self._hello is not None and not self.done:
                return self._welcome(frame, self._hello)
            case _:
                raise turn_away(Reason.PROOF)

    def _challenge(self, hello: Hello) -> bytes:
        if hello.version != VERSION:
            raise turn_away(Reason.VERSION)
        self._hello = hello
        return encode(Challenge(self._nonce, _proof(self._secret, "engine", hello, self._nonce)))

    def _welcome(self, proof: Proof, hello: Hello) -> bytes:
        expected = _proof(self._secret, "client", hello, self._nonce)
        if not hmac.compare_digest(expected, proof.proof):
            raise turn_away(Reason.PROOF)
        self.done = True
        return encode(Welcome())


def _proof(secret: bytes, side: str, hello: Hello, engine_nonce: bytes) -> bytes:
    # the label keeps one side's proof from passing as the other's, and a role from being changed
    label = f"mailguard control {VERSION} {side} {hello.role}\n".encode()
    return hmac.digest(secret, label + hello.nonce + engine_nonce, "sha256")


def turn_away(reason: Reason) -> HandshakeError:
    """What to raise to turn a connection away."""
    return HandshakeError(_refused(reason), Refusal(reason))


def _refused(reason: Reason) -> str:
    match reason:
        case Reason.VERSION:
            return _("MailGuard was updated while it ran. Please restart MailGuard.")
        case Reason.PROOF:
            return _("MailGuard did not accept this connection. Please try again.")
        case Reason.BUSY:
            return _("Too many programs are connected to MailGuard. Please try again later.")
