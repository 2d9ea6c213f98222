"""The user's own rules: what there is, and edits of the file that hold only where all is right."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from importlib import resources

import msgspec

from mailguard import files, i18n
from mailguard.domain.address import Address
from mailguard.domain.own_rules import (
    Fault,
    Faulty,
    Keep,
    Move,
    Recipe,
    Remove,
    Rules,
    RuleTree,
    ShownRule,
    Switch,
)
from mailguard.domain.policy import Policy
from mailguard.domain.rule import Layer, Mode, Placed
from mailguard.i18n import _
from mailguard.paths import DataFolder
from mailguard.rulebook import editing
from mailguard.rulebook.checking import RULES
from mailguard.rulebook.editing import EditingError
from mailguard.rulebook.edition import Edition
from mailguard.rulebook.places import Places
from mailguard.rulebook.reading import read_octets
from mailguard.rulebook.rulebook import Rulebook
from mailguard.rulebook.sheet import UserSheet

_BOM = "\ufeff"

Edit = Keep | Switch | Move | Remove


class OwnRules:
    """The rules of one data folder, within the policy of this computer."""

    def __init__(
        self, places: Places, folder: DataFolder, addresses: Sequence[Address], language: str
    ) -> None:
        """`addresses` are the accounts' own; `language` is that of recipes."""
        self._rulebook = Rulebook(places, folder, keeps=False)
        self._path = folder.config
        self._addresses = addresses
        self._language = language

    def rules(self) -> Rules:
        """All rules, the organisation's first."""
        edition = self._rulebook.read()
        lock = edition.layers_for(self._addresses).lock((RULES,))
        above = [
            ShownRule(placed.layer, msgspec.to_builtins(placed.rule))
            for placed, _origin in edition.rules_for(self._addresses)
            if placed.layer is not Layer.USER
        ]
        own, broken = self._own()
        return Rules(
            (*above, *(ShownRule(Layer.USER, tree, lock is None) for tree in own)),
            lock.file if lock else "",
            broken,
            edition.groups,
            recipes=recipes(self._language),
        )

    def edit(self, wish: Edit) -> Faulty | None:
        """Carry an edit out; what is wrong with it, if anything is.

        Raises EditingError, OSError.
        """
        edition = self._rulebook.read()
        if lock := edition.layers_for(self._addresses).lock((RULES,)):
            sentence = _("{file} does not allow rules of one's own.")
            raise EditingError(sentence.format(file=lock.file))
        text = self._text()
        if self._own()[1]:
            raise EditingError(self._own()[1])
        new, rule_id = _edited(text, wish)
        if isinstance(wish, Keep) and (faults := self._faults(new, rule_id, edition)):
            return Faulty(faults)
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        files.replace(self._path, new.encode("utf-8"))
        return None

    def faults(self, rule: RuleTree) -> tuple[Fault, ...]:
        """What is wrong with a rule by itself."""
        rule = {"id": "new", **rule}
        return self._faults(editing.added("", rule), str(rule["id"]), self._rulebook.read())

    def policy_with(self, rules: tuple[Placed, ...]) -> Policy:
        """What holds here, but with these rules instead."""
        policy = self._rulebook.read().policy_for(self._addresses)
        return msgspec.structs.replace(policy, rules=rules)

    def _own(self) -> tuple[Sequence[RuleTree], str]:
        """The rules in the file; and why they cannot be edited, "" where they can."""
        try:
            octets = self._path.read_bytes()
        except FileNotFoundError:
            return (), ""
        except OSError as error:
            sentence = _("{file} cannot be read: {reason}.")
            return (), sentence.format(file=self._path, reason=error.strerror)
        read = read_octets(self._path, octets, UserSheet)
        if read.document is None or not read.counts:
            return (), str(read.problems[0])
        try:
            return editing.rules_in(self._text().removeprefix(_BOM)), ""
        except EditingError as error:
            return read.document.tree.get(RULES, ()), str(error)

    def _text(self) -> str:
        try:
            return self._path.read_bytes().decode("utf-8")
        except (FileNotFoundError, UnicodeDecodeError):  # the latter is a problem of `_own`
            return ""

    def _faults(self, text: str, rule_id: str, edition: Edition) -> tuple[Fault, ...]:
        """What the rulebook says of the rule in a text that would be the file's."""
        read = read_octets(self._path, text.encode("utf-8"), UserSheet)
        problems = [*read.problems, *(edition.between(read) if read.counts else ())]
        numbers = [
            number
            for number, tree in enumerate(tomllib.loads(text.removeprefix(_BOM))[RULES])
            if tree["id"] == rule_id
        ]
        return tuple(
            Fault(each.key[2:], each.plain or each.sentence)
            for each in problems
            if each.key[:1] == (RULES,) and each.key[1:2] == tuple(numbers[:1])
        )


def recipes(language: str) -> tuple[Recipe, ...]:
    """The rules to start from."""
    text = resources.files("resources").joinpath("policy", "recipes.toml").read_text("utf-8")
    spoken = language if language in i18n.LANGUAGES else "en"
    return tuple(
        Recipe(each["about"][spoken], _said(each["rule"], spoken))
        for each in tomllib.loads(text)["recipe"]
    )


def _said(rule: RuleTree, language: str) -> RuleTree:
    """The rule with its sentences in one language: where a text is `{ en, ja }`."""
    return {key: _spoken(value, language) for key, value in rule.items()}


def _spoken(value: object, language: str) -> object:
    if isinstance(value, dict):
        if value.keys() == set(i18n.LANGUAGES):
            return value[language]
        return {key: _spoken(each, language) for key, each in value.items()}
    return value


def _edited(text: str, wish: Edit) -> tuple[str, str]:
    """The new text, and the id of the rule that it is about. Raises EditingError."""
    mark, bare = (_BOM, text[1:]) if text.startswith(_BOM) else ("", text)
    new, rule_id = _kept(bare, wish) if isinstance(wish, Keep) else (_arranged(bare, wish), wish.id)
    return mark + new, rule_id


def _arranged(text: str, wish: Switch | Move | Remove) -> str:
    match wish:
        case Switch():
            return _switched(text, wish)
        case Move():
            return editing.moved(text, wish.id, wish.by)
        case Remove():
            return editing.removed(text, wish.id)


def _kept(text: str, wish: Keep) -> tuple[str, str]:
    if wish.before is None:
        taken = (str(tree.get("id")) for tree in editing.rules_in(text))
        rule_id = editing.fresh_id(str(wish.rule.get("title", "")), taken)
        return editing.added(text, {**wish.rule, "id": rule_id}, wish.after), rule_id
    rule_id = str(wish.before["id"])
    if wish.before not in editing.rules_in(text):
        raise EditingError(_("The rule was changed in the file meanwhile. Please open it again."))
    return editing.changed(text, rule_id, {**wish.rule, "id": rule_id}), rule_id


def _switched(text: str, wish: Switch) -> str:
    for tree in editing.rules_in(text):
        if tree["id"] == wish.id:
            modeless = {key: value for key, value in tree.items() if key != "mode"}
            mode = {} if wish.mode is Mode.ON and "mode" not in tree else {"mode": wish.mode.value}
            return editing.changed(text, wish.id, {**modeless, **mode})
    return editing.changed(text, wish.id, {})  # says that it is gone
