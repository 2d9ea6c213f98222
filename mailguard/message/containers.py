"""The elements in which mail programs keep quotations and signatures, by their class and id."""

from __future__ import annotations

from collections.abc import Mapping

_QUOTATIONS = frozenset({
    "gmail_extra_quote", "moz-cite-prefix", "moz-forward-container", "yahoo_quoted",
    "protonmail_quote", "tutanota_quote", "zmail_extra", "OutlookMessageHeader",
})  # fmt: skip
_GMAIL_QUOTATIONS = frozenset({"gmail_quote", "gmail_quote_container", "x_gmail_quote"})
_GMAIL_ATTRIBUTION = "gmail_attr"
_BEGINNINGS = frozenset({"divRplyFwdMsg", "appendonsend", "x_divRplyFwdMsg", "reply-intro",
                         "mail-editor-reference-message-container"})  # fmt: skip
_SIGNATURES = frozenset({
    "moz-signature", "gmail_signature", "gmail_signature_prefix", "protonmail_signature_block",
    "Signature", "ms-outlook-mobile-signature", "AppleMailSignature",
})  # fmt: skip


def names_of(attributes: Mapping[str, str]) -> frozenset[str]:
    """What an element is called: its classes and its id."""
    return frozenset((*attributes.get("class", "").split(), attributes.get("id", "")))


def is_quotation(names: frozenset[str]) -> bool:
    """Whether all that is in the element is quoted."""
    return not _QUOTATIONS.isdisjoint(names)


def is_gmail_quotation(names: frozenset[str]) -> bool:
    """Whether it holds an attribution, then quotations, and perhaps answers between them."""
    return not _GMAIL_QUOTATIONS.isdisjoint(names)


def is_gmail_attribution(names: frozenset[str]) -> bool:
    """Whether it says whom Gmail quotes, or forwards."""
    return _GMAIL_ATTRIBUTION in names


def begins_quotation(names: frozenset[str]) -> bool:
    """Whether everything is quoted from here on."""
    return not _BEGINNINGS.isdisjoint(names)


def is_signature(names: frozenset[str]) -> bool:
    """Whether it holds the sender's signature."""
    return not _SIGNATURES.isdisjoint(names)
