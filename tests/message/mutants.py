"""`python -m tests.message.mutants NUMBER`: damaged messages, each looked through as a whole."""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime

from mailguard import actions, checks
from mailguard.content.filetype import FileTypes
from mailguard.discovery import discover
from mailguard.domain.action import Action
from mailguard.domain.check import Check
from mailguard.domain.inspection import Inspection
from mailguard.domain.knowledge import NothingKnown
from mailguard.domain.mail import Source
from mailguard.domain.policy import Policy
from mailguard.inspection.examiner import Examiner
from mailguard.inspection.protocol import Request
from mailguard.inspection.ruling import Ruling
from mailguard.message.header import header_end
from mailguard.rulebook.almanac import almanac_of
from tests.inspection.entries import ACCOUNT, HANAKO
from tests.mails import an_envelope
from tests.message.corpus import messages
from tests.message.second_opinion import overlooked

SLOWEST = 2.0  # seconds of computing for one message
_LARGEST = 200_000  # octets of a message that is damaged: larger ones only take longer

Damage = Callable[[random.Random, bytes], bytes]


def examiner() -> Examiner:
    """One that has all checks, and time enough for them."""
    return Examiner(
        discover(checks, Check),
        discover(actions, Action),
        NothingKnown(),
        FileTypes(),
        Ruling(almanac_of),
        60,
    )


def looked_through(by: Examiner, octets: bytes) -> Inspection:
    """The inspection of a message that lies in no file."""
    request = Request(
        1,
        ACCOUNT.id,
        ACCOUNT.addresses,
        Source("", 0, len(octets), b""),
        an_envelope(HANAKO),
        Policy(),
        octets,
    )
    return by.examine(request, lambda _preview: None)


def complaints(by: Examiner, octets: bytes) -> list[str]:
    """What went wrong with one message: it broke us, took too long, or kept a file from us."""
    begun = time.process_time()
    try:
        found = looked_through(by, octets)
    except Exception as error:  # noqa: BLE001  whatever it is, it is what we look for
        return [f"{type(error).__name__}: {error}"]
    took = time.process_time() - begun
    wrong = [f"took {took:.1f} s"] if took > SLOWEST else []
    broken = [finding.check for finding in found.findings if _is_broken(finding.evidence)]
    wrong += [f"broke the check {name}" for name in broken]
    named = {"ambiguous-structure", "inspection"}
    if named.isdisjoint(finding.check for finding in found.findings):
        wrong += [f"overlooked {name}" for name in overlooked(octets)]
    return wrong


def _is_broken(evidence: Sequence[str]) -> bool:
    return len(evidence) == 1 and evidence[0].endswith(("Error", "Exception"))


def flip(rng: random.Random, octets: bytes) -> bytes:
    """Some octets are others."""
    changed = bytearray(octets)
    for _ in range(rng.choice([1, 2, 8, 64])):
        changed[rng.randrange(len(changed))] = rng.randrange(256)
    return bytes(changed)


def cut(rng: random.Random, octets: bytes) -> bytes:
    """A piece is missing."""
    start = rng.randrange(len(octets))
    return octets[:start] + octets[start + rng.randrange(len(octets)) :]


def repeat(rng: random.Random, octets: bytes) -> bytes:
    """A piece is there twice, the second time somewhere else."""
    start, place = rng.randrange(len(octets)), rng.randrange(len(octets))
    return octets[:place] + octets[start : start + rng.randrange(1, 2000)] + octets[place:]


def bound(rng: random.Random, octets: bytes) -> bytes:
    """A delimiter is there once more, or ends what it began."""
    lines = octets.splitlines(keepends=True)
    delimiters = [line for line in lines if line.startswith(b"--")] or [b"--b\r\n"]
    line = rng.choice(delimiters)
    ending = rng.choice([b"", b"--", b" ", b"x"])
    lines.insert(rng.randrange(len(lines) + 1), line.rstrip() + ending + b"\r\n")
    return b"".join(lines)


def swap(rng: random.Random, octets: bytes) -> bytes:
    """Lines of the header stand in another order, some of them twice."""
    end = header_end(octets)
    lines = octets[:end].splitlines(keepends=True) or [b"\r\n"]
    for _ in range(rng.randrange(1, 5)):
        line = rng.choice(lines)
        if rng.random() < 0.5:
            lines.remove(line)
        lines.insert(rng.randrange(len(lines) + 1), line)
    return b"".join(lines) + octets[end:]


def end_otherwise(rng: random.Random, octets: bytes) -> bytes:
    """Line ends are others."""
    old, new = rng.choice([(b"\r\n", b"\n"), (b"\n", b"\r\n"), (b"\r\n", b"\r"), (b"\n", b"\n\n")])
    start = rng.randrange(len(octets))
    stop = start + rng.randrange(len(octets))
    return octets[:start] + octets[start:stop].replace(old, new) + octets[stop:]


def say(rng: random.Random, octets: bytes) -> bytes:
    """A word that means something stands somewhere in the header, or below it."""
    word = rng.choice([
        b"\r\nContent-Type: multipart/mixed; boundary=b\r\n", b"; boundary=b", b"; name=a.exe",
        b"\r\nContent-Transfer-Encoding: base64\r\n", b"\r\nContent-Type: text/html\r\n",
        b"\r\nContent-Type: message/rfc822\r\n\r\n", b"=?utf-8?b?", b"\r\n\r\n", b"\r\n.\r\n",
        b"\x1b$B", b"charset=utf-16", b"charset=iso-2022-jp", b"<blockquote>",
        b"<div style=display:none>",
        b"\r\nbegin 644 a.exe\r\n", b"\r\n-- \r\n", b"\0", b"(" * 50, b'"', b"<" * 50,
    ])  # fmt: skip
    place = rng.randrange(len(octets) if rng.random() < 0.5 else header_end(octets) or 1)
    return octets[:place] + word + octets[place:]


DAMAGES: Sequence[Damage] = (flip, cut, repeat, bound, swap, end_otherwise, say)


def mutants(seed: int, count: int) -> Iterator[bytes]:
    """Damaged messages, always the same ones for a seed."""
    rng = random.Random(seed)
    originals = [octets for octets in messages().values() if 0 < len(octets) < _LARGEST]
    for _ in range(count):
        octets = rng.choice(originals)
        for _ in range(rng.choice([1, 1, 2, 4])):
            octets = rng.choice(DAMAGES)(rng, octets) or b"\r\n"
        yield octets


def main(count: int) -> int:
    """Look through so many, print what went wrong; 1 if anything did."""
    by = examiner()
    wrong = 0
    for number, octets in enumerate(mutants(count, count)):
        for complaint in complaints(by, octets):
            wrong += 1
            _say(f"{number}: {complaint}")
        if number % 1000 == 999:
            _say(f"{number + 1} by {datetime.now(UTC):%H:%M:%S}, {wrong} complaints")
    return min(wrong, 1)


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
