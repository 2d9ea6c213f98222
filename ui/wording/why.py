"""Why a check looks at what it looks at, for whoever asks."""

from __future__ import annotations

from mailguard.domain.finding import Finding
from mailguard.i18n import N_, _

_GROUPS = {
    N_(
        "One wrong letter or another ending leads to somebody else. Such addresses come from slips "
        "of the finger, and from people who want to be taken for somebody you know."
    ): ("lookalike-contact", "lookalike-domain", "homograph", "undeliverable-domain"),
    N_(
        "The name shown is not the one that belongs to this address. Mail programs complete names, "
        "and sometimes the wrong one."
    ): ("display-name-mismatch", "namesake-contact", "sender-identity"),
    N_(
        "MailGuard compares with the mails you sent before. Whoever does not go with the others is "
        "often there by mistake."
    ): ("first-contact", "first-contact-domain", "freemail-among-company", "several-organisations",
        "unusual-recipient", "added-to-thread", "audience-grew", "bounced-before"),
    N_(
        "More people get this mail than its header shows at first sight."
    ): ("list-expands-outside", "bcc-external"),
    N_(
        "Everybody in To and Cc sees the addresses of all others. Among people who do not know "
        "each other that gives away who your customers are; in Bcc nobody sees the others."
    ): ("visible-recipients",),
    N_(
        "Somebody whom the text speaks of, or who is usually there, does not get this mail."
    ): ("habitual-cc-missing", "cc-promised"),
    N_(
        "The text speaks to, or of, somebody other than those who get it. That is how a mail for "
        "one customer reaches another."
    ): ("salutation-person", "salutation-company", "other-company-named"),
    N_(
        "The text speaks of an attachment, and there is none. Only what you wrote yourself is "
        "looked at, not what is quoted."
    ): ("attachment-forgotten", "attachment-promised"),
    N_(
        "The file seems to be meant for somebody else, or not to be the one you wanted to send."
    ): ("attachment-other-company", "attachment-sent-elsewhere", "attachment-stale",
        "draft-attachment"),
    N_(
        "What is in the file is not what its name says. That happens with a wrongly named file, "
        "and it is also how harmful files hide."
    ): ("attachment-type-mismatch",),
    N_(
        "Files of this kind can run programs. Many companies turn such mails away."
    ): ("attachment-dangerous",),
    N_(
        "What cannot be looked into could not be checked. Please open the file once yourself."
    ): ("attachment-unreadable", "ambiguous-structure", "inspection"),
    N_(
        "Many mail servers refuse mails of this size."
    ): ("attachment-large",),
    N_(
        "Whoever gets the file can see this too, although you do not when you open it."
    ): ("hidden-content", "metadata", "quoted-history"),
    N_(
        "Such contents often must not leave the organisation, or only under conditions."
    ): ("confidential-marking", "internal-reference", "keyword"),
    N_(
        "Such data is protected by law. A mail cannot be called back once it has arrived."
    ): ("my-number", "payment-card", "bulk-personal-data", "identity-document",
        "sensitive-category", "hr-data"),
    N_(
        "Whoever reads the mail can use this to get in. Send it another way, and change it if it "
        "has left already."
    ): ("secret", "password-in-text", "password-in-same-mail"),
    N_(
        "Something in the mail looks unfinished, or does not fit together."
    ): ("template-leftover", "empty-body", "date-weekday", "duplicate-send"),
    N_(
        "A mail without a subject is easily overlooked or taken for spam, and hard to find again."
    ): ("empty-subject",),
    N_(
        "A link leads to more than the text shows. Please look where it leads, and who may open it."
    ): ("share-link", "link-mismatch"),
}  # fmt: skip
_WHY = {check: sentence for sentence, checks in _GROUPS.items() for check in checks}


def why(check: str) -> str:
    """Why a check looks at what it looks at; "" for one that nobody wrote about."""
    return _(_WHY[check]) if check in _WHY else ""


def explanation(finding: Finding) -> str:
    """What a finding rests on, and why it matters."""
    evidence = "\n".join(f"• {line}" for line in finding.evidence)
    text = "\n".join(part for part in (evidence, why(finding.check)) if part)
    return text or _("There is nothing more to say about this.")
