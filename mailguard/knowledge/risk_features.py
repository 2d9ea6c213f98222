"""What the recipient model looks at: for each recipient, numbers with names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import log, log1p

from mailguard.domain.mail import Mail
from mailguard.domain.recipient import Recipient
from mailguard.knowledge.risk_company import Company
from mailguard.knowledge.risk_history import Appearance, Conversation, History, Person
from mailguard.knowledge.risk_words import evidence_of

Features = dict[str, float]

_NEVER = 12.0  # log1p of more hours than anybody remembers
_NO_CONVERSATION = -0.5
_NOBODY = Person(0, 0, 0, 0)
_OF_ACQUAINTANCE = (
    "stranger",
    "never_sent",
    "sent",
    "received",
    "seen",
    "share",
    "silence",
    "silence_of_user",
)
"""What counts otherwise where there is nobody else to compare with."""

_COMPARED = (
    "sent",
    "silence",
    "beside_others",
    "best_match",
    "mentioned",
    "evidence",
)


def features_of(mail: Mail, history: History, now: int) -> dict[str, Features]:
    """Address.key → name → value, for every recipient but the author; `now` in seconds since
    1970, UTC.
    """
    recipients = others_than_author(mail)
    keys = [recipient.address.key for recipient in recipients]
    people = history.people(keys)
    windows = {key: history.appearances(key) for key in keys}
    conversation = history.conversation(mail)
    company = Company(windows, conversation)
    words = evidence_of(mail, recipients, people)
    talk = _conversation(keys, conversation)
    sent = history.sent()
    found = {
        key: {
            "people": log1p(len(keys)),
            "alone": float(len(keys) == 1),
            **_acquaintance(people.get(key, _NOBODY), windows[key], sent, now),
            **talk[key],
            **words[key],
            **company.features(key),
        }
        for key in keys
    }
    for one in found.values():
        one["evidence"] = _evidence(one)
        one.update({f"{name}_alone": one["alone"] * one[name] for name in _OF_ACQUAINTANCE})
    return _compared(found)


def others_than_author(mail: Mail) -> tuple[Recipient, ...]:
    """The recipients, each once, without the one who sends the mail."""
    authors = {mailbox.address.key for mailbox in mail.correspondents.author}
    if mail.envelope.sender:
        authors.add(mail.envelope.sender.key)
    each = {recipient.address.key: recipient for recipient in mail.recipients}
    return tuple(recipient for key, recipient in each.items() if key not in authors)


def _acquaintance(person: Person, seen: Sequence[Appearance], sent: int, now: int) -> Features:
    silence = _since(seen[0].at, now) if seen else _NEVER
    return {
        "stranger": float(not seen),
        "never_sent": float(not person.sent),
        "sent": log1p(person.sent),
        "received": log1p(person.received),
        "seen": log1p(len(seen)),
        "share": log((person.sent + 0.5) / (sent + 1)),
        "silence": silence,
        "silence_of_user": _since(person.last_sent, now) if person.sent else _NEVER,
    }


def _since(at: int, now: int) -> float:
    return log1p(max(0, now - at) / 3600)


def _conversation(keys: Sequence[str], talk: Conversation) -> Mapping[str, Features]:
    known = bool(talk.parent is not None or talk.thread or talk.subject)
    inside = {key: known and _takes_part(key, talk) for key in keys}
    return {
        key: {
            "has_thread": float(known),
            "in_parent": _yes(talk.parent is not None, key in (talk.parent or ())),
            "wrote_parent": float(key == talk.author),
            "in_thread": _share(key, talk.thread),
            "in_last": _yes(bool(talk.thread), any(key in one for one in talk.thread[:1])),
            "in_subject": _share(key, talk.subject),
            "takes_part": _yes(known, inside[key]),
            "others_take_part": _others(key, inside) if known else -1.0,
        }
        for key in keys
    }


def _takes_part(key: str, talk: Conversation) -> bool:
    return any(key in one for one in (talk.parent or (), *talk.thread, *talk.subject))


def _yes(known: bool, answer: bool) -> float:  # noqa: FBT001  a value, not a switch
    return (1.0 if answer else -1.0) if known else 0.0


def _share(key: str, mails: Sequence[frozenset[str]]) -> float:
    return sum(key in one for one in mails) / len(mails) if mails else _NO_CONVERSATION


def _others(key: str, inside: Mapping[str, bool]) -> float:
    others = [part for other, part in inside.items() if other != key]
    return sum(others) / len(others) if others else -1.0


def _evidence(one: Features) -> float:
    """The best reason for somebody to be here: 0 (none) to 1."""
    signs = ("takes_part", "mentioned", "greeted", "from_parents_domain")
    return max(0.0, *(one[sign] for sign in signs))


def _compared(found: dict[str, Features]) -> dict[str, Features]:
    """Adds how each recipient differs from the mean of the others."""
    count = len(found)
    sums = {name: sum(one[name] for one in found.values()) for name in _COMPARED}
    for one in found.values():
        for name in _COMPARED:
            rest = (sums[name] - one[name]) / (count - 1) if count > 1 else one[name]
            one[f"{name}_than_others"] = one[name] - rest
    return found
