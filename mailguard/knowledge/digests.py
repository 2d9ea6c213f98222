"""Digests in place of what mail says: enough to see it again, and not to read it."""

from __future__ import annotations

import re
import unicodedata
from hashlib import blake2b

from mailguard.domain.mail import Mail

_PREFIX = re.compile(
    r"\s*(?:(?:re|aw|sv|antw|回复|答复|返信|fwd?|wg|tr|転送)\s*(?:\[\d+\]|\^\d+)?\s*[:：]|\[[^\]]{1,40}\])",
    re.IGNORECASE,
)
_SPACE = re.compile(r"\s+")


def digest(*words: str) -> int:
    """63 bits of a digest; 0 only for nothing."""
    if not any(words):
        return 0
    octets = "\0".join(words).encode("utf-8", "replace")
    return int.from_bytes(blake2b(octets, digest_size=8).digest(), "big") >> 1 or 1


def subject_key(subject: str) -> str:
    """What the subjects of one conversation share: no Re:, no Fwd:, no [tag], plain letters."""
    text = unicodedata.normalize("NFKC", subject)
    while found := _PREFIX.match(text):
        text = text[found.end() :]
    return _SPACE.sub(" ", text).strip().casefold()


def is_answer(subject: str) -> bool:
    """Whether a subject says that its mail goes on with another one."""
    found = _PREFIX.match(unicodedata.normalize("NFKC", subject))
    return found is not None and not found[0].lstrip().startswith("[")


def of_text(mail: Mail) -> int:
    """The digest of subject and new text, spaces aside; 0 where there is no text.

    With the signature: where that begins depends on what was known when the text was read.
    """
    text = "".join(mail.text.new.split())
    return digest(mail.subject.strip(), text) if text else 0


def of_mail(mail: Mail) -> int:
    """The digest of its Message-ID; without one, of what else tells it from other mails."""
    if mail.identification.message_id:
        return digest(mail.identification.message_id)
    people = mail.correspondents
    everybody = (m.address.key for m in (*people.author, *people.to, *people.cc))
    return digest(str(mail.date or ""), mail.subject, *everybody, mail.text.new[:10_000])


def of_ancestors(mail: Mail) -> tuple[int, ...]:
    """The digests of the mails it names as those before it, the one it answers last."""
    found = mail.identification
    ids = (*found.references, *found.in_reply_to)[-30:]
    return tuple(reversed(dict.fromkeys(map(digest, reversed(ids)))))
