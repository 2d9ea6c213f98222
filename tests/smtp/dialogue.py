r"""Dialogues as text: what the client says, and what the server must answer.

# a comment
given: recipients=2     a limit, or another word of `Given`; several make several lines
signed in               EHLO and AUTH are behind us
c: MAIL FROM:<a@b.jp>   the client's line, with CR LF; lines in a row are sent at once
c> \x16\x03             the client's octets as they stand, without CR LF
s: 250 2.1.0 …          the server's line; … stands for anything
tls                     both sides start TLS
closed                  the server ends the connection
kept: <a@b.jp> <c@d.jp> | Hi\r\n     the next message the guard was given: envelope, content
nothing kept            the guard was given no message
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from msgspec.structs import replace

from mailguard.domain.envelope import Capabilities, Extension
from mailguard.domain.reply import Reply
from mailguard.smtp.settings import Limits, StrayRule, SubmissionSettings
from tests.fakes.intake import NOTHING, FakeIntake, FakeReception, an_account

DIALOGUES = sorted((Path(__file__).parent.parent / "dialogues").glob("*.smtp"))


class Wire(Protocol):
    """A client's end of a connection to the server under test."""

    async def send(self, octets: bytes) -> None: ...

    async def read_line(self) -> str:
        """The next line without its CR LF; "" when the server has ended the connection."""
        ...

    async def start_tls(self) -> None: ...


@dataclass
class Given:
    """What a dialogue starts from."""

    limits: Limits = field(default_factory=Limits)
    strays: StrayRule = StrayRule.REFUSE
    offers: Capabilities = NOTHING
    own_offers: Capabilities | None = None  # of the account, once it is known
    answer: Reply | None = None
    tls: bool = False

    @property
    def settings(self) -> SubmissionSettings:
        return SubmissionSettings(limits=self.limits, strays=self.strays)

    def intake(self) -> FakeIntake:
        intake = FakeIntake(capabilities=self.offers)
        if self.own_offers:
            intake.own_capabilities = {an_account().id: self.own_offers}
        if self.answer:
            intake.answer = self.answer
        return intake

    def take(self, word: str, value: str) -> None:
        if word in Limits.__struct_fields__:
            self.limits = replace(self.limits, **{word: int(value)})
        elif word in ("offers", "own_offers"):
            setattr(self, word, _capabilities(value))
        elif word == "strays":
            self.strays = StrayRule(value)
        elif word == "answer":
            code, enhanced, text = value.split(" ", 2)
            self.answer = Reply(int(code), text, enhanced)
        else:
            assert word == "tls", f"unknown: {word}"
            self.tls = value == "yes"


def _capabilities(text: str) -> Capabilities:
    words = text.split()
    size = next((int(w.removeprefix("SIZE=")) for w in words if w.startswith("SIZE=")), None)
    names = (w for w in words if not w.startswith("SIZE="))
    return Capabilities(frozenset(Extension(name) for name in names), size)


@dataclass
class Dialogue:
    """One file, read."""

    given: Given = field(default_factory=Given)
    turns: list[tuple[str, str]] = field(default_factory=list)  # what kind of line, and its text

    @classmethod
    def read(cls, path: Path) -> Dialogue:
        dialogue = cls()
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("given: "):
                word, _, value = line.removeprefix("given: ").partition("=")
                dialogue.given.take(word, value)
            elif line and not line.startswith("#"):
                dialogue.turns.append(_turn(line))
        return dialogue

    async def play(self, wire: Wire, intake: FakeIntake) -> None:
        assert _fits("220 localhost ESMTP MailGuard", await wire.read_line())
        kept = iter(intake.submitted)
        waiting = b""
        for kind, text in self.turns:
            if kind in ("c: ", "c> "):
                waiting += text.encode() + b"\r\n" if kind == "c: " else _octets(text)
                continue
            if waiting:
                await wire.send(waiting)
                waiting = b""
            await _answer(wire, intake, kind, text, kept)
        assert not waiting, "the dialogue must end with what the server does"
        assert list(kept) == [], "kept, and the dialogue does not say so"


async def _answer(
    wire: Wire, intake: FakeIntake, kind: str, text: str, kept: Iterator[FakeReception]
) -> None:
    match kind:
        case "s: ":
            line = await wire.read_line()
            assert _fits(text, line), f"expected {text!r}, the server said {line!r}"
        case "tls":
            await wire.start_tls()
        case "closed":
            assert await wire.read_line() == ""
        case "signed in":
            await _sign_in(wire)
        case "nothing kept":
            assert intake.submitted == []
        case "kept: ":
            assert _described(next(kept)) == text


async def _sign_in(wire: Wire) -> None:
    await wire.send(b"EHLO localhost\r\n")
    while not (line := await wire.read_line()).startswith("250 "):
        assert line.startswith("250-"), line
    await wire.send(b"AUTH PLAIN AHRhcm9AZXhhbXBsZS5qcABjb3JyZWN0IGhvcnNl\r\n")
    assert (await wire.read_line()).startswith("235 ")


def _turn(line: str) -> tuple[str, str]:
    for kind in ("c: ", "c> ", "s: ", "kept: "):
        if line.startswith(kind) or line == kind.strip():
            return kind, line[len(kind) :]
    assert line in ("tls", "closed", "signed in", "nothing kept"), f"cannot read: {line}"
    return line, ""


def _fits(pattern: str, line: str) -> bool:
    return re.fullmatch(".*".join(map(re.escape, pattern.split("…"))), line) is not None


def _octets(text: str) -> bytes:
    return text.encode().decode("unicode_escape").encode("latin-1")


def _described(reception: FakeReception) -> str:
    envelope = reception.envelope
    words = [f"<{envelope.sender or ''}>"]
    for forward in envelope.forwards:
        words.append(f"<{forward.address}>")
        words += [
            f"{k}={v}" for k, v in (("NOTIFY", forward.notify), ("ORCPT", forward.orcpt)) if v
        ]
    words += [f"BODY={envelope.body}"] if envelope.body else []
    words += ["SMTPUTF8"] if envelope.smtputf8 else []
    words += [f"{k}={v}" for k, v in (("RET", envelope.ret), ("ENVID", envelope.envid)) if v]
    content = bytes(reception.content).decode("latin-1").encode("unicode_escape").decode()
    return f"{' '.join(words)} | {content}"
