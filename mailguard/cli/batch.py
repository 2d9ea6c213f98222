"""The command that learns from mails and checks others in between, as a stream of JSON lines."""

from __future__ import annotations

import argparse
import io
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Literal, cast

import msgspec

from mailguard.cli.arguments import Subparsers, add_command, add_json, mail_address
from mailguard.cli.check import knowledge_path
from mailguard.cli.output import CommandError
from mailguard.domain.address import Address
from mailguard.i18n import _

_TOGETHER = 300  # mails that are written in one transaction
_READ = 64 * 1024


class Order(msgspec.Struct, frozen=True):
    """One line of the input."""

    op: Literal["sent", "received", "check"]
    file: str


def register(commands: Subparsers) -> None:
    """Add this command."""
    summary = _("learn from mails and check others, by JSON lines on the standard input")
    batch = add_command(commands, "batch", _batch, summary)
    add_json(batch)
    batch.add_argument("--knowledge", metavar="DIR", help=_("the folder of what was learned"))
    batch.add_argument(
        "--own-address", metavar="A", type=mail_address, action="append", required=True,
        help=_("an address of your own; may be given several times"),
    )  # fmt: skip


def _batch(args: argparse.Namespace) -> int:
    path = knowledge_path(args)
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with closing(_Line(path, args)) as line:
            for order in _lines(line.rest):
                sys.stdout.buffer.write(msgspec.json.encode(line.answer(order)) + b"\n")
                sys.stdout.buffer.flush()
            line.rest()
    except BrokenPipeError:
        raise
    except (sqlite3.Error, OSError) as error:
        sentence = _("What was learned cannot be kept in {folder}: {reason}.")
        raise CommandError(sentence.format(folder=path.parent, reason=error)) from error
    return 0


def _lines(before_waiting: Callable[[], None]) -> Iterator[bytes]:
    """The lines of the standard input; `before_waiting` is called when there is none as yet."""
    source = cast(io.BufferedReader, sys.stdin.buffer)
    rest = b""
    while True:
        before_waiting()
        octets = source.read1(_READ)
        *lines, rest = (rest + octets).split(b"\n")
        yield from (line for line in lines if line.strip())
        if not octets:
            break
    if rest.strip():
        yield rest


class _Line:
    """Answers line after line; what was learned is known to the next."""

    def __init__(self, path: Path, args: argparse.Namespace) -> None:
        from mailguard.cli.mail_files import MailFiles  # noqa: PLC0415  loads every check
        from mailguard.cli.policy_file import policy_of  # noqa: PLC0415  likewise
        from mailguard.inspection.domains import organisation_of  # noqa: PLC0415  likewise
        from mailguard.inspection.limits import limit_memory  # noqa: PLC0415  likewise
        from mailguard.knowledge.reader import KnowledgeReader  # noqa: PLC0415  likewise
        from mailguard.knowledge.store import Store  # noqa: PLC0415  likewise

        limit_memory()
        self._me: tuple[Address, ...] = tuple(args.own_address)
        self._store = Store(path)
        self._reader = KnowledgeReader(path, organisation_of, self._store.connection)
        self._files = MailFiles(self._reader, policy_of(args))
        self._learned = 0

    def answer(self, line: bytes) -> dict[str, object]:
        """What there is to say to an order. Raises sqlite3.Error."""
        try:
            order = msgspec.json.decode(line, type=Order)
        except msgspec.MsgspecError as error:
            return {"error": str(error)}
        try:
            return self._carry_out(order)
        except OSError as error:
            return {"file": order.file, "error": error.strerror or str(error)}

    def rest(self) -> None:
        """Write down what was learned, before anything is waited for."""
        self._store.commit()
        self._learned = 0

    def close(self) -> None:
        """Let go of the file."""
        self._store.close()

    def _carry_out(self, order: Order) -> dict[str, object]:
        if order.op == "check":
            return self._files.look_through(Path(order.file), self._me).as_json(order.file)
        self._learn(order)
        return {"file": order.file, "ok": True}

    def _learn(self, order: Order) -> None:
        from mailguard.cli.mail_files import lesson_in, octets_of  # noqa: PLC0415  loaded by now

        with octets_of(Path(order.file)) as octets:
            lesson = lesson_in(octets, self._me, is_sent=order.op == "sent")
        self._store.begin()
        self._store.learn(lesson)
        self._learned += 1
        if self._learned >= _TOGETHER:
            self.rest()
