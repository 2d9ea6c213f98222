"""FlexConfirmMail for Thunderbird: its JSON becomes a policy."""

from __future__ import annotations

import json
from typing import Any

import pytest

from mailguard.domain.rule import Mode
from mailguard.domain.verdict import Verdict
from mailguard.importing.harvest import Fate, Harvest
from tests.importing.exports import by_rules, harvest_of, sheet_of, ticks, told
from tests.mails import a_mail, an_attachment

INSIDE = "b@example.co.jp"


def taken(**config: Any) -> Harvest:
    given = {"configsVersion": 3, "internalDomains": [], **config}
    return harvest_of({"flexconfirmmail.json": json.dumps(given, ensure_ascii=False)})


def asked(mail: Any, **config: Any) -> Verdict:
    return by_rules(sheet_of(taken(**config)).rule, mail)


def a_rule(**parts: Any) -> dict[str, Any]:
    return {"id": "rule-1-2", "name": "Mine", "enabled": True, "matchTarget": 5, "action": 1,
            "itemsLocal": ["社外秘"], **parts}  # fmt: skip


def test_internal_domains_are_one_s_own() -> None:
    harvest = taken(internalDomains=["example.co.jp", "@example.com", "#no.example"])
    assert sheet_of(harvest).organisation.own == ("example.co.jp", "example.com")


def test_built_in_rules_do_what_they_did_where_they_are_on() -> None:
    rules = [
        {"id": "builtInAttentionDomains", "itemsLocal": ["a.example"]},
        {"id": "builtInAttentionSuffixes", "enabled": True, "itemsLocal": ["png"]},
        {"id": "builtInAttentionTerms", "enabled": True, "itemsLocal": ["社外秘"]},
        {"id": "builtInBlockedDomains", "enabled": True, "itemsLocal": ["b.example"]},
        {"id": "builtInAttentionSuffixes2", "itemsLocal": ["gif"]},
    ]
    assert ticks(asked(a_mail(to=["x@a.example"]), userRules=rules))
    assert asked(a_mail(to=["x@b.example"]), userRules=rules).refusals
    for name in ("a.png", "社外秘.pdf"):
        assert ticks(asked(a_mail(attachments=[an_attachment(name)]), userRules=rules))
    assert not asked(a_mail(attachments=[an_attachment("a.gif")]), userRules=rules).asks


def test_a_rule_looks_at_subject_and_text() -> None:
    rules = [a_rule(confirmMessage="In it:\n\n<strong>%S</strong>\n\nSure?")]
    assert ticks(asked(a_mail(subject="社外秘"), userRules=rules)) == ["In it: Sure?"]
    assert ticks(asked(a_mail(text="社外秘"), userRules=rules))
    assert not asked(a_mail(), userRules=rules).asks


@pytest.mark.parametrize(
    ("action", "files", "outside"),
    [(5, False, False), (6, True, False), (7, False, True), (8, True, True)],
)
def test_a_rule_blocks_always_or_with_attachments_or_outside(
    action: int, *, files: bool, outside: bool
) -> None:
    rules = [a_rule(action=action)]
    for has_file in (False, True):
        for is_outside in (False, True):
            mail = a_mail(
                text="社外秘",
                to=["x@acme.example"] if is_outside else [INSIDE],
                attachments=[an_attachment()] if has_file else [],
            )
            expected = (has_file or not files) and (is_outside or not outside)
            assert bool(asked(mail, userRules=rules).refusals) is expected


def test_numbers_of_old_versions_are_taken_as_blocks_and_told() -> None:
    harvest = taken(configsVersion=1, userRules=[a_rule(action=3)])
    assert harvest.rules[0].rule.then.refuse == "Mine"
    assert "In old versions" in told(harvest, Fate.CHANGED)


def test_a_later_layer_changes_single_keys_of_a_rule() -> None:
    harvest = taken(
        baseRules=[a_rule()], userRules=[{"id": "rule-1-2", "name": "Other"}],
        overrideRules=[{"id": "rule-1-2", "enabled": False}],
    )  # fmt: skip
    (drawn,) = harvest.rules
    assert (drawn.rule.title, drawn.rule.mode) == ("Other", Mode.OFF)


def test_entries_that_are_in_a_file_are_read_from_it_or_asked_for() -> None:
    rule = a_rule(itemsSource=1, itemsFile="C:\\lists\\words.txt")
    export = {"a.json": json.dumps({"userRules": [rule]})}
    harvest = harvest_of({**export, "words.txt": "社外秘, 極秘|秘\n"})
    condition = harvest.rules[0].rule.when.any
    assert condition[1].text is not None
    assert condition[1].text.words == ("社外秘", "極秘", "秘")
    assert not harvest.of(Fate.UNREAD)
    assert "words.txt" in told(harvest_of(export), Fate.MISSING)


