"""What the text of a mail says about its recipients: who is greeted, named, quoted."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

from mailguard.domain.mail import Mail
from mailguard.domain.recipient import Recipient
from mailguard.knowledge.risk_history import Person
from mailguard.names.mailbox import fits
from mailguard.names.salutation import salutation_of

_MOST = 20_000  # characters of a text that are looked at
_NAMES = 3  # of one person
_HEAD = 300  # characters in which a quotation says whose it is
_HEAD_LINES = 4
_LATIN = re.compile(r"[^\W\d_]{3,}")
_CJK = re.compile(r"[぀-ヿ㐀-鿿々]{2,}")
_NO_NAME = frozenset({"info", "sales", "mail", "admin", "list", "the", "via", "inc", "com"})


class Texts:
    """The texts of one mail, split into words once for all recipients."""

    def __init__(self, mail: Mail) -> None:
        self.new = _folded(mail.text.new[:_MOST])
        self.quoted = _folded(mail.text.quoted[:_MOST])
        filled = (line for line in self.quoted.splitlines() if line.strip())
        head = "\n".join(line for line, _ in zip(filled, range(_HEAD_LINES), strict=False))
        self._head = head[:_HEAD]
        self._words: dict[str, frozenset[str]] = {}
        self._greeted = tuple(p.name for p in salutation_of(mail.text.body).persons)
        self._parent_domain = _domain_of_parent(mail)

    @property
    def of_all(self) -> tuple[str, str, str]:
        """The new text, the quoted text, and where the quoted one begins."""
        return self.new, self.quoted, self._head

    def evidence(self, recipient: Recipient, known: Person | None) -> dict[str, float]:
        """How much of the recipient's name and address stands where: 0 (nothing) to 1."""
        key = recipient.address.key
        names = [recipient.name, *(known.names[:_NAMES] if known else ())]
        words = _name_words([*names, key.partition("@")[0].partition("+")[0]])
        new, quoted, head = (self._share(words, text) for text in self.of_all)
        in_new, in_quoted = float(key in self.new), float(key in self.quoted)
        return {
            "named": new,
            "named_in_quote": quoted,
            "heads_quote": float(head > 0),
            "address_in_text": in_new,
            "address_in_quote": in_quoted,
            "mentioned": max(new, quoted, in_new, in_quoted),
            "greeted": float(any(fits(name, recipient.address, names) for name in self._greeted)),
            "from_parents_domain": float(_is_within(key.rpartition("@")[2], self._parent_domain)),
        }

    @property
    def greets(self) -> bool:
        """Whether a salutation names somebody."""
        return bool(self._greeted)

    def _share(self, words: frozenset[str], text: str) -> float:
        if not words or not text:
            return 0.0
        return sum(w in text and self._is_word(w, text) for w in words) / len(words)

    def _is_word(self, word: str, text: str) -> bool:
        """Whether a Latin `word` stands in `text` by itself; words of others have no such ends."""
        if not word.isascii():
            return True
        if text not in self._words:  # most texts name nobody: they are never split
            self._words[text] = frozenset(_LATIN.findall(text))
        return word in self._words[text]


def evidence_of(
    mail: Mail, recipients: Sequence[Recipient], people: Mapping[str, Person]
) -> dict[str, dict[str, float]]:
    """Address.key → what the text says about each recipient, some of it beside the others."""
    texts = Texts(mail)
    found = {r.address.key: texts.evidence(r, people.get(r.address.key)) for r in recipients}
    greeted = [key for key, one in found.items() if one["greeted"]]
    for key, one in found.items():
        others = [other for other_key, other in found.items() if other_key != key]
        one["greeted"] = (1.0 if one["greeted"] else -1.0) if greeted else 0.0
        one["greets_nobody_here"] = float(texts.greets and not greeted)
        elsewhere = any(other["from_parents_domain"] for other in others)
        one["from_parents_domain"] = one["from_parents_domain"] or -float(elsewhere)
        one["others_mentioned"] = _mean([other["mentioned"] for other in others])
        one["other_heads_quote"] = float(any(other["heads_quote"] for other in others))
    return found


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else -1.0


def _folded(text: str) -> str:
    """Lower case, without accents, wide forms made narrow."""
    lower = text.casefold()
    if lower.isascii():
        return lower
    apart = unicodedata.normalize("NFKD", lower)
    plain = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return unicodedata.normalize("NFKC", plain)


def _name_words(names: Sequence[str]) -> frozenset[str]:
    text = _folded(" ".join(names))
    return frozenset((*_LATIN.findall(text), *_CJK.findall(text))) - _NO_NAME


def _domain_of_parent(mail: Mail) -> str:
    """Where the mail that is answered got its Message-ID: mostly its author's domain."""
    ids = mail.identification.in_reply_to
    return ids[-1].rpartition("@")[2].casefold() if ids else ""


def _is_within(domain: str, other: str) -> bool:
    return bool(other) and (
        f".{other}".endswith(f".{domain}") or f".{domain}".endswith(f".{other}")
    )
