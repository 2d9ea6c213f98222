"""The exchanges of AUTH (RFC 4954): PLAIN (RFC 4616) and LOGIN."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Generator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from mailguard.domain.reply import Reply
from mailguard.smtp import replies
from mailguard.smtp.replies import Refused


class Credentials(NamedTuple):
    """What a mail program has to show."""

    username: str
    password: str

    def __repr__(self) -> str:
        return "Credentials(...)"  # it must not get into a log


Exchange = Generator[bytes, bytes, Credentials]
"""Yields challenges, is sent the answers, returns the credentials; raises Refused."""


def begin(argument: str) -> Exchange:
    """The exchange that the `argument` of AUTH asks for. Raises Refused."""
    name, _, initial = argument.partition(" ")
    mechanism = _MECHANISMS.get(name.upper())
    if mechanism is None:
        raise Refused(replies.UNKNOWN_MECHANISM)
    if not initial:
        return mechanism(None)
    return mechanism(b"" if initial == "=" else decode(initial.encode()))  # RFC 4954 §4


def challenge(octets: bytes) -> Reply:
    """What asks for the next answer."""
    return Reply(334, base64.b64encode(octets).decode())


def decode(line: bytes) -> bytes:
    """The answer in a line. Raises Refused where it cancels or is no base64."""
    if line == b"*":
        raise Refused(replies.AUTH_CANCELLED)
    try:
        return base64.b64decode(line, validate=True)
    except binascii.Error as error:
        raise Refused(replies.BAD_AUTH) from error


def _plain(initial: bytes | None) -> Exchange:
    message = (yield b"") if initial is None else initial
    authorization, username, password = _three(message)
    if authorization not in ("", username):  # nobody sends for somebody else
        raise Refused(replies.WRONG_PASSWORD)
    return Credentials(username, password)


def _login(initial: bytes | None) -> Exchange:
    # Thunderbird takes no other challenges than these two
    username = (yield b"Username:") if initial is None else initial
    password = yield b"Password:"
    return Credentials(_text(username), _text(password))


def _three(message: bytes) -> tuple[str, str, str]:
    parts = _text(message).split("\0")
    if len(parts) != 3:
        raise Refused(replies.BAD_AUTH)
    return parts[0], parts[1], parts[2]


def _text(octets: bytes) -> str:
    try:
        return octets.decode()
    except UnicodeDecodeError as error:
        raise Refused(replies.BAD_AUTH) from error


_MECHANISMS: Mapping[str, Callable[[bytes | None], Exchange]] = MappingProxyType(
    {"PLAIN": _plain, "LOGIN": _login}
)
MECHANISMS = " ".join(_MECHANISMS)
"""For the reply to EHLO."""
