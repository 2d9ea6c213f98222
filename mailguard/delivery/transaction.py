"""A mail transaction (RFC 5321 §3.3): MAIL, RCPT, DATA, the octets, the final dot."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from mailguard.delivery.commands import commands
from mailguard.delivery.connection import Connection
from mailguard.delivery.octets import Octets, UnreadableError, UnsendableError
from mailguard.delivery.transcript import Transcript
from mailguard.domain.address import Address
from mailguard.domain.envelope import Envelope

_GROUP = 100
"""Commands sent before their replies are read: few enough for the buffers of both sides, so that
neither waits for the other to read (RFC 2920 §3.1)."""


def transact(connection: Connection, envelope: Envelope, octets: Octets) -> Transcript:
    """Hand a message over. Whatever the server does, the transcript says what is certain."""
    transcript = Transcript(len(envelope.forwards))
    connection.mails += 1
    try:
        # a small message proves itself before anything is said about it
        blocks = iter((octets.whole(),)) if octets.is_small else octets.blocks()
        _announce(connection, transcript, commands(connection, envelope, octets.length))
        if transcript.is_awaited:
            receipt = octets.receipt(_accepted(envelope, transcript))
            _hand_over(connection, transcript, chain((receipt,), blocks))
        elif transcript.is_over:
            _reset(connection, transcript)
    except (UnsendableError, UnreadableError) as error:
        transcript.problem = error
    except OSError as error:
        transcript.lost = error
    return transcript


def _announce(connection: Connection, transcript: Transcript, lines: Sequence[str]) -> None:
    size = _GROUP if connection.has_extn("pipelining") else 1
    for start in range(0, len(lines), size):
        is_data_alone = start == len(lines) - 1
        if transcript.is_refused or (is_data_alone and not transcript.has_recipient):
            return
        for reply in connection.exchange(lines[start : start + size]):
            transcript.add(reply)
            if reply.code == 421:
                return  # it is leaving and answers nothing more


def _accepted(envelope: Envelope, transcript: Transcript) -> Iterator[Address]:
    """Whom the server will take the message for: the others get it another time, if at all."""
    replies = zip(envelope.recipients, transcript.recipients, strict=True)
    return (address for address, reply in replies if reply.is_positive)


def _hand_over(connection: Connection, transcript: Transcript, blocks: Iterator[bytes]) -> None:
    connection.expect_silence()
    try:
        _stream(connection, blocks)
    except OSError:
        # A server that does not want the rest may say why and close. An incomplete write is
        # certain: whatever left, the final dot did not.
        transcript.interrupt(connection.last_words())
        raise
    transcript.crossed = True
    transcript.end(connection.reply(connection.limits.final_reply))
    connection.crossed = False


def _stream(connection: Connection, blocks: Iterator[bytes]) -> None:
    """Send all blocks; the last one holds the final dot, after which nothing is certain."""
    held = b""
    for block in blocks:
        if held:
            connection.send(held)
        held = block
    connection.cross()
    connection.send(held)


def _reset(connection: Connection, transcript: Transcript) -> None:
    """End the transaction so that another may begin (RFC 5321 §4.1.1.5)."""
    (reply,) = connection.exchange(["RSET"])
    transcript.is_reset = reply.code == 250
