"""The rules of a policy as an editor sees them: what there is, and what is wished for."""

from __future__ import annotations

from typing import Any

import msgspec

from mailguard.domain.rule import Layer, Mode

RuleTree = dict[str, Any]
"""A rule as it stands in a file, also what an editor does not know of it."""


class Recipe(msgspec.Struct, frozen=True):
    """A rule to start from."""

    about: str  # what it is good for, a sentence in the language of whoever asked
    rule: RuleTree


class ShownRule(msgspec.Struct, frozen=True):
    """A rule of the policy, and whose it is."""

    layer: Layer
    rule: RuleTree
    counts: bool = True  # False: own rules are locked


class Rules(msgspec.Struct, frozen=True, tag="rules"):
    """All rules that hold for this user."""

    rules: tuple[ShownRule, ...]
    locked_by: str = ""  # the file that locks own rules; "": none does
    broken: str = ""  # why own rules cannot be edited now, a sentence
    groups: tuple[str, ...] = ()  # names that the directory knows
    checks: dict[str, str] = {}  # ids of checks, and their titles
    recipes: tuple[Recipe, ...] = ()


class Fault(msgspec.Struct, frozen=True):
    """What is wrong with one setting of a rule."""

    key: tuple[str | int, ...]  # within the rule; (): with the rule as a whole
    sentence: str


class Faulty(msgspec.Struct, frozen=True, tag="faulty"):
    """The rule was not kept: this is wrong."""

    faults: tuple[Fault, ...]


class Tried(msgspec.Struct, frozen=True, tag="tried"):
    """What a rule would have made of a mail."""

    applies: bool
    evidence: tuple[str, ...] = ()  # why it applies
    missing: tuple[
        tuple[str | int, ...], ...
    ] = ()  # the conditions that do not hold, by their keys


class Look(msgspec.Struct, frozen=True, tag="look"):
    """Tell of all rules."""


class Keep(msgspec.Struct, frozen=True, tag="keep"):
    """Keep a rule: a new one where `before` is None, else in the place of that one."""

    rule: RuleTree
    before: RuleTree | None = None
    after: str = ""  # the id of the rule that a new one is put behind; "": as the last


class Switch(msgspec.Struct, frozen=True, tag="switch"):
    """Have a rule count, only be watched, or do nothing."""

    id: str
    mode: Mode


class Move(msgspec.Struct, frozen=True, tag="move"):
    """Change places with the rule `by` places on."""

    id: str
    by: int


class Remove(msgspec.Struct, frozen=True, tag="remove"):
    """Take a rule out of the file."""

    id: str


class Try(msgspec.Struct, frozen=True, tag="try"):
    """Look what a rule would make of the mail in a file."""

    rule: RuleTree
    file: str


Wanted = Look | Keep | Switch | Move | Remove | Try
Answered = Rules | Faulty | Tried
