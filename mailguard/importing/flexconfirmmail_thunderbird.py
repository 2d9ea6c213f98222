"""FlexConfirmMail for Thunderbird: its exported JSON, or what `policies.json` gives it.

Names and numbers are those of version 4.2 (https://github.com/FlexConfirmMail/Thunderbird); older
exports, whose rules are settings of their own, are understood as well.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from mailguard.domain.condition import When
from mailguard.domain.rule import Mode, Rule, Then
from mailguard.i18n import N_, _
from mailguard.importing import flexconfirmmail_rules as rules
from mailguard.importing.conditions import ATTACHED, outsiders
from mailguard.importing.flexconfirmmail_builtin import RULE_KEYS, merged, older_rules
from mailguard.importing.flexconfirmmail_custom import custom_rule
from mailguard.importing.flexconfirmmail_lists import Entry
from mailguard.importing.harvest import Fate, Harvest

Config = Mapping[str, Any]

_LOOKS = N_("How the review looks cannot be changed.")
_ALREADY = N_("MailGuard always does so.")
_NO_CHECK_ALL = N_("Nothing can be ticked all at once.")
_PASTED = N_("MailGuard does not see where text comes from; it looks at what is quoted and said.")
_LISTS = N_("MailGuard asks no server for members. Please write them into directory/lists.csv.")
_BY_WHAT = N_("MailGuard asks because of what is in a mail, however many people get it.")
_NEW = N_("The check “added-to-thread” does so.")
_KEEPING = N_("Users cannot change rules of the organisation; lock “rule” to allow no others.")

_SAID: dict[str, tuple[Fate, str]] = {
    "acceptablePastedTextLength": (Fate.MISSING, _PASTED),
    "skipCheckForInternalMail": (Fate.TAKEN, N_("Mail to colleagues asks for no ticks by itself.")),
    "confirmUnpopulatableLists": (Fate.MISSING, _LISTS),
    "minConfirmationRecipientsCount": (Fate.MISSING, _BY_WHAT),
    "confirmNewDomainRecipients": (Fate.TAKEN, _NEW),
    "emphasizeNewDomainRecipients": (Fate.TAKEN, _NEW),
    "allowCheckAllInternals": (Fate.MISSING, _NO_CHECK_ALL),
    "allowCheckAllExternals": (Fate.MISSING, _NO_CHECK_ALL),
    "allowCheckAllAttachments": (Fate.MISSING, _NO_CHECK_ALL),
    "countdownAllowSkip": (Fate.TAKEN, _ALREADY),
    "requireCheckAttachment": (Fate.TAKEN, N_("Each file that goes outside takes a tick.")),
    "allowAddRules": (Fate.MISSING, _KEEPING),
    "allowRemoveRules": (Fate.MISSING, _KEEPING),
    "allowRearrangeRules": (Fate.MISSING, _KEEPING),
    "confirmMultipleRecipientDomainsDialogTitle": (Fate.MISSING, _LOOKS),
    "confirmMultipleRecipientDomainsDialogMessage": (Fate.MISSING, _LOOKS),
    "highlightExternalDomains": (Fate.MISSING, _LOOKS),
    "largeFontSizeForAddresses": (Fate.MISSING, _LOOKS),
    "alwaysLargeDialog": (Fate.MISSING, _LOOKS),
    "alwaysLargeDialogMinWidth": (Fate.MISSING, _LOOKS),
    "emphasizeTopMessage": (Fate.MISSING, _LOOKS),
    "emphasizeRecipientType": (Fate.MISSING, _LOOKS),
    "extraStyleRules": (Fate.MISSING, _LOOKS),
    "showLastNameFirst": (Fate.MISSING, _LOOKS),
    "maxTooltipTextLength": (Fate.MISSING, _LOOKS),
}

_TICKS: dict[str, Callable[[Harvest, str], None]] = {
    "requireCheckSubject": rules.tick_outside("check-subject", N_("I checked the subject.")),
    "requireCheckBody": rules.tick_outside("check-text", N_("I checked the text.")),
    "skipConfirmationForInternalMail": rules.skip_inside,
}

_OWN_BUSINESS = ("confirmDialog", "countdownDialog", "configsVersion", "__", "debug",
                 "lastClipboardData", "ruleDialog", "optionsExpanded")  # fmt: skip
"""What the names of values begin with that are about the program itself."""


def take(config: Config, file: str, harvest: Harvest, contents: Mapping[str, str]) -> None:
    """Take over the settings of `file`. `contents`: other files that were given, by name."""
    _domains(config, file, harvest)
    _multiple(config, file, harvest)
    _countdown(config, file, harvest)
    _rules(config, file, harvest, contents)
    for key in config:
        if key not in RULE_KEYS | _TOGETHER:
            _single(key, config[key], f"{file}: {key}", harvest)


_TOGETHER = frozenset({
    "internalDomains", "fixedInternalDomains", "confirmMultipleRecipientDomains",
    "minConfirmationRecipientDomainsCount", "showCountdown", "countdownSeconds", "rulesFile",
})  # fmt: skip


def _single(key: str, value: Any, place: str, harvest: Harvest) -> None:
    if key.startswith(_OWN_BUSINESS) or value is None:
        return
    if key == "confirmationMode":
        _mode(value, place, harvest)
    elif key == "topMessage":
        _top_message(str(value), place, harvest)
    elif key in _TICKS and value:
        _TICKS[key](harvest, place)
    elif key in _TICKS:
        harvest.note(Fate.TAKEN, place, _("It is off there."))
    elif key == "requireReinputAttachmentNames":
        _retyped(value, place, harvest)
    elif key in _SAID:
        fate, sentence = _SAID[key]
        harvest.note(fate, place, _(sentence))
    else:
        harvest.note(Fate.UNREAD, place, _("this option is not known."))


def _mode(value: Any, place: str, harvest: Harvest) -> None:
    if value == 2:
        told = _("MailGuard asks where there is something to look at; it knows earlier mail, too.")
        harvest.note(Fate.TAKEN, place, told)
    elif value == 0:
        told = _("MailGuard goes on asking where there is something to look at.")
        harvest.note(Fate.MISSING, place, told)
    else:
        title = _("Ask about every mail")
        harvest.rule(Rule("every-mail", Then(confirm=True), When(), title, Mode.OFF), place)
        told = _("MailGuard asks where there is something to look at. Switch the rule on that is "
                 "called “every-mail” to be asked always.")  # fmt: skip
        harvest.note(Fate.CHANGED, place, told)


def _top_message(text: str, place: str, harvest: Harvest) -> None:
    line = " ".join(text.split())
    if line:
        harvest.set(("review", "checklist"), [line], place)
        harvest.note(Fate.TAKEN, place)


def _retyped(value: Any, place: str, harvest: Harvest) -> None:
    if not value:
        harvest.note(Fate.TAKEN, place, _("It is off there."))
        return
    when = When((outsiders(),), attachments=ATTACHED)
    title = _("Open attachments first")
    harvest.rule(Rule("open-first", Then(open_attachments=True), when, title), place)
    told = _("Instead of typing its name, each file has to be opened.")
    harvest.note(Fate.CHANGED, place, told)


def _domains(config: Config, file: str, harvest: Harvest) -> None:
    for key in ("internalDomains", "fixedInternalDomains"):
        texts = [str(each).strip() for each in _list(config.get(key))]
        found = [Entry(text, f"{file}: {key}") for text in texts if text and text[0] != "#"]
        rules.own_domains(found, harvest)


def _multiple(config: Config, file: str, harvest: Harvest) -> None:
    key, least = "confirmMultipleRecipientDomains", "minConfirmationRecipientDomainsCount"
    if config.get(key):
        count = config.get(least)
        count = count if isinstance(count, int) and count > 1 else 2
        then = rules.see_each_other(count)
        place = f"{file}: {key}"
        rules.many_organisations(harvest, place, count, "many-organisations", then)
    elif key in config or least in config:
        harvest.note(Fate.TAKEN, f"{file}: {key}", _("It is off there."))


def _countdown(config: Config, file: str, harvest: Harvest) -> None:
    place = f"{file}: showCountdown"
    if config.get("showCountdown"):
        seconds = config.get("countdownSeconds")
        rules.countdown(harvest, place, seconds if isinstance(seconds, int) else 5)
    elif "showCountdown" in config or "countdownSeconds" in config:
        harvest.note(Fate.TAKEN, place, _("It is off there."))


def _rules(config: Config, file: str, harvest: Harvest, contents: Mapping[str, str]) -> None:
    layers = [config.get(key) for key in ("baseRules", "userRules", "overrideRules")]
    told = [*older_rules(config), *(_list(layer) for layer in layers)]
    is_older = not isinstance(config.get("configsVersion"), int) or config["configsVersion"] < 3
    for rule in merged(told):
        custom_rule(rule, file, harvest, contents, is_older=is_older)


def _list(value: Any) -> Sequence[Any]:
    if isinstance(value, str):
        return value.split("\n")
    return value if isinstance(value, list) else []
