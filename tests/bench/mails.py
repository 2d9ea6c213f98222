"""The mails of the benchmark: ordinary MIME mails, no two alike, ready for the wire."""

import base64
import random
import secrets
from dataclasses import dataclass
from email.utils import formatdate

SENDER = "bench@bench.example"
RECIPIENTS = tuple(f"{name}@customer.example" for name in ("anna", "bo", "chie", "dana", "emil"))
END_OF_DATA = b".\r\n"

# No word that speaks of an attachment or of anything confidential: the mails shall be ordinary.
TEXT = """
order project meeting delivery monday tuesday plan offer team customer question answer schedule
factory training summary number price sample colour window garden river travel morning evening
report station office kitchen printer server cable paper table summer winter week month year budget
review change result reason detail example version paragraph
"""
WORDS = TEXT.split()


@dataclass(frozen=True, slots=True)
class BenchMail:
    """One mail: its envelope and the octets that follow `354`, with the final dot."""

    message_id: str
    sender: str
    recipient: str
    wire: bytes


def small_mails(count: int, size: int = 4096) -> list[BenchMail]:
    """`count` plain text mails of `size` octets; subject and text of each are its own."""
    run = secrets.token_hex(4)
    return [_small_mail(run, number, size) for number in range(count)]


def big_mail(size: int) -> BenchMail:
    """A mail of about `size` octets, nearly all of them one base64 attachment.

    Its lines are 76 octets and CRLF, as mail programs write them.
    """
    run = secrets.token_hex(4)
    chance = random.Random(run)
    boundary = f"=_{run}"
    head = _header(run, 0, chance, f'multipart/mixed; boundary="{boundary}"')
    opening = (
        f"--{boundary}\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{_text(chance, 600)}"
        f"--{boundary}\r\nContent-Type: application/octet-stream\r\n"
        "Content-Transfer-Encoding: base64\r\n"
        'Content-Disposition: attachment; filename="recording.bin"\r\n\r\n'
    )
    closing = f"--{boundary}--\r\n"
    room = size - len(head) - len(opening) - len(closing)
    octets = chance.randbytes(room // 78 * 57)
    attachment = base64.encodebytes(octets).replace(b"\n", b"\r\n")
    return _mail(run, 0, (head + opening).encode() + attachment + closing.encode())


def _small_mail(run: str, number: int, size: int) -> BenchMail:
    chance = random.Random(f"{run}.{number}")
    head = _header(run, number, chance, "text/plain; charset=utf-8")
    text = _text(chance, size - len(head))
    return _mail(run, number, (head + text).encode())


def _mail(run: str, number: int, octets: bytes) -> BenchMail:
    """No line of `octets` starts with a dot, so nothing needs to be stuffed."""
    return BenchMail(_message_id(run, number), SENDER, _recipient(number), octets + END_OF_DATA)


def _header(run: str, number: int, chance: random.Random, content_type: str) -> str:
    fields = (
        f"Message-ID: <{_message_id(run, number)}>",
        f"Date: {formatdate()}",
        "User-Agent: Mozilla Thunderbird",
        f"From: Ben Ch <{SENDER}>",
        f"To: {_recipient(number)}",
        f"Subject: {' '.join(chance.choices(WORDS, k=4))} {number}",
        "MIME-Version: 1.0",
        f"Content-Type: {content_type}",
    )
    return "\r\n".join((*fields, "", ""))


def _message_id(run: str, number: int) -> str:
    return f"{run}.{number}@bench.example"


def _recipient(number: int) -> str:
    return RECIPIENTS[number % len(RECIPIENTS)]


def _text(chance: random.Random, length: int) -> str:
    """Lines of nine random words, `length` octets with the last CRLF."""
    words = chance.choices(WORDS, k=length // 4)
    lines = (" ".join(words[start : start + 9]) for start in range(0, len(words), 9))
    text = "\r\n".join(lines)[: length - 2]
    if text.endswith("\r"):  # cut between CR and LF, and a lone CR has no place in a mail
        text = f"{text[:-1]}."
    return f"{text}\r\n"