def test_settings_of_old_versions_are_rules_too() -> None:
    harvest = taken(blockedDomainsEnabled=True, blockedDomains=["b.example"])
    rules = sheet_of(harvest).rule
    assert by_rules(rules, a_mail(to=["x@b.example"])).refusals


def test_rules_that_are_empty_or_broken_are_told() -> None:
    harvest = taken(userRules=[a_rule(itemsLocal=[]), a_rule(id="x", action="loud")])
    assert not harvest.rules
    assert "rule-1-2: It has no entries" in told(harvest, Fate.TAKEN)
    assert "x: this rule cannot be read" in told(harvest, Fate.UNREAD)


OPTIONS: dict[str, Any] = {
    "confirmationMode": 1, "acceptablePastedTextLength": 100, "fixedInternalDomains": ["a.example"],
    "skipConfirmationForInternalMail": True, "skipCheckForInternalMail": True,
    "confirmUnpopulatableLists": True, "confirmMultipleRecipientDomains": True,
    "minConfirmationRecipientsCount": 3, "confirmNewDomainRecipients": True,
    "emphasizeNewDomainRecipients": True, "allowCheckAllInternals": True,
    "allowCheckAllExternals": True, "allowCheckAllAttachments": True, "requireCheckSubject": True,
    "requireCheckBody": True, "requireCheckAttachment": True, "requireReinputAttachmentNames": True,
    "highlightExternalDomains": True, "largeFontSizeForAddresses": True, "alwaysLargeDialog": True,
    "alwaysLargeDialogMinWidth": 680, "topMessage": "Look twice", "emphasizeTopMessage": True,
    "emphasizeRecipientType": True, "extraStyleRules": "b {}", "showCountdown": True,
    "countdownSeconds": 90, "countdownAllowSkip": True,
}  # fmt: skip


@pytest.mark.parametrize("option", OPTIONS)
@pytest.mark.parametrize("is_on", [True, False])
def test_every_option_is_answered(option: str, *, is_on: bool) -> None:
    value = OPTIONS[option]
    harvest = taken(**{option: value if is_on or not isinstance(value, bool) else False})
    assert harvest.notes
    assert not harvest.of(Fate.UNREAD)
    sheet_of(harvest)


def test_an_option_that_is_not_known_is_told() -> None:
    assert "flexconfirmmail.json: brandNew" in told(taken(brandNew=1), Fate.UNREAD)


def test_what_had_to_be_typed_has_to_be_opened_and_the_top_message_is_shown() -> None:
    harvest = taken(requireReinputAttachmentNames=True, topMessage="Look twice")
    sheet = sheet_of(harvest)
    assert sheet.review.checklist == ("Look twice",)
    assert by_rules(sheet.rule, a_mail(attachments=[an_attachment()])).demands


def test_managed_settings_are_found_in_policies_json() -> None:
    config = {"internalDomains": ["example.co.jp"]}
    tree = {"policies": {"3rdparty": {"Extensions": {
        "flexible-confirm-mail@clear-code.com": config}}}}  # fmt: skip
    assert sheet_of(harvest_of({"policies.json": json.dumps(tree)})).organisation.own


def test_managed_settings_are_found_in_the_registry() -> None:
    text = """Windows Registry Editor Version 5.00
[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Mozilla\\Thunderbird\\3rdparty\\Extensions\\flexible-confirm-mail@clear-code.com]
"internalDomains"="[\\"example.co.jp\\"]"
"""
    harvest = harvest_of({"gpo.reg": text})
    assert sheet_of(harvest).organisation.own == ("example.co.jp",)


def test_what_is_no_whole_character_is_replaced() -> None:
    odd = a_rule(id="\ud800\x1f", name="\ud800")
    (rule,) = sheet_of(harvest_of({"a.json": json.dumps({"userRules": [odd]})})).rule
    assert (rule.id, rule.title) == ("rule", "?")


@pytest.mark.parametrize(("mode", "fate"), [(0, Fate.MISSING), (2, Fate.TAKEN)])
def test_when_it_asked_is_told_and_no_rule_asks_less(mode: int, fate: Fate) -> None:
    harvest = taken(confirmationMode=mode)
    assert not harvest.rules
    assert "confirmationMode" in told(harvest, fate)


def test_to_be_asked_always_is_a_rule_that_is_off() -> None:
    (drawn,) = taken(confirmationMode=1).rules
    assert (drawn.rule.id, drawn.rule.mode) == ("every-mail", Mode.OFF)


@pytest.mark.parametrize(
    ("highlight", "sentence"), [(1, "Mine"), (0, "")], ids=["is shown", "is nothing"]
)
def test_what_was_only_coloured_is_said(highlight: int, sentence: str) -> None:
    rules = [a_rule(action=0, highlight=highlight)]
    said = [each.sentence for each in asked(a_mail(text="社外秘"), userRules=rules).said]
    assert said == [sentence] * bool(sentence)
