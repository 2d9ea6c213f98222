"""The words of a policy that have a form of their own: addresses, domains, patterns, times."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from mailguard.domain.address import Address, AddressError
from mailguard.domain.condition import (
    OfAttachments,
    OfFindings,
    OfHeader,
    OfRecipients,
    OfSender,
    OfText,
    OfTime,
    OfWords,
)
from mailguard.domain.rule import Bcc, Then
from mailguard.domain.settings import Organisation
from mailguard.i18n import N_, _

WordCheck = Callable[[str], str]
"""What is wrong with a word, a sentence with the place {word}; "": nothing."""

_FIELD_NAME = re.compile(r"[!-9;-~]+\Z")  # RFC 5322 §3.6.8
_SPAN = re.compile(r"([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d\Z")
_PEOPLE = frozenset({"manager", "sender", "department-head"})


def no_address(word: str) -> str:
    """For a mail address."""
    try:
        Address.parse(word)
    except AddressError:
        return N_("“{word}” is no mail address. One looks like name@example.com.")
    return ""


def no_masked_address(word: str) -> str:
    """For an address with `*` and `?` in the place of letters."""
    if no_address(word.replace("*", "a").replace("?", "a")):
        return N_("“{word}” is no mail address. For a whole domain write *@example.com.")
    return ""


def no_domain(word: str) -> str:
    """For a domain."""
    bare = word.strip(" .").removeprefix("@")
    if "[" in bare or no_address(f"a@{bare}"):
        return N_("“{word}” is no domain. One looks like example.com.")
    return ""


def no_field_name(word: str) -> str:
    """For the name of a header field."""
    if _FIELD_NAME.match(word):
        return ""
    return N_("“{word}” is no name of a header field. One looks like X-Classification.")


def no_field_value(word: str) -> str:
    """For the text of a header field."""
    if word.isprintable():
        return ""
    return N_("a header field has to be one line without control characters.")


def no_span(word: str) -> str:
    """For a time of the day."""
    if _SPAN.match(word):
        return ""
    return N_("“{word}” is no time of the day. Write it as 20:00-07:30.")


def nobody(word: str) -> str:
    """For somebody who gets a copy, or a note."""
    if word in _PEOPLE or not no_address(word):
        return ""
    return N_("“{word}” is nobody. Write a mail address, manager or sender.")


def no_approver(word: str) -> str:
    """For somebody who approves; whether a group exists is another question."""
    if word in _PEOPLE - {"sender"} or word.removeprefix("group:") != word or not no_address(word):
        return ""
    return N_(
        "“{word}” cannot approve. Write manager, department-head, a mail address or group:NAME."
    )


def no_visible_to(word: str) -> str:
    """For what To says where recipients become Bcc."""
    return no_address(word) if word else ""


def wrong_word(kind: tuple[type[Any], str], word: str) -> str:
    """What is wrong with `word` as a setting of this kind, in the current language; "": nothing."""
    check = WORDS.get(kind)
    return told(check(word), word) if check else ""


def told(sentence: str, word: str) -> str:
    """What a check says of `word`, in the current language; "": nothing."""
    return _(sentence).format(word=word) if sentence else ""


WORDS: dict[tuple[type[Any], str], WordCheck] = {
    (Organisation, "own"): no_domain,
    (Organisation, "group"): no_domain,
    (Organisation, "partner"): no_domain,
    (OfRecipients, "domain"): no_domain,
    (OfRecipients, "address"): no_masked_address,
    (OfSender, "address"): no_masked_address,
    (OfSender, "account"): no_address,
    (OfHeader, "name"): no_field_name,
    (OfTime, "between"): no_span,
    (Bcc, "visible_to"): no_visible_to,
    (Then, "approval"): no_approver,
    (Then, "add_cc"): nobody,
    (Then, "add_bcc"): nobody,
    (Then, "notify"): nobody,
    (Then, "remove_header"): no_field_name,
    (Then, "set_header"): no_field_value,
}
"""By whose setting it is."""

PATTERNS = frozenset((kind, "pattern") for kind in (OfWords, OfText, OfHeader, OfAttachments))
GROUPS = frozenset({(OfRecipients, "group"), (OfSender, "group")})
CHECKS = frozenset({(OfFindings, "check")})
