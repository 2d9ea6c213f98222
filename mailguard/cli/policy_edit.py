"""The command by which a desktop edits the user's rules: JSON lines in, an answer to each out."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from mailguard import i18n
from mailguard.cli.arguments import Subparsers, add_command, folder_of
from mailguard.domain.address import Address
from mailguard.domain.condition import When
from mailguard.domain.own_rules import (
    Answered,
    Fault,
    Faulty,
    Look,
    Rules,
    Tried,
    Try,
    Wanted,
)
from mailguard.domain.rule import Layer, Mode, Placed, Rule, Then
from mailguard.i18n import _

if TYPE_CHECKING:
    from mailguard.rulebook.own_rules import OwnRules

_WHOLE = "whole"


def register(orders: Subparsers) -> None:
    """Add this command to those of `mailguard policy`."""
    summary = _("change one's own rules, by JSON lines on the standard input")
    add_command(orders, "edit", _edit, summary)


def _edit(args: argparse.Namespace) -> int:
    editor = Editor(args)
    for line in sys.stdin.buffer:
        sys.stdout.buffer.write(msgspec.json.encode(editor.answer(line)) + b"\n")
        sys.stdout.buffer.flush()
    return 0


class Editor:
    """Answers one wish after the other; after an edit with all rules as they are then."""

    def __init__(self, args: argparse.Namespace) -> None:
        self._args = args

    def answer(self, line: bytes) -> Answered:
        """The answer; what cannot be done is one fault of the whole."""
        from mailguard.rulebook.editing import EditingError  # noqa: PLC0415  loads the rulebook

        try:
            return self._answer(msgspec.json.decode(line, type=Wanted))
        except EditingError as error:
            return _no(str(error))
        except OSError as error:
            sentence = _("The file cannot be read or written: {reason}.")
            return _no(sentence.format(reason=error.strerror or str(error)))
        except msgspec.MsgspecError:
            return _no(_("This was not understood."))

    def _answer(self, wish: Wanted) -> Answered:
        match wish:
            case Look():
                return self._rules()
            case Try():
                faults = self._own.faults(wish.rule)
                return Faulty(faults) if faults else self._tried(wish)
            case _:
                return self._own.edit(wish) or self._rules()

    @cached_property
    def _own(self) -> OwnRules:
        from mailguard.rulebook.own_rules import OwnRules  # noqa: PLC0415  likewise
        from mailguard.rulebook.places import system_places  # noqa: PLC0415  likewise

        folder = folder_of(self._args)
        return OwnRules(system_places(), folder, _addresses(self._args), i18n.preferred())

    def _rules(self) -> Rules:
        return msgspec.structs.replace(self._own.rules(), checks=self._checks)

    @cached_property
    def _checks(self) -> dict[str, str]:
        from mailguard import checks  # noqa: PLC0415  loads every check
        from mailguard.discovery import discover  # noqa: PLC0415  likewise
        from mailguard.domain.check import Check  # noqa: PLC0415  likewise

        return {check.name: _(check.title) for check in discover(checks, Check)}

    def _tried(self, wish: Try) -> Tried:
        """Each condition is asked about by itself too, so that those that do not hold are known."""
        from mailguard.cli.mail_files import MailFiles, by_its_date  # noqa: PLC0415  as above
        from mailguard.inspection.domains import organisation_of  # noqa: PLC0415  likewise
        from mailguard.inspection.limits import limit_memory  # noqa: PLC0415  likewise
        from mailguard.knowledge.reader import KnowledgeReader  # noqa: PLC0415  likewise

        limit_memory()  # strangers may have written the mail
        when = msgspec.convert({"id": _WHOLE, **wish.rule}, Rule).when
        parts = list(parts_of(when))
        conditions = {_WHOLE: when} | {str(n): part for n, (_key, part) in enumerate(parts)}
        rules = tuple(_watched(name, each) for name, each in conditions.items())
        reader = KnowledgeReader(folder_of(self._args).knowledge, organisation_of)
        mails = MailFiles(reader, self._own.policy_with(rules), by_its_date)
        fired = mails.look_through(Path(wish.file)).inspection.decision.rules
        evidence = {each.id: each.evidence for each in fired}
        missing = [key for n, (key, _part) in enumerate(parts) if str(n) not in evidence]
        return Tried(_WHOLE in evidence, evidence.get(_WHOLE, ()), tuple(missing))


def parts_of(when: When) -> Iterator[tuple[tuple[str | int, ...], When]]:
    """Each single condition, by its key: together they are the whole."""
    for key in when.__struct_fields__:
        value = getattr(when, key)
        if key == "any":
            if value:
                yield (key,), _only(key, value)
        elif isinstance(value, tuple):
            for number, each in enumerate(value):
                yield (key, number), _only(key, (each,))
        elif value is not None:
            yield (key,), _only(key, value)


def _only(key: str, value: object) -> When:
    return msgspec.structs.replace(When(), **{key: value})


def _watched(name: str, when: When) -> Placed:
    return Placed(Rule(name, Then(confirm=True), when, mode=Mode.MONITOR), Layer.USER)


def _addresses(args: argparse.Namespace) -> tuple[Address, ...]:
    """Those of the accounts: whose groups' rules are told; none where they cannot be read."""
    from mailguard.accounts.register import RegisterError, read  # noqa: PLC0415  only here

    try:
        records = read(folder_of(args).accounts).values()
    except RegisterError:
        return ()
    return tuple(address for record in records for address in record.account.addresses)


def _no(sentence: str) -> Faulty:
    return Faulty((Fault((), sentence),))
