"""The command lines that announce a message: MAIL, RCPT and DATA with their parameters."""

from __future__ import annotations

from mailguard.delivery import wording
from mailguard.delivery.connection import Connection
from mailguard.delivery.octets import UnsendableError
from mailguard.domain.envelope import Envelope, Extension, Forward


def needs(envelope: Envelope) -> frozenset[Extension]:
    """The extensions without which the message cannot be passed on whole."""
    addresses = (envelope.sender, *envelope.recipients)
    if all(address is None or address.is_ascii for address in addresses):
        return envelope.needs
    return envelope.needs | {Extension.SMTPUTF8}


def commands(connection: Connection, envelope: Envelope, length: int) -> list[str]:
    """The lines for `envelope` and `length` octets, to a server that offers what it needs.

    Raises UnsendableError where a parameter would make two lines of one.
    """
    lines = [_mail(connection, envelope, length), *map(_rcpt, envelope.forwards), "DATA"]
    if any("\r" in line or "\n" in line for line in lines):
        raise UnsendableError(wording.unspeakable())
    return lines


def _mail(connection: Connection, envelope: Envelope, length: int) -> str:
    words = [f"MAIL FROM:<{envelope.sender or ''}>"]
    if connection.has_extn("size"):
        words.append(f"SIZE={length}")  # RFC 1870
    if envelope.body and connection.has_extn("8bitmime"):
        words.append(f"BODY={envelope.body}")  # RFC 6152
    if Extension.SMTPUTF8 in needs(envelope):
        words.append("SMTPUTF8")  # RFC 6531
    if envelope.ret:
        words.append(f"RET={envelope.ret}")  # RFC 3461
    if envelope.envid:
        words.append(f"ENVID={envelope.envid}")
    return " ".join(words)


def _rcpt(forward: Forward) -> str:
    words = [f"RCPT TO:<{forward.address}>"]
    if forward.notify:
        words.append(f"NOTIFY={forward.notify}")
    if forward.orcpt:
        words.append(f"ORCPT={forward.orcpt}")
    return " ".join(words)
