"""The rules that FlexConfirmMail for Thunderbird has by itself, and how its layers add up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

_BUILT_IN: dict[str, dict[str, Any]] = {
    "builtInAttentionDomains": {"enabled": True, "matchTarget": 0, "action": 1},
    "builtInAttentionSuffixes": {"enabled": False, "matchTarget": 2, "action": 1},
    "builtInAttentionSuffixes2": {"enabled": False, "matchTarget": 2, "action": 1},
    "builtInAttentionTerms": {"enabled": False, "matchTarget": 1, "action": 1},
    "builtInBlockedDomains": {"enabled": False, "matchTarget": 0, "action": 5},
}

_OLDER = {
    "attentionDomains": "builtInAttentionDomains",
    "attentionSuffixes": "builtInAttentionSuffixes",
    "attentionSuffixes2": "builtInAttentionSuffixes2",
    "attentionTerms": "builtInAttentionTerms",
    "blockedDomains": "builtInBlockedDomains",
}
"""Settings that versions before 4 had, and the rules that they became."""

_PARTS = {
    "": "itemsLocal",
    "Source": "itemsSource",
    "File": "itemsFile",
    "Confirm": "enabled",
    "Enabled": "enabled",
    "ConfirmationMode": "action",
    "HighlightMode": "highlight",
    "DialogTitle": "confirmTitle",
    "DialogMessage": "confirmMessage",
}
"""What follows the name of such a setting, and what of the rule it says."""

RULE_KEYS = frozenset(
    {"baseRules", "userRules", "overrideRules"}
    | {f"{name}{part}" for name in _OLDER for part in _PARTS}
)
"""Settings that are about rules."""


def older_rules(config: Mapping[str, Any]) -> list[list[dict[str, Any]]]:
    """The rules that settings of older versions amount to."""
    found = []
    for name, rule_id in _OLDER.items():
        parts = {of: config[f"{name}{part}"] for part, of in _PARTS.items()
                 if config.get(f"{name}{part}") is not None}  # fmt: skip
        if parts:
            found.append([{"id": rule_id, **parts}])
    return found


def merged(layers: Iterable[Sequence[Any]]) -> list[dict[str, Any]]:
    """Rules by their ids; what a later layer says replaces what an earlier one did."""
    found: dict[str, dict[str, Any]] = {}
    for layer in layers:
        for rule in layer:
            if isinstance(rule, dict) and isinstance(rule.get("id"), str):
                name = rule["id"]
                found[name] = {**found.get(name, _BUILT_IN.get(name, {})), **rule}
    return list(found.values())
