"""Puts a tag before the subject, once: an answer to a tagged mail is not tagged again."""

from __future__ import annotations

import re

import msgspec

from mailguard.actions._refusal import refuse, refusing_what_is_unusual
from mailguard.domain.action import Change, Means, Original, Stage, action
from mailguard.domain.mail import Edit, Span
from mailguard.i18n import N_
from mailguard.message.header import HeaderField, fields, fields_end
from mailguard.message.integrity import of_people
from mailguard.message.words import text_of
from mailguard.message.writing import encoded_words, field, unstructured

_LINE = 76
# How answers and forwards begin, several of them and with numbers too.
_PREFIXES = re.compile(
    r"(?:\s*(?:re|fwd?|aw|wg|sv|tr|rv|vs|antw|返信|転送)(?:\[\d+\])?\s*[:：])*\s*", re.IGNORECASE
)


class Tagging(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Tags, the first of which stands first."""

    tags: tuple[str, ...]


@action("tag-subject", title=N_("Tag the subject"), stage=Stage.FIELDS, settings=Tagging)
def tag_subject(original: Original, tagging: Tagging, _means: Means) -> Change:
    """The subject's own octets stay; a mail without a subject gets one. Raises
    ActionRefusedError.
    """
    subject = next((f for f in fields(original.header) if f.name == "subject"), None)
    text = text_of(subject.value) if subject else ""
    tags = [tag.strip() for tag in tagging.tags if tag.strip()]
    missing = " ".join(tag for tag in dict.fromkeys(tags) if not _has(text, tag, tags))
    if not missing:
        return Change()
    refuse(of_people(original.header))
    with refusing_what_is_unusual():
        if subject is None:
            end = fields_end(original.header)
            return Change((Edit(Span(end, end), field("Subject", missing)),))
        return Change((_edit(subject, missing),))


def _has(text: str, tag: str, tags: list[str]) -> bool:
    """Whether the tag stands in front, but for other tags and the marks of answers."""
    while True:
        text = text[match.end() :] if (match := _PREFIXES.match(text)) else text
        if text.startswith(tag):
            return True
        other = next((each for each in tags if text.startswith(each)), None)
        if other is None:
            return False
        text = text[len(other) :]


def _edit(subject: HeaderField, tag: str) -> Edit:
    """The tag behind the colon; what stood there follows it, on a new line where there is space
    for one.
    """
    value = subject.value
    place = subject.span.end - len(value)
    if not value.strip():
        return Edit(Span(place, subject.span.end), b" " + unstructured(tag, 9) + b"\r\n")
    written = unstructured(tag, 9)
    # between two encoded words a space is not shown: it has to be within one
    if written.startswith(b"=?") and value.lstrip().startswith(b"=?"):
        written = encoded_words(f"{tag} ", 9)
    starts_with_space = value[:1] in (b" ", b"\t")
    first_line = value.partition(b"\n")[0].rstrip(b"\r")
    folds = starts_with_space and first_line.strip() and len(first_line) + len(written) > _LINE - 9
    joint = b"\r\n" if folds else b"" if starts_with_space or value[:1] in b"\r\n" else b" "
    return Edit(Span(place, place), b" " + written + joint)
