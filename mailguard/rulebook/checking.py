"""Everything that is wrong in a file of the policy beyond its types, a sentence for each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterator

import msgspec

from mailguard.config import Document, Problem, fitted
from mailguard.configuration import Configuration
from mailguard.domain.rule import Rule
from mailguard.i18n import _
from mailguard.inspection.runner import ENABLED
from mailguard.policy.contradictions import contradictions
from mailguard.policy.pattern import PatternError, compile_pattern
from mailguard.receipt.key import no_key
from mailguard.rulebook.known import check_names, finding_names, settings_of
from mailguard.rulebook.pointer import remote_problems
from mailguard.rulebook.sheet import GroupSheet, OrganisationSheet, Sheet, UserSheet
from mailguard.rulebook.walk import Word, words
from mailguard.rulebook.words import CHECKS, GROUPS, PATTERNS, no_field_name, told, wrong_word
from mailguard.toml_lines import KeyPath

RULES = "rule"
"""The key of rules, in a file and in `locked`."""


def problems_of(document: Document, sheet: Sheet, cut: Container[int]) -> Iterator[Problem]:
    """What is wrong in `sheet`, which holds what fits of the document.

    `cut`: the rules that lack something that did not fit; whether they make sense is not asked.
    """
    for word in words(sheet):
        if sentence := _fault(word):
            yield document.problem(word.path, sentence)
    yield from _of_checks(document, sheet)
    yield from _of_field_names(document, sheet)
    yield from _of_ids(document, sheet.rule)
    for index, rule in enumerate(sheet.rule):
        for each in contradictions(rule) if index not in cut else ():
            yield document.problem((RULES, index, *each.key), each.sentence)
    if isinstance(sheet, GroupSheet) and sheet.language:
        sentence = _("the language is not a group's to choose. Please take it out.")
        yield document.problem(("language",), sentence)
    if not isinstance(sheet, UserSheet):
        yield from _of_locks(document, sheet.locked)
    if isinstance(sheet, OrganisationSheet):
        yield from _of_organisation(document, sheet)


def _of_organisation(document: Document, sheet: OrganisationSheet) -> Iterator[Problem]:
    if sentence := no_key(sheet.receipt.key):
        yield document.problem(("receipt", "key"), sentence)
    if sheet.policy:
        yield from remote_problems(document, sheet.policy)


def unknown_groups(
    document: Document, sheet: Sheet, has_group: Callable[[str], bool]
) -> Iterator[Problem]:
    """Groups that the directory does not have. The file is right; the directory may come to be."""
    sentence = _(
        "there is no group, department or list “{word}” in the directory, so nobody belongs to it."
    )
    for word in words(sheet):
        named = _group_in(word)
        if named and not has_group(named):
            yield document.problem(word.path, sentence.format(word=named))


def _group_in(word: Word) -> str:
    if (word.owner, word.field) in GROUPS or word.path[0] == "groups":
        return word.text
    if word.field == "approval" and word.text.startswith("group:"):
        return word.text.removeprefix("group:")
    return ""


def _fault(word: Word) -> str:
    """What is wrong with one text, in the current language; "": nothing."""
    kind = (word.owner, word.field)
    if isinstance(word.path[-1], int) and not word.text.strip():
        return _("an empty text says nothing. Please fill it in or take it out.")
    if kind in CHECKS and word.text not in finding_names():
        return _no_check(word.text)
    if kind in PATTERNS:
        return _bad_pattern(word.text)
    return wrong_word(kind, word.text)


def _bad_pattern(text: str) -> str:
    try:
        compile_pattern(text)
    except PatternError as error:
        return str(error)
    return ""


def _of_field_names(document: Document, sheet: Sheet) -> Iterator[Problem]:
    for index, rule in enumerate(sheet.rule):
        for name in rule.then.set_header:
            if sentence := told(no_field_name(name), name):
                yield document.problem((RULES, index, "then", "set_header", name), sentence)


def _no_check(name: str) -> str:
    sentence = _("there is no check “{name}”. `mailguard list-checks` names all.")
    return sentence.format(name=name)


def _of_checks(document: Document, sheet: Sheet) -> Iterator[Problem]:
    for name, given in sheet.checks.items():
        at: KeyPath = ("checks", name)
        if name not in check_names():
            yield document.problem(at, _no_check(name))
            continue
        if not isinstance(given.get(ENABLED, True), bool):
            sentence = _("“{key}” has to be true or false.")
            yield document.problem((*at, ENABLED), sentence.format(key=ENABLED))
        defaults = settings_of(name)
        own = {key: value for key, value in given.items() if key != ENABLED}
        tree = {**msgspec.structs.asdict(defaults), **own}
        yield from fitted(document, tree, type(defaults), at)[1]


def _of_ids(document: Document, rules: tuple[Rule, ...]) -> Iterator[Problem]:
    times = Counter(rule.id for rule in rules)
    first = {rule.id: index for index, rule in reversed([*enumerate(rules)])}
    for index, rule in enumerate(rules):
        at: KeyPath = (RULES, index, "id")
        if not (rule.id.strip() and rule.id.isprintable()):
            sentence = _("a rule's id has to be a short name, such as many-recipients.")
            yield document.problem(at, sentence)
        elif times[rule.id] > 1 and first[rule.id] != index:
            sentence = _("the rule in line {line} has the id “{id}” already.")
            line = document.line((RULES, first[rule.id], "id"))
            yield document.problem(at, sentence.format(line=line, id=rule.id))


def _of_locks(document: Document, locked: tuple[str, ...]) -> Iterator[Problem]:
    for index, key in enumerate(locked):
        if key.strip() and key != RULES and not is_setting(tuple(key.split("."))):
            sentence = _("there is no setting “{word}” that could be locked.")
            yield document.problem(("locked", index), sentence.format(word=key))


def is_setting(keys: tuple[str, ...]) -> bool:
    """Whether a file may hold a setting, or a group of settings, of this name."""
    if keys[0] == "checks":
        return len(keys) == 1 or (keys[1] in check_names() and _is_of_check(*keys[1:]))
    value: object = Configuration()
    for key in keys:
        if not (isinstance(value, msgspec.Struct) and key in value.__struct_fields__):
            return False
        value = getattr(value, key)
    return True


def _is_of_check(check: str, *keys: str) -> bool:
    if not keys:
        return True
    return len(keys) == 1 and keys[0] in {ENABLED, *settings_of(check).__struct_fields__}
